package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * How to fit a Gaussian hidden Markov model. Immutable and thread-safe.
 *
 * <pre>{@code
 * HmmSettings settings = HmmSettings.states(3).withStarts(16).withSeed(7);
 * }</pre>
 *
 * @param states K, the number of states, from 1 to 16
 * @param variance whether states differ in variance
 * @param initial what is assumed about the first bar
 * @param labels which regime each state is
 * @param starts the number of starting points, at least 1; the first two are fixed, the others random
 * @param seed the seed of the random starting points
 * @param maximumIterations the largest number of EM steps from one starting point
 * @param tolerance how much log-likelihood may be left to gain when a fit counts as converged
 * @param varianceFloor the smallest variance of a state, as a share of the sample variance, strictly within (0, 1)
 * @param minimumObservations the smallest number of observations that is fitted at all
 * @param minimumBars the smallest expected number of bars in a state; below it, a state is an artefact of a few points
 */
public record HmmSettings(
        int states,
        VarianceStructure variance,
        InitialDistribution initial,
        RegimeLabels labels,
        int starts,
        long seed,
        int maximumIterations,
        double tolerance,
        double varianceFloor,
        int minimumObservations,
        double minimumBars)
        implements Serializable {
    private static final int OBSERVATIONS_PER_STATE = 30;

    public HmmSettings {
        Check.atLeast(states, 1, "states");
        if (states > 16) {
            throw new IllegalArgumentException("states must be at most 16, was " + states);
        }
        Check.notNull(variance, "variance");
        Check.notNull(initial, "initial");
        Check.notNull(labels, "labels");
        Check.atLeast(labels.vocabulary(states).size(), 1, "number of labels");
        Check.atLeast(starts, 1, "starts");
        Check.atLeast(maximumIterations, 1, "maximumIterations");
        Check.positive(tolerance, "tolerance");
        Check.strictlyWithin(varianceFloor, 0, 1, "varianceFloor");
        Check.atLeast(minimumObservations, states + 1, "minimumObservations");
        Check.notNegative(minimumBars, "minimumBars");
    }

    /**
     * Settings for K states that differ in mean and variance and are labelled by volatility; 8 starts, a floor of 0.1%
     * of the sample variance, at least 30 observations a state.
     *
     * @param count K
     * @return the settings
     */
    public static HmmSettings states(int count) {
        return new HmmSettings(
                count,
                VarianceStructure.SWITCHING,
                InitialDistribution.STATIONARY,
                RegimeLabels.byVolatility(),
                8,
                20240601L,
                2000,
                1e-6,
                1e-3,
                Math.max(2, OBSERVATIONS_PER_STATE * count),
                5);
    }

    /**
     * The same settings for states that share one variance and are labelled by mean.
     *
     * @return the settings
     */
    public HmmSettings withCommonVariance() {
        return with(draft -> {
            draft.variance = VarianceStructure.COMMON;
            draft.labels = RegimeLabels.byMean();
        });
    }

    /**
     * The same settings with another assumption about the first bar.
     *
     * @param value what is assumed
     * @return the settings
     */
    public HmmSettings withInitial(InitialDistribution value) {
        return with(draft -> draft.initial = value);
    }

    /**
     * The same settings with other labels.
     *
     * @param value which regime each state is
     * @return the settings
     */
    public HmmSettings withLabels(RegimeLabels value) {
        return with(draft -> draft.labels = value);
    }

    /**
     * The same settings with another number of starting points.
     *
     * @param value at least 1
     * @return the settings
     */
    public HmmSettings withStarts(int value) {
        return with(draft -> draft.starts = value);
    }

    /**
     * The same settings with another seed.
     *
     * @param value the seed of the random starting points
     * @return the settings
     */
    public HmmSettings withSeed(long value) {
        return with(draft -> draft.seed = value);
    }

    /**
     * The same settings with another rule when to stop.
     *
     * @param iterations the largest number of EM steps from one starting point
     * @param remaining how much log-likelihood may be left to gain
     * @return the settings
     */
    public HmmSettings withStopping(int iterations, double remaining) {
        return with(draft -> {
            draft.maximumIterations = iterations;
            draft.tolerance = remaining;
        });
    }

    /**
     * The same settings with other demands on the data.
     *
     * @param observations the smallest number of observations that is fitted at all
     * @param bars the smallest expected number of bars in a state
     * @return the settings
     */
    public HmmSettings withMinimum(int observations, double bars) {
        return with(draft -> {
            draft.minimumObservations = observations;
            draft.minimumBars = bars;
        });
    }

    private HmmSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings in the making. */
    private static final class Draft {
        private final int states;
        private VarianceStructure variance;
        private InitialDistribution initial;
        private RegimeLabels labels;
        private int starts;
        private long seed;
        private int maximumIterations;
        private double tolerance;
        private int minimumObservations;
        private double minimumBars;
        private final double varianceFloor;

        Draft(HmmSettings from) {
            states = from.states;
            variance = from.variance;
            initial = from.initial;
            labels = from.labels;
            starts = from.starts;
            seed = from.seed;
            maximumIterations = from.maximumIterations;
            tolerance = from.tolerance;
            varianceFloor = from.varianceFloor;
            minimumObservations = from.minimumObservations;
            minimumBars = from.minimumBars;
        }

        HmmSettings settings() {
            return new HmmSettings(
                    states,
                    variance,
                    initial,
                    labels,
                    starts,
                    seed,
                    maximumIterations,
                    tolerance,
                    varianceFloor,
                    minimumObservations,
                    minimumBars);
        }
    }
}
