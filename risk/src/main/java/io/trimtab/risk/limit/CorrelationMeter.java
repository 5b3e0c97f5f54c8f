package io.trimtab.risk.limit;

/**
 * The correlation of each position with all others together, {@code m_j = sign(x_j) s_j / (sd_j r_j)} with {@code s_j = sum
 * over k != j of S_jk x_k} and {@code r_j} the standard deviation of the others; 0 for a position that has nothing beside it.
 *
 * <p>Kept ready are {@code S x} and, of each j, s and r. Over the box with the order, with D_k the largest change of x_k,
 * {@code sign(x_j) s_j} is at most its value now plus what the pending assets can add, and {@code r_j >= r_j(held) - sum over k !=
 * j of sd_k D_k}, because r is a norm: O(n) without pending orders, O(n k) with k assets pending. That is a bound on the safe side.
 * Where it is not enough and nothing is pending the decision is exact: along the order m_j is a line over the root of a
 * quadratic, which has one stationary point; the whole lots beside it and at the ends decide. With orders pending all fills are tried if they are few, and the
 * order is undecided if not.
 */
final class CorrelationMeter extends Meter {
    /** Of variances that cancel. */
    private static final double ROUNDING = 1e-14;

    private static final double SAME = 1e-9;

    private final int n;
    private final QuadraticForm form;
    /** Of each asset: the covariance with the others together, and their standard deviation; 0 where there are none. */
    private final double[] together;

    private final double[] rest;
    /** Scratch: what pending fills and the order can add to s, upwards and downwards, and take from r. */
    private final double[] up;

    private final double[] down;
    private double radius;
    private int decided;

    CorrelationMeter(MeterSite site) {
        super(site, site.inventory().universe.size());
        n = inventory.universe.size();
        form = new QuadraticForm(site);
        together = new double[n];
        rest = new double[n];
        up = new double[n];
        down = new double[n];
    }

    @Override
    void rebuild() {
        form.rebuild();
        finish();
    }

    @Override
    void changed(Change before) {
        form.changed(before.asset);
        finish();
    }

    private void finish() {
        for (int j = 0; j < n; j++) {
            double own = form.deviation[j] * form.deviation[j];
            double size = form.worth[j] * form.worth[j] * own;
            together[j] = form.product[j] - form.worth[j] * own;
            double others = form.variance - 2 * form.worth[j] * together[j] - size;
            rest[j] = others > ROUNDING * (form.variance + size) ? Math.sqrt(others) : 0;
        }
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        // not that it mattered here, but where all is too small for squares it is unknown, too
        equity();
        double step = measurable(lots * inventory.marks.value[asset]);
        spread(asset, lots);
        boolean warned = false;
        boolean within = true;
        for (int j = 0; j < n && within; j++) {
            double own = form.deviation[j] * reach(j, asset, lots);
            double others = Math.max(0, rest[j] - radius + own);
            double room = bound(j) * form.deviation[j] * others;
            double value = largest(j, asset, lots);
            within = value <= room || (value <= 0 && !guards[j].isTripped());
            warned |= value > warningLevel * room && value > 0;
        }
        if (within) {
            return warned ? Finding.WARNED : Finding.WITHIN;
        }
        if (inventory.isOpen()) {
            return exhaust(asset, lots);
        }
        return alongTheOrder(asset, lots, step);
    }

    /** How far x_j may move. */
    private double reach(int j, int asset, long lots) {
        long rise = inventory.high[j] - inventory.held[j] + (j == asset ? Math.max(lots, 0) : 0);
        long fall = inventory.held[j] - inventory.low[j] - (j == asset ? Math.min(lots, 0) : 0);
        return form.worth(j, Math.max(rise, fall));
    }

    private void spread(int asset, long lots) {
        radius = 0;
        for (int j = 0; j < n; j++) {
            up[j] = 0;
            down[j] = 0;
        }
        for (int k = 0; k < n; k++) {
            if (k != asset && inventory.low[k] == inventory.high[k]) {
                continue;
            }
            double rise = form.worth(k, inventory.high[k] - inventory.held[k] + (k == asset ? Math.max(lots, 0) : 0));
            double fall = form.worth(k, inventory.low[k] - inventory.held[k] + (k == asset ? Math.min(lots, 0) : 0));
            radius += form.deviation[k] * Math.max(rise, 0.0 - fall);
            double[] column = form.column(k);
            for (int j = 0; j < n; j++) {
                double a = column[j] * rise;
                double b = column[j] * fall;
                // what x_k does to its own s is nothing
                up[j] += j == k ? 0 : Math.max(a, b);
                down[j] += j == k ? 0 : Math.min(a, b);
            }
        }
        measurable(radius);
    }

    /** At least {@code sign(x_j) s_j} for all fills; minus infinity where x_j is 0 for all of them. */
    private double largest(int j, int asset, long lots) {
        long high = inventory.high[j] + (j == asset ? Math.max(lots, 0) : 0);
        long low = inventory.low[j] + (j == asset ? Math.min(lots, 0) : 0);
        double value = high > 0 ? together[j] + up[j] : Double.NEGATIVE_INFINITY;
        return low < 0 ? Math.max(value, 0.0 - together[j] - down[j]) : value;
    }

    private Finding exhaust(int asset, long lots) {
        Finding worstFinding = Finding.UNAFFECTED;
        for (int j = 0; j < n; j++) {
            int scope = j;
            Finding found =
                    Exhaustion.judge(inventory, asset, lots, bound(j), positions -> correlation(scope, positions));
            if (found.compareTo(worstFinding) > 0) {
                worstFinding = found;
                decided = j;
            }
            if (found.compareTo(Finding.EXCEEDED) >= 0) {
                return found;
            }
        }
        return worstFinding;
    }

    private double correlation(int j, long[] lots) {
        double[] x = new double[n];
        double[] sx = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            x[i] = form.worth(i, lots[i]);
        }
        site.requireModel().multiplyInto(x, sx);
        for (int i = 0; i < n; i++) {
            all += x[i] * sx[i];
        }
        double own = form.deviation[j] * form.deviation[j];
        double size = x[j] * x[j] * own;
        double with = sx[j] - x[j] * own;
        double others = all - 2 * x[j] * with - size;
        return value(x[j], with, others, all + size, form.deviation[j]);
    }

    private static double value(double x, double with, double others, double scale, double deviation) {
        if (x == 0 || deviation == 0 || !(others > ROUNDING * scale)) {
            return measurable(0 * with);
        }
        return Math.max(-1, Math.min(1, Math.signum(x) * with / deviation / Math.sqrt(others)));
    }

    /** Exact where nothing is pending. */
    private Finding alongTheOrder(int asset, long lots, double step) {
        double[] column = form.column(asset);
        Finding found = Finding.WITHIN;
        for (int j = 0; j < n; j++) {
            double before = held(j);
            double after = measurable(highest(j, asset, lots, step, column));
            double bound = bound(j);
            if (after > Math.max(before + SAME, bound)) {
                decided = j;
                return Finding.EXCEEDED;
            }
            if (Math.max(before, after) > bound && (j == asset || after != before)) {
                found = Finding.RELIEVED;
            }
        }
        return found;
    }

    /** The largest correlation of j over all parts of the order but none. */
    private double highest(int j, int asset, long lots, double step, double[] column) {
        double own = form.deviation[j] * form.deviation[j];
        if (j == asset) {
            // size does not matter, only on which side the position is
            double scale = form.variance + form.worth[j] * form.worth[j] * own;
            long end = inventory.held[j] + lots;
            long first = inventory.held[j] + Long.signum(lots);
            double others = rest[j] * rest[j];
            return Math.max(
                    value(Math.signum((double) first), together[j], others, scale, form.deviation[j]),
                    value(Math.signum((double) end), together[j], others, scale, form.deviation[j]));
        }
        if (inventory.held[j] == 0) {
            return 0;
        }
        // s + f b over the root of c + 2 f d + f^2 e, of the others with f of the order
        double b = column[j] * step;
        double c = rest[j] * rest[j];
        double d = step * (form.product[asset] - column[j] * form.worth[j]);
        double e = step * step * form.deviation[asset] * form.deviation[asset];
        double scale = form.variance + form.worth[j] * form.worth[j] * own + Math.abs(d) + e;
        double x = form.worth[j];
        double count = Math.abs((double) lots);
        double most = value(x, together[j] + b, c + 2 * d + e, scale, form.deviation[j]);
        most = Math.max(most, part(1 / count, x, together[j], b, c, d, e, scale, form.deviation[j]));
        double stationary = (together[j] * d - b * c) / (b * d - together[j] * e) * count;
        if (stationary > 1 && stationary < count) {
            double below = Math.floor(stationary) / count;
            double above = Math.ceil(stationary) / count;
            most = Math.max(most, part(below, x, together[j], b, c, d, e, scale, form.deviation[j]));
            most = Math.max(most, part(above, x, together[j], b, c, d, e, scale, form.deviation[j]));
        }
        return most;
    }

    private static double part(
            double f, double x, double s, double b, double c, double d, double e, double scale, double deviation) {
        return value(x, s + f * b, c + f * (2 * d + f * e), scale, deviation);
    }

    @Override
    int scopeOf(int asset) {
        return decided;
    }

    @Override
    double held(int scope) {
        double others = rest[scope] * rest[scope];
        return value(form.worth[scope], together[scope], others, 0, form.deviation[scope]);
    }

    @Override
    double worst(int scope, int asset, long lots) {
        if (inventory.isOpen()) {
            double others = rest[scope] - radius;
            double value = largest(scope, asset, lots) / form.deviation[scope] / others;
            return others > 0 ? Math.min(1, value) : 1;
        }
        return highest(scope, asset, lots, lots * inventory.marks.value[asset], form.column(asset));
    }
}
