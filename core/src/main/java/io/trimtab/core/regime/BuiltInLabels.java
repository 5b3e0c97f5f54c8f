package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The labels in the box. */
final class BuiltInLabels {
    private BuiltInLabels() {}

    /** Labels by the rank of a statistic; the single state, and every middle one, has a word of its own. */
    enum Ranked implements RegimeLabels {
        /** {@link RegimeLabels#byVolatility()}. */
        VOLATILITY {
            @Override
            double statistic(GaussianHmm model, int state) {
                return model.variance(state);
            }

            @Override
            public List<Regime> vocabulary(int states) {
                return List.of(Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS).subList(0, Math.min(3, states));
            }
        },
        /** {@link RegimeLabels#byMean()}. */
        MEAN {
            @Override
            double statistic(GaussianHmm model, int state) {
                return model.mean(state);
            }

            @Override
            public List<Regime> vocabulary(int states) {
                if (states == 1) {
                    return List.of(Regime.SIDEWAYS);
                }
                return states == 2
                        ? List.of(Regime.BEAR, Regime.BULL)
                        : List.of(Regime.BEAR, Regime.SIDEWAYS, Regime.BULL);
            }
        };

        abstract double statistic(GaussianHmm model, int state);

        @Override
        public List<Regime> label(GaussianHmm model) {
            int k = model.states();
            List<Regime> words = vocabulary(k);
            Regime[] labels = new Regime[k];
            for (int state = 0; state < k; state++) {
                int rank = 0;
                for (int other = 0; other < k; other++) {
                    double difference = statistic(model, other) - statistic(model, state);
                    rank += difference < 0 || (difference == 0 && other < state) ? 1 : 0;
                }
                labels[state] = rank == k - 1 ? words.get(words.size() - 1) : words.get(Math.min(rank, 1));
            }
            return List.of(labels);
        }
    }

    /**
     * Labels by fixed levels.
     *
     * @param periodsPerYear how many bars make a year
     */
    record Levels(double periodsPerYear) implements RegimeLabels, Serializable {
        @Override
        public List<Regime> vocabulary(int states) {
            return List.of(Regime.TRENDING_UP, Regime.TRENDING_DOWN, Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);
        }

        @Override
        public List<Regime> label(GaussianHmm model) {
            List<Regime> labels = new ArrayList<>();
            for (int state = 0; state < model.states(); state++) {
                labels.add(regime(model.mean(state), model.variance(state)));
            }
            return labels;
        }

        /** The regime of a mean and a variance per bar. */
        Regime regime(double mean, double variance) {
            double volatility = Math.sqrt(variance * periodsPerYear);
            double drift = mean * periodsPerYear / volatility;
            if (volatility >= 0.25) {
                return volatility >= 0.35 ? Regime.CRISIS : Regime.VOLATILE;
            }
            if (Math.abs(drift) > 0.5) {
                return drift > 0 ? Regime.TRENDING_UP : Regime.TRENDING_DOWN;
            }
            return Regime.SIDEWAYS;
        }
    }

    /**
     * Labels in the order of the states.
     *
     * @param regimes one regime a state
     */
    record Fixed(List<Regime> regimes) implements RegimeLabels, Serializable {
        Fixed {
            regimes = List.copyOf(regimes);
            if (regimes.contains(Regime.UNKNOWN)) {
                throw new IllegalArgumentException("regimes must not contain UNKNOWN, was " + regimes);
            }
        }

        @Override
        public List<Regime> vocabulary(int states) {
            Check.length(regimes.size(), states, "labels " + regimes);
            return List.copyOf(new LinkedHashSet<>(regimes));
        }

        @Override
        public List<Regime> label(GaussianHmm model) {
            Check.length(regimes.size(), model.states(), "labels " + regimes);
            return regimes;
        }
    }
}
