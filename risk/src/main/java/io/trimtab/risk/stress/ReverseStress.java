package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.stress.ReverseStressOutcome.Impossible;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;

/**
 * Asks of a portfolio not what a scenario costs, but which scenario costs a given sum: the most likely one.
 *
 * <pre>{@code
 * ReverseStressOutcome worst = ReverseStress.of(riskModel, weights).losing(0.10);
 * if (worst instanceof MostLikely scenario) {
 *     scenario.distance();          // 4.3 standard deviations
 *     scenario.returnOf("SPX");     // what must happen for it
 * }
 * }</pre>
 *
 * <p>With returns normal of mean 0 and covariance S the density falls with {@code x'S^-1 x}; so the most likely scenario that
 * loses at least X minimises it subject to {@code loss(x) >= X}. Linear books, {@code loss = -w'x}: {@code x = -X S w / (w'S
 * w)} at the distance {@code X / sqrt(w'S w)}; for S of any rank and structure. Books by delta and gamma, {@code loss =
 * -(theta + delta'x + x'Gamma x / 2)}: a quadratic program with one quadratic constraint, convex or not, solved exactly by
 * its dual in one variable (the S-lemma; Pólik and Terlaky, SIAM Review 49 (2007), 371-418): see {@link SecularEquation}. The
 * dual's value proves that nothing is nearer. Glasserman, Kang and Kang, "Stress scenario selection by empirical likelihood",
 * Quantitative Finance 15 (2015), treat other distributions.
 *
 * <p>Slopes and curvatures no larger than the rounding of the sums that make them count as none.
 *
 * <p>O(n^2) for linear books, O(n^3) for others. Immutable and thread-safe.
 */
public final class ReverseStress {
    /** Of the variances of the positions alone: what is below is rounding of their covariances. */
    private static final double NO_VARIANCE = 0x1p-52;

    private final Book book;

    private ReverseStress(Book book) {
        this.book = book;
    }

    /** A book for which the question can be answered. */
    private interface Book {
        ReverseStressOutcome losing(double loss);
    }

    /**
     * Asks of a linear portfolio.
     *
     * @param model covariance over the horizon of the scenario
     * @param weights the portfolio, over its universe
     * @return the question
     * @throws IllegalArgumentException if the universes differ
     */
    public static ReverseStress of(RiskModel model, Weights weights) {
        Check.notNull(model, "model")
                .universe()
                .requireSame(Check.notNull(weights, "weights").universe(), "weights");
        return new ReverseStress(loss -> linear(model, weights, loss));
    }

    /**
     * Asks of a book by its first and second derivatives.
     *
     * @param book over the horizon of the scenario
     * @return the question
     * @throws IllegalArgumentException if gamma times the covariance is not finite
     */
    public static ReverseStress of(DeltaGamma book) {
        return new ReverseStress(QuadraticBook.of(Check.notNull(book, "book"))::losing);
    }

    /**
     * The most likely scenario that loses at least a sum.
     *
     * @param loss the sum, positive, as a fraction of equity, or in the unit of theta
     * @return the scenario; calm, at distance 0, where a book loses as much when nothing moves
     * @throws IllegalArgumentException if the loss is not positive and finite, or so large or small beside the book that no
     *     doubles hold the returns that lose it
     */
    public ReverseStressOutcome losing(double loss) {
        return book.losing(Check.positive(loss, "loss"));
    }

    /** In units of 2^a in which the largest position has a volatility near 1, so that no square overflows or vanishes. */
    private static ReverseStressOutcome linear(RiskModel model, Weights weights, double loss) {
        Universe universe = model.universe();
        int n = universe.size();
        double[] w = weights.toArray();
        double[] sigma = new double[n];
        int a = Integer.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            sigma[i] = Math.sqrt(model.variance(i));
            if (w[i] != 0 && sigma[i] > 0) {
                a = Math.max(a, PowersOfTwo.exponent(w[i]) + PowersOfTwo.exponent(sigma[i]));
            }
        }
        double[] scaled = new double[n];
        double parts = 0;
        for (int i = 0; i < n; i++) {
            // what has no variance has no covariance, however much is held of it
            scaled[i] = w[i] == 0 || sigma[i] == 0 ? 0 : Math.scalb(w[i], -a);
            parts += scaled[i] * sigma[i] * (scaled[i] * sigma[i]);
        }
        double[] x = new double[n];
        model.multiplyInto(scaled, x);
        double variance = Kernels.dot(n, scaled, 0, x, 0);
        // a book hedged to within the rounding of its weights cannot lose anything; along what rounding left it would
        if (!(variance > n * NO_VARIANCE * parts)) {
            // refuses a model that is not positive semidefinite
            model.volatility(weights);
            return new Impossible(0);
        }
        int e = PowersOfTwo.exponent(loss);
        double mantissa = Math.scalb(loss, -e);
        for (int i = 0; i < n; i++) {
            x[i] = PowersOfTwo.requireReturn(Math.scalb(x[i] / variance * -mantissa, e - a), universe.id(i), loss);
        }
        double reached = PowersOfTwo.requireReached(0.0 - Kernels.dot(n, w, 0, x, 0), loss, 0);
        double distance = PowersOfTwo.requireDistance(Math.scalb(mantissa / Math.sqrt(variance), e - a), loss);
        return new MostLikely(universe, x, reached, distance, distance);
    }
}
