package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/** The aggregators in the box. They allocate nothing on a sheet. */
final class Aggregators {
    static final Aggregator WEIGHTED_SUM = new WeightedSum();
    static final Aggregator BORDA = new Borda();
    static final Aggregator MAJORITIES = new Majorities();

    private Aggregators() {}

    /** An aggregator that works on a sheet. */
    sealed interface Boxed extends Aggregator {
        /** Fills totals and contributions of the sheet. */
        void aggregate(ScoreSheet s);

        @Override
        default void aggregateInto(ScoreMatrix m, double[] totals, double[] contributions) {
            Check.notNull(m, "matrix");
            Check.length(Check.notNull(totals, "totals").length, m.rows(), "totals");
            Check.length(Check.notNull(contributions, "contributions").length, m.rows() * m.factors(), "contributions");
            ScoreSheet sheet = ScoreSheet.of(m);
            aggregate(sheet);
            System.arraycopy(sheet.totals, 0, totals, 0, totals.length);
            System.arraycopy(sheet.contributions, 0, contributions, 0, contributions.length);
        }
    }

    private record WeightedSum() implements Boxed {
        @Override
        public String name() {
            return "weighted sum";
        }

        @Override
        public void aggregate(ScoreSheet s) {
            int n = s.rows;
            Arrays.fill(s.totals, 0, n, 0);
            for (int f = 0; f < s.factors; f++) {
                for (int i = 0; i < n; i++) {
                    double part = s.weights[f * n + i] * s.values[f * n + i];
                    s.contributions[f * n + i] = part;
                    s.totals[i] += part;
                }
            }
        }
    }

    record PowerMean(double exponent) implements Boxed {
        PowerMean {
            Check.within(exponent, -20, 20, "exponent");
        }

        @Override
        public String name() {
            return "power mean";
        }

        @Override
        public void aggregate(ScoreSheet s) {
            int n = s.rows;
            double[] unit = s.scratch;
            units(s, unit);
            double[] sum = s.totals;
            Arrays.fill(sum, 0, n, 0);
            for (int f = 0; f < s.factors; f++) {
                int from = f * n;
                for (int i = 0; i < n; i++) {
                    double w = s.weights[from + i];
                    double term = 0;
                    if (w > 0 && unit[i] > 0) {
                        double ratio = Math.max(0, s.values[from + i]) / unit[i];
                        term = w * (exponent == 0 ? StrictMath.log(ratio) : power(ratio, exponent));
                    }
                    s.contributions[from + i] = term;
                    sum[i] += term;
                }
            }
            for (int i = 0; i < n; i++) {
                s.scratch2[i] = sum[i];
                s.totals[i] = unit[i] > 0
                        ? unit[i] * (exponent == 0 ? StrictMath.exp(sum[i]) : power(sum[i], 1 / exponent))
                        : 0;
            }
            if (s.explained) {
                for (int at = 0; at < n * s.factors; at++) {
                    int i = at % n;
                    double share =
                            exponent == 0 ? s.weights[at] : unit[i] > 0 ? s.contributions[at] / s.scratch2[i] : 0;
                    s.contributions[at] = s.totals[i] * share;
                }
            }
        }

        /** The value of each row that dominates: in units of it no power overflows. */
        private void units(ScoreSheet s, double[] unit) {
            Arrays.fill(unit, 0, s.rows, exponent > 0 ? 0 : Double.POSITIVE_INFINITY);
            for (int f = 0; f < s.factors; f++) {
                int from = f * s.rows;
                for (int i = 0; i < s.rows; i++) {
                    if (s.weights[from + i] > 0) {
                        double x = Math.max(0, s.values[from + i]);
                        unit[i] = exponent > 0 ? Math.max(unit[i], x) : Math.min(unit[i], x);
                    }
                }
            }
        }

        /**
         * x^p; where p is small and whole, or a half, without logarithms. StrictMath.pow makes objects on JDK 17; this is as
         * good to a few units in the last place, where the power is not far below one.
         */
        private static double power(double x, double p) {
            double size = Math.abs(p);
            double power;
            if (size == 1) {
                power = x;
            } else if (size == 2) {
                power = x * x;
            } else if (size == 3) {
                power = x * x * x;
            } else if (size == 0.5) {
                power = Math.sqrt(x);
            } else {
                return StrictMath.exp(p * StrictMath.log(x));
            }
            return p < 0 ? 1 / power : power;
        }
    }

    record Topsis(boolean byRange) implements Boxed {
        @Override
        public String name() {
            return byRange ? "TOPSIS by range" : "TOPSIS by vector";
        }

        @Override
        public void aggregate(ScoreSheet s) {
            int n = s.rows;
            double[] toBest = s.scratch;
            double[] toWorst = s.scratch2;
            Arrays.fill(toBest, 0, n, 0);
            Arrays.fill(toWorst, 0, n, 0);
            for (int f = 0; f < s.factors; f++) {
                int from = f * n;
                Arrays.fill(s.contributions, from, from + n, 0);
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    if (s.weights[from + i] > 0) {
                        low = Math.min(low, s.values[from + i]);
                        high = Math.max(high, s.values[from + i]);
                    }
                }
                // Halves, so that no difference overflows.
                double unit = !(low <= high) ? 0 : byRange ? high / 2 - low / 2 : norm(s, f, Math.max(-low, high)) / 2;
                if (unit > 0) {
                    for (int i = 0; i < n; i++) {
                        double w = s.weights[from + i];
                        if (w > 0) {
                            double up = w * ((high / 2 - s.values[from + i] / 2) / unit);
                            double down = w * ((s.values[from + i] / 2 - low / 2) / unit);
                            toBest[i] += up * up;
                            toWorst[i] += down * down;
                            s.contributions[from + i] = down * down;
                        }
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                double best = Math.sqrt(toBest[i]);
                double worst = Math.sqrt(toWorst[i]);
                s.totals[i] = best + worst > 0 ? worst / (best + worst) : 0.5;
            }
            if (s.explained) {
                for (int at = 0; at < n * s.factors; at++) {
                    int i = at % n;
                    double share = toWorst[i] > 0 ? s.contributions[at] / toWorst[i] : s.weights[at];
                    s.contributions[at] = s.totals[i] * share;
                }
            }
        }

        /** Summed by size, so that the order of the strategies changes no bit. */
        private static double norm(ScoreSheet s, int factor, double largest) {
            int count = largest > 0 ? s.sort(factor) : 0;
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double ratio = s.values[factor * s.rows + s.sorted[i]] / largest;
                sum += ratio * ratio;
            }
            return largest * Math.sqrt(sum);
        }
    }

    private record Borda() implements Boxed {
        @Override
        public String name() {
            return "Borda";
        }

        @Override
        public void aggregate(ScoreSheet s) {
            int n = s.rows;
            Arrays.fill(s.totals, 0, n, 0);
            Arrays.fill(s.contributions, 0, n * s.factors, 0);
            for (int f = 0; f < s.factors; f++) {
                int from = f * n;
                int count = s.sort(f);
                for (int first = 0; first < count; ) {
                    double x = s.values[from + s.sorted[first]];
                    int next = first + 1;
                    while (next < count && s.values[from + s.sorted[next]] == x) {
                        next++;
                    }
                    double rank = (first + next - 1) / 2.0;
                    double points = count == 1 ? 0.5 : rank / (count - 1);
                    for (int i = first; i < next; i++) {
                        int at = from + s.sorted[i];
                        double part = s.weights[at] * points;
                        s.contributions[at] = part;
                        s.totals[s.sorted[i]] += part;
                    }
                    first = next;
                }
            }
        }
    }

    private record Majorities() implements Boxed {
        /** Weights of factors on both sides may differ by rounding and be a draw all the same. */
        private static final double DRAW = 1e-12;

        @Override
        public String name() {
            return "majorities";
        }

        @Override
        public void aggregate(ScoreSheet s) {
            ((Boxed) BORDA).aggregate(s);
            int n = s.rows;
            double[] points = s.scratch;
            Arrays.fill(points, 0, n, 0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double balance = 0;
                    for (int at = 0; at < n * s.factors; at += n) {
                        double weight = Math.min(s.weights[at + i], s.weights[at + j]);
                        balance += weight * Double.compare(s.values[at + i] + 0.0, s.values[at + j] + 0.0);
                    }
                    double share = balance > DRAW ? 1 : balance < -DRAW ? 0 : 0.5;
                    points[i] += share;
                    points[j] += 1 - share;
                }
            }
            for (int i = 0; i < n; i++) {
                double total = n == 1 ? 0.5 : points[i] / (n - 1);
                double left = total - s.totals[i];
                for (int at = i; at < n * s.factors; at += n) {
                    s.contributions[at] += left * s.weights[at];
                }
                s.totals[i] = total;
            }
        }
    }
}
