package io.trimtab.risk.limit;

import java.util.function.IntPredicate;

/**
 * A sum over positions: {@code m(y) = sum of g_j(y_j)}, where every {@code g_j} is convex with {@code g_j(0) = 0}: gross
 * exposure, a group, one position, margin, stress loss {@code (a y + c |y|) v} and concentration {@code (v y)^2}, v being the
 * value of a lot.
 *
 * <p>Exact, whatever is pending. A convex function of one variable is largest at an end of an interval, and the assets are
 * independent: {@code max over X = sum of max(g_j(low_j), g_j(high_j))}. For relief, with d > 0 (d < 0 mirrored): the
 * increment {@code g_i(y + d) - g_i(y)} rises with y, so the y at which it is positive reach up to {@code high_i} if there
 * are any; there {@code g_i(y + d)} is largest at {@code high_i}, too, because a convex function that has risen goes on
 * rising. So some fills are a breach if and only if {@code g_i(high_i + d) > g_i(high_i)} and {@code g_i(high_i + d) + sum of
 * the other maxima > b}. Parts of d need no look of their own: along the order the measure is convex, hence at most the larger
 * of its ends.
 */
final class SeparableMeter extends Meter {
    /** How positions enter. */
    enum Shape {
        LINEAR,
        SQUARED
    }

    private final double[] linear;
    private final double[] absolute;
    private final Shape shape;
    private final SumTree now;
    private final SumTree worst;

    SeparableMeter(MeterSite site, double[] linear, double[] absolute, Shape shape) {
        super(site, 1);
        this.linear = linear;
        this.absolute = absolute;
        this.shape = shape;
        now = new SumTree(linear.length);
        worst = new SumTree(linear.length);
    }

    /** Absolute values of what is held of some assets. */
    static Meter gross(MeterSite site, IntPredicate counts) {
        int n = site.inventory().universe.size();
        double[] absolute = new double[n];
        for (int i = 0; i < n; i++) {
            absolute[i] = counts.test(i) ? 1 : 0;
        }
        return new SeparableMeter(site, new double[n], absolute, Shape.LINEAR);
    }

    static Meter squares(MeterSite site) {
        int n = site.inventory().universe.size();
        return new SeparableMeter(site, new double[n], new double[n], Shape.SQUARED);
    }

    private boolean counts(int asset) {
        return shape == Shape.SQUARED || linear[asset] != 0 || absolute[asset] != 0;
    }

    private double term(int asset, long lots) {
        if (lots == 0) {
            return 0;
        }
        double worth = lots * inventory.marks.value[asset];
        return shape == Shape.SQUARED ? worth * worth : linear[asset] * worth + absolute[asset] * Math.abs(worth);
    }

    @Override
    void rebuild() {
        for (int i = 0; i < linear.length; i++) {
            follow(i);
        }
    }

    @Override
    void changed(Change before) {
        follow(before.asset);
    }

    private void follow(int asset) {
        if (counts(asset)) {
            now.set(asset, term(asset, inventory.held[asset]));
            worst.set(asset, Math.max(term(asset, inventory.low[asset]), term(asset, inventory.high[asset])));
        }
    }

    private double unit() {
        double equity = equity();
        return shape == Shape.SQUARED ? equity * equity : equity;
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        if (!counts(asset)) {
            return Finding.UNAFFECTED;
        }
        long from = lots > 0 ? inventory.high[asset] : inventory.low[asset];
        double before = term(asset, from);
        double after = term(asset, from + lots);
        double opposite = term(asset, lots > 0 ? inventory.low[asset] : inventory.high[asset]);
        double bound = bound(0) * unit();
        double largest = measurable(worst.totalWith(asset, Math.max(after, opposite)));
        if (largest <= bound) {
            return within(largest, bound, warningLevel);
        }
        return after > before && worst.totalWith(asset, after) > bound ? Finding.EXCEEDED : Finding.RELIEVED;
    }

    @Override
    double held(int scope) {
        return now.total() / unit();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        return worst.totalWith(asset, term(asset, (lots > 0 ? inventory.high[asset] : inventory.low[asset]) + lots))
                / unit();
    }
}
