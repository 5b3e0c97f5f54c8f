package io.trimtab.core.strategy.learning;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Weights that fall exponentially with what a strategy has lost so far: nearly as good as the best strategy, whatever happens.
 *
 * <pre>{@code
 * Hedge hedge = Hedge.over(5, 0.05).observe(0.01, -0.02, 0, 0.003, 0.01);
 * hedge.scores(); // weights that sum to one
 * }</pre>
 *
 * <p>The loss of a strategy in a period is 1/2 - r / (2 R), from 0 to 1 for returns r within a range from -R to R; returns beyond it
 * count as its ends, and {@link #clipped()} counts them. In period t a weight is proportional to exp(-h L), L the losses before it and
 * h = sqrt(8 ln N / t). With the losses of the portfolio of these weights, the regret is at most 2 sqrt(t / 2 ln N) + sqrt(ln(N) / 8).
 * Sources: Freund and Schapire, Journal of Computer and System Sciences 55 (1997) 119-139; the bound: Cesa-Bianchi and Lugosi,
 * Prediction, Learning, and Games (2006), theorem 2.3. O(N) a period. Immutable and thread-safe.
 */
public final class Hedge implements StrategyLearner, Serializable {
    private static final long serialVersionUID = 1L;

    private final double range;
    private final int periods;
    private final long clipped;
    private final double[] losses;
    private final double own;

    private Hedge(double range, int periods, long clipped, double[] losses, double own) {
        this.range = range;
        this.periods = periods;
        this.clipped = clipped;
        this.losses = losses;
        this.own = own;
    }

    /**
     * A learner that trusts all strategies the same.
     *
     * @param strategies how many, at least 1
     * @param range R: returns of a period are expected from -R to R; positive
     * @return the learner
     */
    public static Hedge over(int strategies, double range) {
        Check.positive(range, "range");
        return new Hedge(range, 0, 0, new double[Check.atLeast(strategies, 1, "strategies")], 0);
    }

    @Override
    public int size() {
        return losses.length;
    }

    @Override
    public double[] scores() {
        double rate = Math.sqrt(8 * StrictMath.log(size()) / (periods + 1));
        double least = best();
        double[] weights = new double[size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = StrictMath.exp(-rate * (losses[i] - least));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    @Override
    public Hedge observe(double... returns) {
        Check.length(Check.notNull(returns, "returns").length, size(), "returns");
        double[] weights = scores();
        double[] after = losses.clone();
        double mine = own;
        long beyond = clipped;
        for (int i = 0; i < after.length; i++) {
            double r = Check.finite(returns[i], "returns[" + i + "]");
            beyond += Math.abs(r) > range ? 1 : 0;
            double loss = 0.5 - Math.max(-1, Math.min(1, r / range)) / 2;
            after[i] += loss;
            mine += weights[i] * loss;
        }
        return new Hedge(range, periods + 1, beyond, after, mine);
    }

    /**
     * The regret so far, in losses of at most 1 a period: times 2 R it is in returns.
     *
     * @return the regret and its bound
     */
    public Regret regret() {
        double n = StrictMath.log(size());
        double bound = periods == 0 ? 0 : 2 * Math.sqrt(periods * n / 2) + Math.sqrt(n / 8);
        return new Regret(periods, own - best(), bound);
    }

    /**
     * How many returns were beyond the range.
     *
     * @return at least 0; not 0 means that the range was chosen too small
     */
    public long clipped() {
        return clipped;
    }

    private double best() {
        return Arrays.stream(losses).min().orElse(0);
    }

    @Override
    public String toString() {
        return "Hedge[" + size() + " strategies after " + periods + " periods]";
    }
}
