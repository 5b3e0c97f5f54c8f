package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/** The aggregators in the box. */
final class Aggregators {
    static final Aggregator WEIGHTED_SUM = new WeightedSum();
    static final Aggregator BORDA = new Borda();
    static final Aggregator MAJORITIES = new Majorities();

    private Aggregators() {}

    private static void check(ScoreMatrix m, double[] totals, double[] contributions) {
        Check.notNull(m, "matrix");
        Check.length(Check.notNull(totals, "totals").length, m.rows(), "totals");
        Check.length(Check.notNull(contributions, "contributions").length, m.rows() * m.factors(), "contributions");
    }

    private record WeightedSum() implements Aggregator {
        @Override
        public String name() {
            return "weighted sum";
        }

        @Override
        public void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            check(m, totals, contributions);
            Arrays.fill(totals, 0);
            for (int f = 0; f < m.factors(); f++) {
                for (int i = 0; i < m.rows(); i++) {
                    double part = m.weight(i, f) * m.value(i, f);
                    contributions[f * m.rows() + i] = part;
                    totals[i] += part;
                }
            }
        }
    }

    record PowerMean(double exponent) implements Aggregator {
        PowerMean {
            Check.within(exponent, -20, 20, "exponent");
        }

        @Override
        public String name() {
            return "power mean";
        }

        @Override
        public void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            check(m, totals, contributions);
            double[] terms = new double[m.factors()];
            for (int i = 0; i < m.rows(); i++) {
                double largest = 0;
                double smallest = Double.POSITIVE_INFINITY;
                for (int f = 0; f < m.factors(); f++) {
                    if (m.weight(i, f) > 0) {
                        double x = Math.max(0, m.value(i, f));
                        largest = Math.max(largest, x);
                        smallest = Math.min(smallest, x);
                    }
                }
                // In units of the value that dominates, no power overflows.
                double unit = exponent > 0 ? largest : smallest;
                double sum = 0;
                for (int f = 0; f < m.factors(); f++) {
                    double w = m.weight(i, f);
                    double x = Math.max(0, m.value(i, f));
                    terms[f] = 0;
                    if (w > 0 && unit > 0) {
                        double ratio = x / unit;
                        terms[f] = w * (exponent == 0 ? StrictMath.log(ratio) : StrictMath.pow(ratio, exponent));
                    }
                    sum += terms[f];
                }
                double total = 0;
                if (unit > 0) {
                    total = unit * (exponent == 0 ? StrictMath.exp(sum) : StrictMath.pow(sum, 1 / exponent));
                }
                totals[i] = total;
                for (int f = 0; f < m.factors(); f++) {
                    double share = exponent == 0 ? m.weight(i, f) : unit > 0 ? terms[f] / sum : 0;
                    contributions[f * m.rows() + i] = total * share;
                }
            }
        }
    }

    record Topsis(boolean byRange) implements Aggregator {
        @Override
        public String name() {
            return byRange ? "TOPSIS by range" : "TOPSIS by vector";
        }

        @Override
        public void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            check(m, totals, contributions);
            int n = m.rows();
            double[] toBest = new double[n];
            double[] toWorst = new double[n];
            Arrays.fill(contributions, 0);
            for (int f = 0; f < m.factors(); f++) {
                double[] sorted = m.sorted(f);
                if (sorted.length == 0) {
                    continue;
                }
                double low = sorted[0];
                double high = sorted[sorted.length - 1];
                double unit = byRange ? high - low : norm(sorted);
                for (int i = 0; i < n; i++) {
                    double w = m.weight(i, f);
                    if (w > 0 && unit > 0) {
                        double up = w * ((high - m.value(i, f)) / unit);
                        double down = w * ((m.value(i, f) - low) / unit);
                        toBest[i] += up * up;
                        toWorst[i] += down * down;
                        contributions[f * n + i] = down * down;
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                double best = Math.sqrt(toBest[i]);
                double worst = Math.sqrt(toWorst[i]);
                totals[i] = best + worst > 0 ? worst / (best + worst) : 0.5;
                for (int f = 0; f < m.factors(); f++) {
                    double share = toWorst[i] > 0 ? contributions[f * n + i] / toWorst[i] : m.weight(i, f);
                    contributions[f * n + i] = totals[i] * share;
                }
            }
        }

        private static double norm(double[] values) {
            double largest = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]));
            double sum = 0;
            for (double x : values) {
                double ratio = largest > 0 ? x / largest : 0;
                sum += ratio * ratio;
            }
            return largest * Math.sqrt(sum);
        }
    }

    private record Borda() implements Aggregator {
        @Override
        public String name() {
            return "Borda";
        }

        @Override
        public void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            check(m, totals, contributions);
            int n = m.rows();
            Arrays.fill(totals, 0);
            for (int f = 0; f < m.factors(); f++) {
                double[] sorted = m.sorted(f);
                for (int i = 0; i < n; i++) {
                    double points = 0;
                    if (m.weight(i, f) > 0) {
                        double x = m.value(i, f);
                        double rank = (Normalisers.below(sorted, x) + Normalisers.notAbove(sorted, x) - 1) / 2.0;
                        points = sorted.length == 1 ? 0.5 : rank / (sorted.length - 1);
                    }
                    double part = m.weight(i, f) * points;
                    contributions[f * n + i] = part;
                    totals[i] += part;
                }
            }
        }
    }

    private record Majorities() implements Aggregator {
        /** Weights of factors on both sides may differ by rounding and be a draw all the same. */
        private static final double DRAW = 1e-12;

        @Override
        public String name() {
            return "majorities";
        }

        @Override
        public void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            BORDA.aggregateInto(m, totals, contributions);
            int n = m.rows();
            double[] points = new double[n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double balance = 0;
                    for (int f = 0; f < m.factors(); f++) {
                        double weight = Math.min(m.weight(i, f), m.weight(j, f));
                        balance += weight * Double.compare(m.value(i, f) + 0.0, m.value(j, f) + 0.0);
                    }
                    double share = balance > DRAW ? 1 : balance < -DRAW ? 0 : 0.5;
                    points[i] += share;
                    points[j] += 1 - share;
                }
            }
            for (int i = 0; i < n; i++) {
                double total = n == 1 ? 0.5 : points[i] / (n - 1);
                double left = total - totals[i];
                for (int f = 0; f < m.factors(); f++) {
                    contributions[f * n + i] += left * m.weight(i, f);
                }
                totals[i] = total;
            }
        }
    }
}
