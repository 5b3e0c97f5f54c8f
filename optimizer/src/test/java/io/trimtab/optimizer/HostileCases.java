package io.trimtab.optimizer;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Problems that a careless or a malicious caller could state, one family at a time. All are convex. */
final class HostileCases {
    /** What is wrong with a problem. */
    enum Family {
        RANK_DEFICIENT,
        NEARLY_INFEASIBLE,
        DUPLICATES,
        NEAR_DUPLICATES,
        SCALES,
        MIXED_SCALES,
        TIGHT_BOX,
        EQUAL_BOUNDS,
        INFINITE_BOUNDS,
        REPEATED_ROWS,
        NEARLY_REPEATED_ROWS,
        ZERO_ROWS,
        MIXED_ROWS,
        NARROW_ROWS,
        CASH,
        ZERO_VARIANCE,
        BOLD,
        TIMID,
        NO_LINEAR,
        ONE_ASSET,
        NO_ROWS,
        FAR_BOUNDS,
        DEGENERATE_VERTEX,
        TRADING_COSTS,
        HUGE_COSTS,
        TURNOVER,
        NO_TURNOVER,
        EVERYTHING
    }

    private final SplittableRandom random;
    private final QuadraticCase c = new QuadraticCase();

    private HostileCases(long seed) {
        random = new SplittableRandom(seed);
    }

    static QuadraticCase of(Family family, long seed, int mostAssets) {
        HostileCases maker = new HostileCases(31 * seed + family.name().hashCode());
        return maker.make(family, mostAssets);
    }

    private boolean chance(double p) {
        return random.nextDouble() < p;
    }

    private double normal() {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    private double power(int low, int high) {
        return Math.pow(10, low + (high - low) * random.nextDouble());
    }

    private QuadraticCase make(Family family, int mostAssets) {
        int n = family == Family.ONE_ASSET ? 1 : 2 + random.nextInt(mostAssets - 1);
        c.n = n;
        boolean all = family == Family.EVERYTHING;
        int factors = family == Family.RANK_DEFICIENT || (all && chance(0.5))
                ? 1 + random.nextInt(Math.max(1, n / 2))
                : n + 5;
        double[][] f = new double[n][factors];
        for (double[] row : f) {
            double vol = 0.1 + 0.3 * random.nextDouble();
            if (family == Family.MIXED_SCALES || (all && chance(0.3))) {
                vol = power(-8, 3);
            }
            double beta = 1 + 0.3 * normal();
            for (int k = 0; k < factors; k++) {
                row[k] = vol * (k == 0 ? 2 * beta : normal()) / Math.sqrt(factors);
            }
        }
        if (family == Family.DUPLICATES || (all && chance(0.3))) {
            for (int copies = 1 + random.nextInt(n); copies > 0; copies--) {
                f[random.nextInt(n)] = f[random.nextInt(n)].clone();
            }
        }
        if (family == Family.NEAR_DUPLICATES || (all && chance(0.3))) {
            for (int copies = 1 + random.nextInt(n); copies > 0; copies--) {
                int to = random.nextInt(n);
                f[to] = f[random.nextInt(n)].clone();
                double off = power(-16, -3);
                for (int k = 0; k < factors; k++) {
                    f[to][k] *= 1 + off * normal();
                }
            }
        }
        if (family == Family.CASH || family == Family.ZERO_VARIANCE || (all && chance(0.2))) {
            int many = family == Family.CASH ? 1 : 1 + random.nextInt(n);
            for (int k = 0; k < many; k++) {
                f[random.nextInt(n)] = new double[factors];
            }
        }
        double scale = family == Family.SCALES || (all && chance(0.4)) ? power(-8, 8) : 1;
        c.s = new double[n][n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < factors; k++) {
                    sum += f[i][k] * f[j][k];
                }
                c.s[i][j] = scale * sum;
                c.s[j][i] = c.s[i][j];
            }
            largest = Math.max(largest, c.s[i][i]);
        }
        linear(family, all, largest == 0 ? 1 : largest);
        box(family, all);
        rows(family, all);
        trading(family);
        return c;
    }

    private void linear(Family family, boolean all, double unit) {
        c.q = new double[c.n];
        int kind = random.nextInt(5);
        double size = family == Family.BOLD ? power(2, 10) : family == Family.TIMID ? power(-12, -2) : power(-1, 1);
        if (all && chance(0.3)) {
            size = power(-12, 10);
        }
        for (int j = 0; j < c.n; j++) {
            double x = switch (kind) {
                case 0 -> 1;
                case 1 -> random.nextInt(-1, 2);
                default -> normal();
            };
            c.q[j] = family == Family.NO_LINEAR || (all && kind == 4) ? 0 : size * unit * x;
        }
        if (family == Family.MIXED_SCALES && chance(0.5)) {
            for (int j = 0; j < c.n; j++) {
                c.q[j] = normal() * Math.sqrt(c.s[j][j]);
            }
        }
    }

    private void box(Family family, boolean all) {
        int n = c.n;
        c.lower = new double[n];
        c.upper = new double[n];
        int kind = random.nextInt(6);
        for (int j = 0; j < n; j++) {
            double lo = switch (kind) {
                case 0, 1, 2 -> 0;
                case 3 -> -1;
                case 4 -> -0.5 * random.nextDouble();
                default -> -0.1;
            };
            double hi = switch (kind) {
                case 0 -> 1;
                case 1 -> 1.0 / n;
                case 2 -> 2.0 / n;
                case 3 -> 1;
                case 4 -> random.nextDouble();
                default -> 0.1;
            };
            if (family == Family.TIGHT_BOX || (all && chance(0.1))) {
                lo = random.nextDouble() / n * (chance(0.2) ? -1 : 1);
                hi = lo + power(-16, -4);
            }
            if ((family == Family.EQUAL_BOUNDS && chance(0.6)) || (all && chance(0.1))) {
                hi = lo;
            }
            if (family == Family.INFINITE_BOUNDS || (all && chance(0.1))) {
                if (chance(0.5)) {
                    lo = Double.NEGATIVE_INFINITY;
                }
                if (chance(0.5)) {
                    hi = Double.POSITIVE_INFINITY;
                }
            }
            if (family == Family.FAR_BOUNDS || (all && chance(0.05))) {
                hi = chance(0.5) ? power(0, 9) : hi;
                lo = chance(0.5) ? -power(0, 9) : lo;
            }
            c.lower[j] = lo;
            c.upper[j] = hi;
        }
    }

    private void rows(Family family, boolean all) {
        int n = c.n;
        int m = family == Family.NO_ROWS ? 0 : 1 + random.nextInt(Math.min(8, n + 1));
        c.rows = new double[m][];
        c.rowLower = new double[m];
        c.rowUpper = new double[m];
        double[] inside = inside();
        for (int i = 0; i < m; i++) {
            double[] a = new double[n];
            int kind = i == 0 ? 0 : random.nextInt(6);
            for (int j = 0; j < n; j++) {
                a[j] = switch (kind) {
                    case 0 -> 1;
                    case 1 -> random.nextInt(2);
                    case 2 -> random.nextInt(-2, 3);
                    case 3 -> normal() * 1e-4;
                    default -> normal();
                };
                if (family == Family.MIXED_ROWS || (all && chance(0.1))) {
                    a[j] *= power(-8, 8);
                }
            }
            if (i > 0 && (family == Family.REPEATED_ROWS || (all && chance(0.2)))) {
                double factor = chance(0.5) ? 1 : chance(0.5) ? -1 : power(-3, 3);
                for (int j = 0; j < n; j++) {
                    a[j] = factor * c.rows[i - 1][j];
                }
            }
            if (i > 0 && (family == Family.NEARLY_REPEATED_ROWS || (all && chance(0.2)))) {
                double off = power(-16, -6);
                for (int j = 0; j < n; j++) {
                    a[j] = c.rows[i - 1][j] * (1 + off * normal());
                }
            }
            if ((family == Family.ZERO_ROWS && chance(0.5)) || (all && chance(0.05))) {
                Arrays.fill(a, 0);
            }
            c.rows[i] = a;
            limits(family, all, i, a, inside);
        }
    }

    /** What is held now is feasible, at a vertex, or nowhere near; some of it cannot be held. */
    private void trading(Family family) {
        boolean costs = family == Family.TRADING_COSTS || family == Family.HUGE_COSTS;
        boolean limited = family == Family.TURNOVER || family == Family.NO_TURNOVER;
        if (!costs && !limited) {
            return;
        }
        c.current = inside();
        if (chance(0.3)) {
            for (int j = 0; j < c.n; j++) {
                c.current[j] = chance(0.5) ? 0 : 2 * random.nextDouble() / c.n;
            }
        }
        if (costs || chance(0.3)) {
            c.cost = new double[c.n];
            double size = family == Family.HUGE_COSTS ? power(2, 8) : power(-4, 0);
            for (int j = 0; j < c.n; j++) {
                c.cost[j] = chance(0.1) ? 0 : size * 0.05 * (chance(0.5) ? 1 : random.nextDouble());
            }
        }
        if (limited || chance(0.2)) {
            c.turnover =
                    family == Family.NO_TURNOVER && chance(0.7) ? 0 : random.nextInt(5) * 0.25 * random.nextDouble();
        }
    }

    private double[] inside() {
        double[] w = new double[c.n];
        double t = chance(0.3) ? random.nextInt(2) : random.nextDouble();
        boolean vertex = chance(0.3);
        for (int j = 0; j < c.n; j++) {
            double lo = Math.max(c.lower[j], -1);
            double hi = Math.min(c.upper[j], 1);
            if (!(lo <= hi)) {
                lo = Math.max(c.lower[j], Math.min(c.upper[j], 0));
                hi = lo;
            }
            double at = vertex ? random.nextInt(2) : chance(0.5) ? t : random.nextDouble();
            w[j] = at == 0 ? lo : at == 1 ? hi : lo + at * (hi - lo);
        }
        return w;
    }

    private void limits(Family family, boolean all, int i, double[] a, double[] inside) {
        double level = 0;
        double low = 0;
        double high = 0;
        for (int j = 0; j < c.n; j++) {
            level += a[j] * inside[j];
            if (a[j] != 0) {
                low += a[j] > 0 ? a[j] * c.lower[j] : a[j] * c.upper[j];
                high += a[j] > 0 ? a[j] * c.upper[j] : a[j] * c.lower[j];
            }
        }
        if (i == 0 && chance(0.6)) {
            level = 1;
        }
        double size = Math.max(Math.abs(level), 1e-3);
        if (family == Family.NEARLY_INFEASIBLE || (all && chance(0.15))) {
            double edge = chance(0.5) ? low : high;
            if (Double.isFinite(edge)) {
                level = edge + (chance(0.2) ? 0 : normal() * power(-17, -8) * Math.max(1, Math.abs(edge)));
            }
        }
        if (family == Family.DEGENERATE_VERTEX) {
            level = Math.rint(level * 4) / 4;
        }
        int side = random.nextInt(4);
        double wide = size * random.nextDouble();
        if (family == Family.NARROW_ROWS || (all && chance(0.2))) {
            side = 3;
            wide = power(-17, -8);
        }
        c.rowLower[i] = side == 1 ? Double.NEGATIVE_INFINITY : level;
        c.rowUpper[i] = side == 2 ? Double.POSITIVE_INFINITY : side == 3 ? level + wide : level;
        if (family != Family.NEARLY_INFEASIBLE && chance(0.05)) {
            c.rowLower[i] = level + size;
            c.rowUpper[i] = level + size;
        }
    }
}
