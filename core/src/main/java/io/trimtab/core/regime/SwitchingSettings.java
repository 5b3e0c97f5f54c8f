package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * How to fit a Markov-switching model. Immutable and thread-safe.
 *
 * <pre>{@code
 * SwitchingSettings settings = SwitchingSettings.standard().withStarts(24);
 * }</pre>
 *
 * @param starts the number of starting points, at least 1; the first three are fixed, the others random
 * @param seed the seed of the random starting points
 * @param maximumIterations the largest number of quasi-Newton steps
 * @param tolerance how much log-likelihood may be left to gain when a fit counts as converged
 * @param varianceFloor the smallest variance of a state, as a share of the sample variance, strictly within (0, 1)
 * @param observationsPerState the smallest number of observations for each state that is fitted at all
 * @param minimumBars the smallest expected number of bars in a state; below it, a state is an artefact of a few points
 */
public record SwitchingSettings(
        int starts,
        long seed,
        int maximumIterations,
        double tolerance,
        double varianceFloor,
        int observationsPerState,
        double minimumBars)
        implements Serializable {
    public SwitchingSettings {
        Check.atLeast(starts, 1, "starts");
        Check.atLeast(maximumIterations, 1, "maximumIterations");
        Check.positive(tolerance, "tolerance");
        Check.strictlyWithin(varianceFloor, 0, 1, "varianceFloor");
        Check.atLeast(observationsPerState, 2, "observationsPerState");
        Check.notNegative(minimumBars, "minimumBars");
    }

    /**
     * Twelve starts, a floor of a thousandth of the sample variance, at least 30 observations a state and five expected
     * bars in each.
     *
     * @return the settings
     */
    public static SwitchingSettings standard() {
        return new SwitchingSettings(12, 20240601L, 500, 1e-8, 1e-3, 30, 5);
    }

    /**
     * The same settings with another number of starting points.
     *
     * @param value at least 1
     * @return the settings
     */
    public SwitchingSettings withStarts(int value) {
        return new SwitchingSettings(
                value, seed, maximumIterations, tolerance, varianceFloor, observationsPerState, minimumBars);
    }

    /**
     * The same settings with another seed.
     *
     * @param value the seed of the random starting points
     * @return the settings
     */
    public SwitchingSettings withSeed(long value) {
        return new SwitchingSettings(
                starts, value, maximumIterations, tolerance, varianceFloor, observationsPerState, minimumBars);
    }

    /**
     * The same settings with another rule when to stop.
     *
     * @param iterations the largest number of quasi-Newton steps
     * @param remaining how much log-likelihood may be left to gain
     * @return the settings
     */
    public SwitchingSettings withStopping(int iterations, double remaining) {
        return new SwitchingSettings(
                starts, seed, iterations, remaining, varianceFloor, observationsPerState, minimumBars);
    }

    /**
     * The same settings with other demands on the data.
     *
     * @param observations the smallest number of observations for each state that is fitted at all
     * @param bars the smallest expected number of bars in a state
     * @return the settings
     */
    public SwitchingSettings withMinimum(int observations, double bars) {
        return new SwitchingSettings(starts, seed, maximumIterations, tolerance, varianceFloor, observations, bars);
    }
}
