package io.trimtab.risk.limit;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressOutcome;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Gauges that weigh positions by a number of their own: betas, margin rates, stress returns, days to close. */
final class LinearGauges {
    private LinearGauges() {}

    /** The absolute value of the summed betas of what is held. */
    static Gauge beta(SortedMap<String, Double> betas) {
        return new Weighted("beta", betas) {
            @Override
            public Meter meter(MeterSite site) {
                return new AbsoluteMeter(site, factors(site.inventory().universe));
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {Math.abs(sum(view, weights))};
            }

            @Override
            double term(double weight, double factor) {
                return weight * factor;
            }
        };
    }

    /** The margin that absolute weights need. */
    static Gauge margin(SortedMap<String, Double> rates) {
        return new Weighted("margin rate", rates) {
            @Override
            public Meter meter(MeterSite site) {
                double[] absolute = factors(site.inventory().universe);
                return new SeparableMeter(site, new double[absolute.length], absolute, SeparableMeter.Shape.LINEAR);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {sum(view, weights)};
            }

            @Override
            double term(double weight, double factor) {
                return Math.abs(weight) * factor;
            }
        };
    }

    /** The loss in a scenario. */
    static Gauge stress(StressTest test, StressScenario scenario) {
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                Universe universe = site.inventory().universe;
                double[] losses = outcome(Weights.of(universe, new double[universe.size()]))
                        .returns();
                for (int i = 0; i < losses.length; i++) {
                    losses[i] = 0.0 - losses[i];
                }
                return new SeparableMeter(site, losses, new double[losses.length], SeparableMeter.Shape.LINEAR);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {outcome(weights).loss() + view.outsideTailLoss()};
            }

            private StressOutcome outcome(Weights weights) {
                return test.apply(scenario, weights);
            }

            @Override
            public String scope(PortfolioView view, int k) {
                return scenario.name();
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return ExposureGauges.largest(outcome(weights).contributions().ranked());
            }
        };
    }

    /** The days that it takes to close each position. */
    static Gauge daysToClose(LiquidityProfile profile) {
        return new PerAsset() {
            @Override
            public Meter meter(MeterSite site) {
                Universe universe = site.inventory().universe;
                double[] days = new double[universe.size()];
                for (int i = 0; i < days.length; i++) {
                    Universe known = profile.universe();
                    double pace = known.contains(universe.id(i)) ? profile.perDay(known.indexOf(universe.id(i))) : 0;
                    // what cannot be closed cannot be measured
                    days[i] = pace > 0 ? 1 / pace : Double.NaN;
                }
                return new PerAssetMeter(site, days);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                Universe universe = view.universe();
                if (!view.heldOutside().isEmpty()) {
                    throw new IllegalStateException("nothing is known of the liquidity of "
                            + view.heldOutside().keySet());
                }
                double[] days = new double[universe.size()];
                for (int i = 0; i < days.length; i++) {
                    double size = Math.abs(weights.get(i));
                    // infinite where nothing can be sold: that cannot be measured, and denies
                    days[i] = size == 0
                            ? 0
                            : size / profile.perDay(profile.universe().indexOf(universe.id(i)));
                }
                return days;
            }
        };
    }

    /** What the largest trade of the order would lose in an adverse move: a property of the order. */
    static Gauge tradeLoss(double adverseMove) {
        return new PerAsset() {
            @Override
            public Meter meter(MeterSite site) {
                return new OrderMeter(site, adverseMove);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                double[] losses = new double[view.universe().size()];
                for (int i = 0; i < losses.length; i++) {
                    losses[i] = Math.abs(weights.get(i) - view.current().get(i)) * adverseMove;
                }
                return losses;
            }

            @Override
            public Relief relief() {
                return Relief.REDUCTION_ONLY;
            }
        };
    }

    /** A sum over positions, each with a factor; without one for a position held nothing can be measured. */
    private abstract static class Weighted implements Gauge {
        private final String factorName;
        private final SortedMap<String, Double> factors;

        Weighted(String factorName, SortedMap<String, Double> factors) {
            this.factorName = factorName;
            this.factors = factors;
        }

        abstract double term(double weight, double factor);

        private double part(String id, double weight) {
            if (weight == 0) {
                return 0;
            }
            Double factor = factors.get(id);
            if (factor == null) {
                throw new IllegalStateException("no " + factorName + " of " + id + " is known");
            }
            return term(weight, factor);
        }

        /** NaN where there is none, so that holding such a position cannot be measured. */
        double[] factors(Universe universe) {
            double[] all = new double[universe.size()];
            for (int i = 0; i < all.length; i++) {
                Double factor = factors.get(universe.id(i));
                all[i] = factor == null ? Double.NaN : factor;
            }
            return all;
        }

        double sum(PortfolioView view, Weights weights) {
            double sum = 0;
            for (int i = 0; i < view.universe().size(); i++) {
                sum += part(view.universe().id(i), weights.get(i));
            }
            for (Map.Entry<String, Double> held : view.heldOutside().entrySet()) {
                sum += part(held.getKey(), held.getValue());
            }
            return sum;
        }

        @Override
        public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
            double total = sum(view, weights);
            List<Contribution> all = new ArrayList<>();
            for (int i = 0; i < view.universe().size(); i++) {
                add(all, view.universe().id(i), weights.get(i), total);
            }
            view.heldOutside().forEach((id, weight) -> add(all, id, weight, total));
            return ExposureGauges.largest(all);
        }

        private void add(List<Contribution> all, String id, double weight, double total) {
            double part = part(id, weight);
            all.add(new Contribution(id, part, total == 0 ? 0 : part / total));
        }
    }
}
