package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The adjustments in the box. */
final class FactorAdjustments {
    static final FactorAdjustment NONE = new None();

    private FactorAdjustments() {}

    private record None() implements FactorAdjustment {
        @Override
        public double[] adjust(
                Factor factor, List<StrategyRecord> strategies, MarketConditions conditions, double[] raw) {
            return raw.clone();
        }
    }

    record LowerBound(Confidence confidence) implements FactorAdjustment {
        LowerBound {
            Check.notNull(confidence, "confidence");
            Check.within(confidence.level(), 0.5, 1, "confidence");
        }

        @Override
        public double[] adjust(
                Factor factor, List<StrategyRecord> strategies, MarketConditions conditions, double[] raw) {
            double z = StandardNormal.quantile(confidence.level());
            double[] out = new double[raw.length];
            for (int i = 0; i < raw.length; i++) {
                double margin = z * factor.uncertainty(strategies.get(i), conditions);
                if (margin < 0) {
                    throw new IllegalArgumentException("uncertainty of " + factor.name() + " for "
                            + strategies.get(i).id() + " must not be negative, was " + margin / z);
                }
                out[i] = switch (factor.direction().kind()) {
                    case BENEFIT -> raw[i] - margin;
                    case COST -> raw[i] + margin;
                    case TARGET -> raw[i] + (raw[i] < factor.direction().target() ? -margin : margin);
                };
            }
            return out;
        }
    }

    record Shrunk(ToDoubleFunction<StrategyRecord> observations, double prior) implements FactorAdjustment {
        Shrunk {
            Check.notNull(observations, "observations");
            Check.positive(prior, "prior");
        }

        @Override
        public double[] adjust(
                Factor factor, List<StrategyRecord> strategies, MarketConditions conditions, double[] raw) {
            double[] credibility = new double[raw.length];
            double sum = 0;
            double weights = 0;
            double plain = 0;
            int present = 0;
            for (int i = 0; i < raw.length; i++) {
                double n = Check.notNegative(
                        observations.applyAsDouble(strategies.get(i)),
                        "observations of " + strategies.get(i).id());
                credibility[i] = n / (n + prior);
                if (Double.isFinite(raw[i])) {
                    sum += credibility[i] * raw[i];
                    weights += credibility[i];
                    plain += raw[i];
                    present++;
                }
            }
            double mean = weights > 0 ? sum / weights : plain / Math.max(1, present);
            double[] out = new double[raw.length];
            for (int i = 0; i < raw.length; i++) {
                out[i] = Double.isFinite(raw[i]) ? mean + credibility[i] * (raw[i] - mean) : raw[i];
            }
            return out;
        }
    }

    record HalfLife(double days) implements FactorAdjustment {
        HalfLife {
            Check.positive(days, "days");
        }

        @Override
        public double[] adjust(
                Factor factor, List<StrategyRecord> strategies, MarketConditions conditions, double[] raw) {
            double[] sorted = Normalisers.present(raw);
            double median = sorted.length == 0 ? Double.NaN : Normalisers.medianOfSorted(sorted);
            double[] out = new double[raw.length];
            for (int i = 0; i < raw.length; i++) {
                long age = Math.max(0, ChronoUnit.DAYS.between(strategies.get(i).lastUpdate(), conditions.asOf()));
                double left = StrictMath.pow(0.5, age / days);
                out[i] = Double.isFinite(raw[i]) ? median + left * (raw[i] - median) : raw[i];
            }
            return out;
        }
    }
}
