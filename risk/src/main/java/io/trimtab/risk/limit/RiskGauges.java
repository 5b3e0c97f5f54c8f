package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.attribution.VolatilityAttribution;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.ScenarioLosses;
import io.trimtab.risk.measure.TailRisk;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Gauges that need scenarios, a covariance or the state of the account. */
final class RiskGauges {
    /** Of variances that cancel. */
    private static final double ROUNDING = 1e-14;

    private RiskGauges() {}

    static Gauge volatility(PeriodsPerYear periods) {
        double root = Math.sqrt(periods.count());
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new VolatilityMeter(site, root);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                double one = view.riskModel().volatility(weights);
                if (!(one >= 0)) {
                    throw new IllegalStateException("the volatility of one period is " + one);
                }
                return new double[] {root * (one + view.outsideVolatility())};
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return ExposureGauges.largest(
                        VolatilityAttribution.of(view.riskModel(), weights).ranked());
            }
        };
    }

    /** The smallest loss that at most floor(alpha T) scenarios exceed. */
    static Gauge valueAtRisk(Confidence confidence) {
        HistoricalSimulation simulation = HistoricalSimulation.at(confidence);
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new TailMeter(site, confidence, TailMeter.Kind.VALUE_AT_RISK);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                TailRisk tail = simulation.measure(view.scenarios(), weights);
                return new double[] {tail.valueAtRisk() + view.outsideTailLoss()};
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return ExposureGauges.largest(simulation
                        .measure(view.scenarios(), weights)
                        .valueAtRiskContributions(view.scenarios(), weights)
                        .ranked());
            }

            /*
             * Value at risk is not convex, so bisection could miss a larger fraction. Each scenario's loss is a line
             * a + f b in the fraction f; going down from the top, the value at risk can first come within the bound
             * only where some rising line meets it.
             */
            @Override
            public double largestFraction(PortfolioView view, Weights target, int k, double bound, double upper) {
                double limit = bound - view.outsideTailLoss();
                double[] a = ScenarioLosses.of(view.scenarios(), view.current());
                double[] b = ScenarioLosses.of(view.scenarios(), target);
                double[] meetings = new double[a.length];
                int count = 0;
                for (int t = 0; t < a.length; t++) {
                    b[t] -= a[t];
                    double f = (limit - a[t]) / b[t];
                    if (b[t] > 0 && f >= 0 && f < upper) {
                        meetings[count++] = f;
                    }
                }
                Arrays.sort(meetings, 0, count);
                double[] losses = new double[a.length];
                double[] scratch = new double[a.length];
                if (at(simulation, a, b, upper, losses, scratch) <= limit) {
                    return upper;
                }
                for (int i = count - 1; i >= 0; i--) {
                    // one step inside, for the rounding of the meeting point
                    double f = Math.max(0, meetings[i] - 4 * Math.ulp(meetings[i]));
                    if (at(simulation, a, b, f, losses, scratch) <= limit + 4 * Math.ulp(limit)) {
                        return f;
                    }
                }
                return at(simulation, a, b, 0, losses, scratch) <= limit ? 0 : Bisection.NONE;
            }
        };
    }

    private static double at(
            HistoricalSimulation simulation, double[] a, double[] b, double f, double[] losses, double[] scratch) {
        for (int t = 0; t < a.length; t++) {
            losses[t] = a[t] + f * b[t];
        }
        return simulation.valueAtRisk(losses, scratch);
    }

    static Gauge expectedShortfall(Confidence confidence) {
        HistoricalSimulation simulation = HistoricalSimulation.at(confidence);
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new TailMeter(site, confidence, TailMeter.Kind.EXPECTED_SHORTFALL);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                TailRisk tail = simulation.measure(view.scenarios(), weights);
                return new double[] {tail.expectedShortfall() + view.outsideTailLoss()};
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return ExposureGauges.largest(simulation
                        .measure(view.scenarios(), weights)
                        .contributions(view.scenarios(), weights)
                        .ranked());
            }
        };
    }

    /** The correlation of each position with all others together. */
    static Gauge correlation() {
        return new PerAsset() {
            @Override
            public Meter meter(MeterSite site) {
                return new CorrelationMeter(site);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                if (!view.heldOutside().isEmpty()) {
                    throw new IllegalStateException(
                            "no correlation of " + view.heldOutside().keySet() + " is known: they have no valid price");
                }
                double[] w = weights.toArray();
                double[] covariances = new double[w.length];
                // what a model leaves out is no number
                Arrays.fill(covariances, Double.NaN);
                view.riskModel().multiplyInto(w, covariances);
                double whole = 0;
                double most = 0;
                double[] variances = new double[w.length];
                for (int i = 0; i < w.length; i++) {
                    variances[i] = Meter.measurable(view.riskModel().variance(i));
                    whole += w[i] * covariances[i];
                    most += Math.abs(w[i]) * Math.sqrt(variances[i]);
                }
                for (int i = 0; i < w.length; i++) {
                    if (!(Math.abs(covariances[i]) <= QuadraticForm.LENIENCE * most * Math.sqrt(variances[i]))) {
                        throw new IllegalStateException("the covariance of "
                                + view.universe().id(i) + " with the rest is " + covariances[i]
                                + ", beyond what their variances allow");
                    }
                }
                double[] out = new double[w.length];
                for (int i = 0; i < w.length; i++) {
                    double own = variances[i];
                    double size = w[i] * w[i] * own;
                    double together = w[i] * covariances[i] - size;
                    // what is no number is not alone: it cannot be measured
                    double rest = Meter.measurable(whole - 2 * together - size);
                    if (rest < -1e-8 * most * most) {
                        throw new IllegalStateException(
                                "the variance of all but " + view.universe().id(i) + " is " + rest);
                    }
                    // what is left of a difference of equals is rounding, not a rest
                    boolean alone = !(rest > ROUNDING * (whole + size)) || size == 0;
                    out[i] = alone ? 0 : Math.max(-1, Math.min(1, together / Math.sqrt(size) / Math.sqrt(rest)));
                }
                return out;
            }
        };
    }

    /** What the account has already lost: no order changes it, so only reductions may go out once it is exceeded. */
    static Gauge state(ToDoubleFunction<PortfolioView> state, Function<MeterSite, DoubleSupplier> input) {
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new AccountMeter(site, input.apply(site));
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {state.applyAsDouble(view)};
            }

            @Override
            public Relief relief() {
                return Relief.REDUCTION_ONLY;
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return List.of();
            }
        };
    }

    static Gauge custom(PortfolioMeasure measure) {
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new GaugeMeter(site, measure);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {measure.measure(view, weights)};
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return List.of();
            }
        };
    }
}
