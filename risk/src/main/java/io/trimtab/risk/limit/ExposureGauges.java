package io.trimtab.risk.limit;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/** Gauges of the weights alone; positions without a valid price count in all of them. */
final class ExposureGauges {
    private static final int DRIVERS = 3;

    private ExposureGauges() {}

    /** The largest terms of a sum over positions. */
    static List<Contribution> largest(List<Contribution> all) {
        List<Contribution> sorted = new ArrayList<>(all);
        sorted.removeIf(c -> c.contribution() == 0);
        sorted.sort(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.contribution())));
        return List.copyOf(sorted.subList(0, Math.min(DRIVERS, sorted.size())));
    }

    /** The absolute weight of each asset, those held outside last. */
    static Gauge positions() {
        return new PerAsset() {
            @Override
            public Meter meter(MeterSite site) {
                double[] ones = new double[site.inventory().universe.size()];
                Arrays.fill(ones, 1);
                return new PerAssetMeter(site, ones);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                int n = view.universe().size();
                double[] out = new double[n + view.heldOutside().size()];
                for (int i = 0; i < n; i++) {
                    out[i] = Math.abs(weights.get(i));
                }
                int k = n;
                for (double w : view.heldOutside().values()) {
                    out[k++] = Math.abs(w);
                }
                return out;
            }

            @Override
            public String scope(PortfolioView view, int k) {
                int n = view.universe().size();
                return k < n
                        ? view.universe().id(k)
                        : view.heldOutside().keySet().stream()
                                .skip(k - n)
                                .findFirst()
                                .orElseThrow();
            }
        };
    }

    /** The absolute weight of one asset; 0 when the universe does not have it and it is not held. */
    static Gauge position(String id) {
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return SeparableMeter.gross(
                        site, i -> site.inventory().universe.id(i).equals(id));
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                Universe universe = view.universe();
                double held = universe.contains(id)
                        ? weights.of(id)
                        : view.heldOutside().getOrDefault(id, 0.0);
                return new double[] {Math.abs(held)};
            }

            @Override
            public String scope(PortfolioView view, int k) {
                return id;
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                return List.of(new Contribution(id, measure(view, weights)[0], 1));
            }
        };
    }

    /** The absolute weights of some assets, summed. */
    static Gauge group(String name, Set<String> members) {
        return new Sum(members::contains, Math::abs) {
            @Override
            public Meter meter(MeterSite site) {
                return SeparableMeter.gross(
                        site, i -> members.contains(site.inventory().universe.id(i)));
            }

            @Override
            public String scope(PortfolioView view, int k) {
                return name;
            }
        };
    }

    static Gauge gross() {
        return new Sum(id -> true, Math::abs) {
            @Override
            public Meter meter(MeterSite site) {
                return SeparableMeter.gross(site, i -> true);
            }
        };
    }

    /** The absolute value of the summed weights. */
    static Gauge net() {
        return new Sum(id -> true, w -> w) {
            @Override
            public Meter meter(MeterSite site) {
                double[] ones = new double[site.inventory().universe.size()];
                Arrays.fill(ones, 1);
                return new AbsoluteMeter(site, ones);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {Math.abs(super.measure(view, weights)[0])};
            }
        };
    }

    /** The sum of squared weights: 1 / n for n equal positions without cash. */
    static Gauge concentration() {
        return new Sum(id -> true, w -> w * w) {
            @Override
            public Meter meter(MeterSite site) {
                return SeparableMeter.squares(site);
            }
        };
    }

    /** The absolute changes of weight, summed: a property of the order. */
    static Gauge turnover() {
        return new Gauge() {
            @Override
            public Meter meter(MeterSite site) {
                return new OrderMeter(site, 1);
            }

            @Override
            public double[] measure(PortfolioView view, Weights weights) {
                return new double[] {view.current().turnoverTo(weights)};
            }

            @Override
            public Relief relief() {
                return Relief.REDUCTION_ONLY;
            }

            @Override
            public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
                double total = measure(view, weights)[0];
                List<Contribution> all = new ArrayList<>();
                for (int i = 0; i < view.universe().size(); i++) {
                    double change = weights.get(i) - view.current().get(i);
                    all.add(new Contribution(view.universe().id(i), change, total == 0 ? 0 : Math.abs(change) / total));
                }
                return largest(all);
            }
        };
    }

    /** A sum over positions, of those that count. */
    private abstract static class Sum implements Gauge {
        private final Predicate<String> counts;
        private final DoubleUnaryOperator term;

        Sum(Predicate<String> counts, DoubleUnaryOperator term) {
            this.counts = counts;
            this.term = term;
        }

        @Override
        public double[] measure(PortfolioView view, Weights weights) {
            double sum = 0;
            for (int i = 0; i < view.universe().size(); i++) {
                if (counts.test(view.universe().id(i))) {
                    sum += term.applyAsDouble(weights.get(i));
                }
            }
            for (Map.Entry<String, Double> held : view.heldOutside().entrySet()) {
                if (counts.test(held.getKey())) {
                    sum += term.applyAsDouble(held.getValue());
                }
            }
            return new double[] {sum};
        }

        @Override
        public List<Contribution> drivers(PortfolioView view, Weights weights, int k) {
            double total = measure(view, weights)[0];
            List<Contribution> all = new ArrayList<>();
            for (int i = 0; i < view.universe().size(); i++) {
                add(all, view.universe().id(i), weights.get(i), total);
            }
            view.heldOutside().forEach((id, w) -> add(all, id, w, total));
            return largest(all);
        }

        private void add(List<Contribution> all, String id, double weight, double total) {
            if (counts.test(id)) {
                double part = term.applyAsDouble(weight);
                all.add(new Contribution(id, part, total == 0 ? 0 : part / total));
            }
        }
    }
}
