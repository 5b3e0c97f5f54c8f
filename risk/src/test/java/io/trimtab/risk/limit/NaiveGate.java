package io.trimtab.risk.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The definition of admission, tried on every set of fills: for every part of every pending order, and every part of the
 * order, each limit is measured from nothing with textbook formulas. Shares no code with the gate.
 */
final class NaiveGate {
    static final int ASSETS = 4;
    static final double TAIL = 0.125;

    /** What is measured of weights; one value for each scope. */
    enum Kind {
        POSITION,
        POSITION_B,
        GROUP_AB,
        GROSS,
        NET,
        HHI,
        BETA,
        MARGIN,
        STRESS,
        VOLATILITY,
        VALUE_AT_RISK,
        EXPECTED_SHORTFALL,
        CORRELATION,
        DAYS,
        CUSTOM,
        DRAWDOWN,
        TRADE_LOSS,
        TURNOVER
    }

    /** What the gate should answer; MAYBE where rounding decides. */
    enum Answer {
        ADMIT,
        DENY,
        MAYBE
    }

    static final class Bound {
        final Kind kind;
        final double bound;
        final boolean hard;
        final boolean[] tripped = new boolean[ASSETS];

        Bound(Kind kind, double bound, boolean hard) {
            this.kind = kind;
            this.bound = bound;
            this.hard = hard;
        }
    }

    final double[] betas;
    final double[] rates;
    final double[] shocks;
    final double[] pace;
    final double[][] covariance;
    final double[][] returns;
    final double move = 0.1;
    double drawdown;

    final long[] held = new long[ASSETS];
    final double[] prices = new double[ASSETS];
    double equity;
    final List<long[]> pending = new ArrayList<>();

    NaiveGate(SplittableRandom random, int scenarios) {
        betas = random.doubles(ASSETS, -0.5, 2).toArray();
        rates = random.doubles(ASSETS, 0.1, 1).toArray();
        shocks = random.doubles(ASSETS, -0.5, 0.3).toArray();
        pace = random.doubles(ASSETS, 0.01, 0.2).toArray();
        returns = new double[ASSETS][];
        for (int i = 0; i < ASSETS; i++) {
            returns[i] = random.doubles(scenarios, -0.05, 0.05).toArray();
        }
        covariance = new double[ASSETS][ASSETS];
        double[] factor = random.doubles(ASSETS, -0.01, 0.02).toArray();
        for (int i = 0; i < ASSETS; i++) {
            for (int j = 0; j < ASSETS; j++) {
                covariance[i][j] = factor[i] * factor[j] + (i == j ? 1e-4 * (1 + i) : 0);
            }
        }
    }

    static int scopes(Kind kind) {
        return switch (kind) {
            case POSITION, CORRELATION, DAYS -> ASSETS;
            default -> 1;
        };
    }

    static boolean isAboutOrder(Kind kind) {
        return kind == Kind.TRADE_LOSS || kind == Kind.TURNOVER;
    }

    double measure(Kind kind, int scope, long[] lots) {
        double[] w = new double[ASSETS];
        for (int i = 0; i < ASSETS; i++) {
            w[i] = lots[i] * prices[i] / equity;
        }
        return switch (kind) {
            case POSITION -> Math.abs(w[scope]);
            case POSITION_B -> Math.abs(w[1]);
            case GROUP_AB -> Math.abs(w[0]) + Math.abs(w[1]);
            case GROSS -> Math.abs(w[0]) + Math.abs(w[1]) + Math.abs(w[2]) + Math.abs(w[3]);
            case NET -> Math.abs(w[0] + w[1] + w[2] + w[3]);
            case HHI -> w[0] * w[0] + w[1] * w[1] + w[2] * w[2] + w[3] * w[3];
            case BETA -> Math.abs(dot(betas, w));
            case MARGIN ->
                rates[0] * Math.abs(w[0])
                        + rates[1] * Math.abs(w[1])
                        + rates[2] * Math.abs(w[2])
                        + rates[3] * Math.abs(w[3]);
            case STRESS -> -dot(shocks, w);
            case VOLATILITY -> Math.sqrt(12 * quadratic(w));
            case VALUE_AT_RISK -> {
                double[] losses = losses(w);
                yield losses[losses.length - 1 - (int) Math.floor(TAIL * losses.length)];
            }
            case EXPECTED_SHORTFALL -> shortfall(losses(w));
            case CORRELATION -> correlation(scope, w);
            case DAYS -> Math.abs(w[scope]) / pace[scope];
            case CUSTOM -> Math.max(Math.abs(w[0] - w[1]), Math.abs(w[2]));
            case DRAWDOWN -> drawdown;
            case TRADE_LOSS, TURNOVER -> 0;
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
    }

    private double quadratic(double[] w) {
        double sum = 0;
        for (int i = 0; i < ASSETS; i++) {
            sum += w[i] * dot(covariance[i], w);
        }
        return sum;
    }

    private double[] losses(double[] w) {
        double[] all = new double[returns[0].length];
        for (int t = 0; t < all.length; t++) {
            for (int i = 0; i < ASSETS; i++) {
                all[t] -= w[i] * returns[i][t];
            }
        }
        Arrays.sort(all);
        return all;
    }

    private static double shortfall(double[] sorted) {
        double left = TAIL * sorted.length;
        double size = left;
        double sum = 0;
        for (int t = sorted.length - 1; left > 0; t--) {
            sum += Math.min(1, left) * sorted[t];
            left--;
        }
        return sum / size;
    }

    private double correlation(int j, double[] w) {
        double[] rest = w.clone();
        rest[j] = 0;
        double others = quadratic(rest);
        if (w[j] == 0 || (rest[0] == 0 && rest[1] == 0 && rest[2] == 0 && rest[3] == 0)) {
            return 0;
        }
        return Math.signum(w[j]) * dot(covariance[j], rest) / Math.sqrt(covariance[j][j] * others);
    }

    // ------------------------------------------------------------------------------------------------ the definition

    /** All positions that fills of pending orders lead to, none twice. */
    List<long[]> outcomes() {
        long[] low = held.clone();
        long[] high = held.clone();
        for (long[] order : pending) {
            low[(int) order[0]] += Math.min(0, order[1]);
            high[(int) order[0]] += Math.max(0, order[1]);
        }
        List<long[]> all = new ArrayList<>();
        for (long a = low[0]; a <= high[0]; a++) {
            for (long b = low[1]; b <= high[1]; b++) {
                for (long c = low[2]; c <= high[2]; c++) {
                    for (long d = low[3]; d <= high[3]; d++) {
                        all.add(new long[] {a, b, c, d});
                    }
                }
            }
        }
        return all;
    }

    /** By subsets of fills rather than by intervals: the same positions, found another way. */
    List<long[]> outcomesByFills() {
        List<long[]> all = new ArrayList<>();
        all.add(held.clone());
        for (long[] order : pending) {
            List<long[]> more = new ArrayList<>();
            for (long[] y : all) {
                for (long f = 0; f <= Math.abs(order[1]); f++) {
                    long[] z = y.clone();
                    z[(int) order[0]] += f * Long.signum(order[1]);
                    more.add(z);
                }
            }
            all = more;
        }
        return all;
    }

    Answer judge(List<Bound> bounds, int asset, long lots) {
        List<long[]> outcomes = outcomesByFills();
        boolean takes = true;
        boolean crosses = false;
        for (long[] y : outcomes) {
            takes &= y[asset] * lots < 0 && Math.abs(lots) <= Math.abs(y[asset]);
            crosses |= y[asset] * lots < 0 && Math.abs(lots) > Math.abs(y[asset]);
        }
        boolean maybe = false;
        boolean relieved = false;
        for (Bound b : bounds) {
            if (!b.hard) {
                continue;
            }
            if (isAboutOrder(b.kind)) {
                double size = Math.abs(lots) * prices[asset] / equity * (b.kind == Kind.TRADE_LOSS ? move : 1);
                if (!takes) {
                    if (size > b.bound) {
                        return Answer.DENY;
                    }
                }
                continue;
            }
            if (b.kind == Kind.DRAWDOWN) {
                if ((drawdown > b.bound || b.tripped[0]) && !takes) {
                    return Answer.DENY;
                }
                continue;
            }
            for (int scope = 0; scope < scopes(b.kind); scope++) {
                if (scopes(b.kind) > 1 && b.kind != Kind.CORRELATION && scope != asset) {
                    continue;
                }
                Answer found = judge(b, scope, outcomes, asset, lots);
                if (found == Answer.DENY) {
                    return Answer.DENY;
                }
                maybe |= found == Answer.MAYBE;
                relieved |= relievedLast;
            }
        }
        if (relieved && crosses) {
            return maybe ? Answer.MAYBE : Answer.DENY;
        }
        return maybe ? Answer.MAYBE : Answer.ADMIT;
    }

    private boolean relievedLast;

    private Answer judge(Bound b, int scope, List<long[]> outcomes, int asset, long lots) {
        double bound = b.tripped[scope] ? Double.NEGATIVE_INFINITY : b.bound;
        double tiny = 1e-8;
        boolean maybe = false;
        boolean exceeds = false;
        // of a measure of the host's own nobody knows what changes it
        boolean changes = b.kind == Kind.CUSTOM;
        for (long[] y : outcomes) {
            double before = measure(b.kind, scope, y);
            exceeds |= before > bound + tiny;
            for (long f = 1; f <= Math.abs(lots); f++) {
                long[] z = y.clone();
                z[asset] += f * Long.signum(lots);
                double after = measure(b.kind, scope, z);
                exceeds |= after > bound + tiny;
                changes |= Math.abs(after - before) > 1e-13;
                double allowed = Math.max(before, bound);
                if (after > allowed + tiny) {
                    relievedLast = false;
                    return Answer.DENY;
                }
                maybe |= after > allowed - tiny && after > before - tiny && after != before;
            }
        }
        relievedLast = exceeds && changes;
        return maybe ? Answer.MAYBE : Answer.ADMIT;
    }
}
