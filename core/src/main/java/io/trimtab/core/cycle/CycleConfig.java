package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.Properties;

/**
 * How a cycle behaves. Immutable; every value is checked, and all that is wrong is said at once.
 *
 * <pre>{@code
 * CycleConfig config = CycleConfig.normal().toBuilder().mode(CycleMode.AUTOMATED).minConfidence(0.6).build();
 * }</pre>
 *
 * @param mode who decides that orders go out
 * @param selectionInterval how long from one cycle to the next
 * @param riskInterval how often the host should have risk checked between cycles
 * @param performanceInterval how often the host should have performance checked between cycles
 * @param maxStrategies how many strategies are run at most, at least 1
 * @param minConfidence the confidence in the most likely regime below which the cycle is degraded, from 0 to 1; the
 *     default selector demands it of strategies as well
 * @param minWeightChange a weight that would change by less is left alone, from 0 to 1
 * @param alertWeightChange a weight that changes by more is worth a notice, from {@code minWeightChange} to 10
 * @param quantityDecimals decimals of a quantity that the venue accepts, from 0 to 12
 * @param approvalTime how long a proposal may be approved
 * @param phaseDeadline how long a phase may take
 * @param stopTimeout how long {@code stop} waits for a cycle that is running
 * @param historySize how many reports are kept, at least 1
 * @param closures what becomes of pure closures when the gate fails
 */
public record CycleConfig(
        CycleMode mode,
        Duration selectionInterval,
        Duration riskInterval,
        Duration performanceInterval,
        int maxStrategies,
        double minConfidence,
        double minWeightChange,
        double alertWeightChange,
        int quantityDecimals,
        Duration approvalTime,
        Duration phaseDeadline,
        Duration stopTimeout,
        int historySize,
        ClosurePolicy closures) {

    /** What becomes of pure closures when the risk gate does not answer. */
    public enum ClosurePolicy {
        /** They go out in that cycle: they can only make a position smaller. */
        ALLOWED,
        /** They are held back like every other order. */
        HELD_BACK
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException naming every value that is not allowed
     */
    public CycleConfig {
        Check.notNull(mode, "mode");
        Check.notNull(closures, "closures");
        Violations wrong = new Violations();
        wrong.unlessPositive(selectionInterval, "selectionInterval");
        wrong.unlessPositive(riskInterval, "riskInterval");
        wrong.unlessPositive(performanceInterval, "performanceInterval");
        wrong.unlessPositive(approvalTime, "approvalTime");
        wrong.unlessPositive(phaseDeadline, "phaseDeadline");
        wrong.unlessPositive(stopTimeout, "stopTimeout");
        wrong.unlessWithin(maxStrategies, 1, 100_000, "maxStrategies");
        wrong.unlessWithin(minConfidence, 0, 1, "minConfidence");
        wrong.unlessWithin(minWeightChange, 0, 1, "minWeightChange");
        wrong.unlessWithin(alertWeightChange, 0, 10, "alertWeightChange");
        wrong.unless(
                !(alertWeightChange < minWeightChange),
                "alertWeightChange must be at least minWeightChange, was " + alertWeightChange + " < "
                        + minWeightChange);
        wrong.unlessWithin(quantityDecimals, 0, 12, "quantityDecimals");
        wrong.unlessWithin(historySize, 1, 1_000_000, "historySize");
        wrong.refuse();
    }

    /**
     * For normal markets: hourly, 5 strategies, confidence 0.7, orders are approved by a person.
     *
     * @return the preset
     */
    public static CycleConfig normal() {
        return new Builder().build();
    }

    /**
     * For high volatility: every half hour, 3 strategies, confidence 0.8, orders are approved by a person.
     *
     * @return the preset
     */
    public static CycleConfig highVolatility() {
        return new Builder()
                .intervals(1800, 60, 300)
                .maxStrategies(3)
                .minConfidence(0.8)
                .build();
    }

    /**
     * For a crisis: every quarter of an hour, 1 strategy, confidence 0.9, nothing is executed.
     *
     * @return the preset
     */
    public static CycleConfig crisis() {
        return new Builder()
                .intervals(900, 30, 120)
                .maxStrategies(1)
                .minConfidence(0.9)
                .mode(CycleMode.MANUAL)
                .build();
    }

    /**
     * For low liquidity: every two hours, 3 strategies, confidence 0.7, orders are approved by a person.
     *
     * @return the preset
     */
    public static CycleConfig lowLiquidity() {
        return new Builder().intervals(7200, 600, 1200).maxStrategies(3).build();
    }

    /**
     * Reads a configuration: the preset named by {@code cycle.preset}, or the normal one, with what else is given. The
     * keys are {@code cycle.} and the name of a value here in lower case with hyphens, such as {@code
     * cycle.min-confidence}; durations are whole seconds or ISO-8601.
     *
     * @param properties nothing but such keys
     * @return the configuration
     * @throws IllegalArgumentException naming every unknown key and every value that is not allowed
     */
    public static CycleConfig from(Properties properties) {
        return ConfigReader.read(Check.notNull(properties, "properties"));
    }

    /**
     * Begins with these values.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Collects values; starts from the normal preset. Not thread-safe. */
    public static final class Builder {
        private CycleMode mode = CycleMode.SEMI_AUTOMATED;
        private Duration selectionInterval = Duration.ofHours(1);
        private Duration riskInterval = Duration.ofMinutes(5);
        private Duration performanceInterval = Duration.ofMinutes(10);
        private int maxStrategies = 5;
        private double minConfidence = 0.7;
        private double minWeightChange = 0.01;
        private double alertWeightChange = 0.05;
        private int quantityDecimals = 8;
        private Duration approvalTime = Duration.ofHours(1);
        private Duration phaseDeadline = Duration.ofSeconds(5);
        private Duration stopTimeout = Duration.ofSeconds(30);
        private int historySize = 500;
        private ClosurePolicy closures = ClosurePolicy.ALLOWED;

        private Builder() {}

        private Builder(CycleConfig from) {
            mode = from.mode;
            selectionInterval = from.selectionInterval;
            riskInterval = from.riskInterval;
            performanceInterval = from.performanceInterval;
            maxStrategies = from.maxStrategies;
            minConfidence = from.minConfidence;
            minWeightChange = from.minWeightChange;
            alertWeightChange = from.alertWeightChange;
            quantityDecimals = from.quantityDecimals;
            approvalTime = from.approvalTime;
            phaseDeadline = from.phaseDeadline;
            stopTimeout = from.stopTimeout;
            historySize = from.historySize;
            closures = from.closures;
        }

        private Builder intervals(long selection, long risk, long performance) {
            return selectionInterval(Duration.ofSeconds(selection))
                    .riskInterval(Duration.ofSeconds(risk))
                    .performanceInterval(Duration.ofSeconds(performance));
        }

        /**
         * Sets who decides that orders go out.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder mode(CycleMode value) {
            mode = Check.notNull(value, "mode");
            return this;
        }

        /**
         * Sets how long from one cycle to the next.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder selectionInterval(Duration value) {
            selectionInterval = Check.notNull(value, "selectionInterval");
            return this;
        }

        /**
         * Sets how often the host should have risk checked.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder riskInterval(Duration value) {
            riskInterval = Check.notNull(value, "riskInterval");
            return this;
        }

        /**
         * Sets how often the host should have performance checked.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder performanceInterval(Duration value) {
            performanceInterval = Check.notNull(value, "performanceInterval");
            return this;
        }

        /**
         * Sets how many strategies are run at most.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder maxStrategies(int value) {
            maxStrategies = value;
            return this;
        }

        /**
         * Sets the confidence below which the cycle is degraded.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder minConfidence(double value) {
            minConfidence = value;
            return this;
        }

        /**
         * Sets the smallest change of a weight that is traded.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder minWeightChange(double value) {
            minWeightChange = value;
            return this;
        }

        /**
         * Sets the largest change of a weight that is not worth a notice.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder alertWeightChange(double value) {
            alertWeightChange = value;
            return this;
        }

        /**
         * Sets decimals of a quantity.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder quantityDecimals(int value) {
            quantityDecimals = value;
            return this;
        }

        /**
         * Sets how long a proposal may be approved.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder approvalTime(Duration value) {
            approvalTime = Check.notNull(value, "approvalTime");
            return this;
        }

        /**
         * Sets how long a phase may take.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder phaseDeadline(Duration value) {
            phaseDeadline = Check.notNull(value, "phaseDeadline");
            return this;
        }

        /**
         * Sets how long to wait for a running cycle when stopping.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder stopTimeout(Duration value) {
            stopTimeout = Check.notNull(value, "stopTimeout");
            return this;
        }

        /**
         * Sets how many reports are kept.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder historySize(int value) {
            historySize = value;
            return this;
        }

        /**
         * Sets what becomes of pure closures when the gate fails.
         *
         * @param value see {@link CycleConfig}
         * @return this builder
         */
        public Builder closures(ClosurePolicy value) {
            closures = Check.notNull(value, "closures");
            return this;
        }

        /**
         * Makes the configuration.
         *
         * @return the configuration
         * @throws IllegalArgumentException naming every value that is not allowed
         */
        public CycleConfig build() {
            return new CycleConfig(
                    mode,
                    selectionInterval,
                    riskInterval,
                    performanceInterval,
                    maxStrategies,
                    minConfidence,
                    minWeightChange,
                    alertWeightChange,
                    quantityDecimals,
                    approvalTime,
                    phaseDeadline,
                    stopTimeout,
                    historySize,
                    closures);
        }
    }
}
