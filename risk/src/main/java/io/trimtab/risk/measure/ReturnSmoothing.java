package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.util.Optional;

/**
 * How far reported returns are an average of the true ones of this and the last two periods, as those of illiquid assets
 * are, and hide risk that way.
 *
 * <pre>{@code
 * ReturnSmoothing.of(monthly).orElseThrow().index(); // 1: not smoothed; 1/3: as smooth as can be
 * }</pre>
 *
 * <p>The model is r_t = theta_0 x_t + theta_1 x_(t-1) + theta_2 x_(t-2) with weights that sum to 1: a moving average of order
 * 2, fitted by exact Gaussian likelihood with its mean, invertible, a negative coefficient then set to 0. The index is the
 * sum of squared weights, by which the variance of reported returns is smaller than the true one's. Source: Getmansky, Lo
 * and Makarov, An Econometric Model of Serial Correlation and Illiquidity in Hedge Fund Returns, Journal of Financial
 * Economics 74 (2004) 529-609. O(n) an evaluation of the likelihood, some hundreds of them.
 *
 * @param theta0 the weight of this period, from 1/4 (weights 1, 2, 1) to 1
 * @param theta1 the weight of the last period, at least 0
 * @param theta2 the weight of the one before, at least 0
 * @param logLikelihood of the fitted moving average, before a coefficient was set to 0
 */
public record ReturnSmoothing(double theta0, double theta1, double theta2, double logLikelihood) {
    private static final int FEWEST = 5;
    private static final int GRID = 12;

    public ReturnSmoothing {
        Check.within(theta0, 0, 1, "theta0");
        Check.within(theta1, 0, 1, "theta1");
        Check.within(theta2, 0, 1, "theta2");
        Check.within(theta0 + theta1 + theta2, 1 - 1e-9, 1 + 1e-9, "sum of theta");
        Check.finite(logLikelihood, "logLikelihood");
    }

    /**
     * Fits the model.
     *
     * @param returns at least five simple returns, all finite
     * @return the fit; empty when the returns never move
     * @throws IllegalArgumentException if there are too few returns or one is not finite
     */
    public static Optional<ReturnSmoothing> of(double[] returns) {
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        int n = Check.atLeast(returns.length, FEWEST, "number of returns");
        double[] x = returns.clone();
        double mean = Compensated.mean(n, x, 0);
        double scale = 0;
        for (int t = 0; t < n; t++) {
            x[t] -= mean;
            scale = Math.max(scale, Math.abs(x[t]));
        }
        if (scale == 0) {
            return Optional.empty();
        }
        for (int t = 0; t < n; t++) {
            x[t] /= scale;
        }
        double[] best = optimum(x);
        double first = Math.max(0, firstOf(best));
        double second = Math.max(0, secondOf(best));
        double sum = 1 + first + second;
        double likelihood = logLikelihood(x, firstOf(best), secondOf(best)) - n * StrictMath.log(scale);
        return Optional.of(new ReturnSmoothing(1 / sum, first / sum, second / sum, likelihood));
    }

    /**
     * The smoothing index: {@code theta_0^2 + theta_1^2 + theta_2^2}.
     *
     * @return from 1/3 to 1
     */
    public double index() {
        return theta0 * theta0 + theta1 * theta1 + theta2 * theta2;
    }

    /** The best of a grid over partial autocorrelations, refined. */
    private static double[] optimum(double[] x) {
        double[] start = {0, 0};
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = -GRID; i <= GRID; i++) {
            for (int j = -GRID; j <= GRID; j++) {
                double[] point = {2.0 * i / GRID, 2.0 * j / GRID};
                double value = logLikelihood(x, firstOf(point), secondOf(point));
                if (value > highest) {
                    highest = value;
                    start = point;
                }
            }
        }
        return refined(x, start, highest);
    }

    /** Compass search: to the best of eight neighbours, which come nearer once none is better. */
    private static double[] refined(double[] x, double[] start, double value) {
        double[] best = start;
        double highest = value;
        double step = 1.0 / GRID;
        while (step > 1e-9) {
            double[] from = best;
            for (int i = -1; i <= 1; i++) {
                for (int j = -1; j <= 1; j++) {
                    double[] point = {from[0] + i * step, from[1] + j * step};
                    double at = logLikelihood(x, firstOf(point), secondOf(point));
                    if (at > highest) {
                        highest = at;
                        best = point;
                    }
                }
            }
            step = best == from ? step / 2 : step;
        }
        return best;
    }

    /** The moving average's coefficients from two free numbers, so that it is invertible. */
    private static double firstOf(double[] free) {
        return StrictMath.tanh(free[0]) * (1 + StrictMath.tanh(free[1]));
    }

    private static double secondOf(double[] free) {
        return StrictMath.tanh(free[1]);
    }

    /**
     * The exact Gaussian log-likelihood of x_t = m + e_t + a e_(t-1) + b e_(t-2), m and the variance of e at their best, by
     * the innovations algorithm (Brockwell and Davis, Time Series, section 5.2) on x and on ones at once.
     */
    private static double logLikelihood(double[] x, double a, double b) {
        int n = x.length;
        double c0 = 1 + a * a + b * b;
        double c1 = a + a * b;
        double v1 = 0;
        double v2 = 0;
        double coefficient = 0;
        double x1 = 0;
        double x2 = 0;
        double one1 = 0;
        double one2 = 0;
        double logs = 0;
        double xx = 0;
        double xo = 0;
        double oo = 0;
        for (int t = 0; t < n; t++) {
            double far = t > 1 ? b / v2 : 0;
            double near = t > 0 ? (c1 - far * coefficient * v2) / v1 : 0;
            double v = c0 - far * far * v2 - near * near * v1;
            double ex = x[t] - near * x1 - far * x2;
            double eo = 1 - near * one1 - far * one2;
            logs += StrictMath.log(v);
            xx += ex * ex / v;
            xo += ex * eo / v;
            oo += eo * eo / v;
            coefficient = near;
            v2 = v1;
            v1 = v;
            x2 = x1;
            x1 = ex;
            one2 = one1;
            one1 = eo;
        }
        double variance = (xx - xo * xo / oo) / n;
        return -0.5 * (n * (StrictMath.log(2 * Math.PI * variance) + 1) + logs);
    }
}
