package io.trimtab.risk.limit;

/**
 * The absolute value of a sum over positions: {@code m(y) = |L(y)|, L(y) = sum of a_j v_j y_j}, for net exposure and beta.
 *
 * <p>Exact, whatever is pending: L takes its largest and smallest value over the box where every term does. For relief let
 * {@code c = a_i v_i d > 0} (otherwise mirrored). {@code |L + c|} exceeds {@code |L|} only where {@code L > -c/2}, and there
 * it is {@code L + c > 0}; both grow with L. So some fills are a breach if and only if the largest L is above -c/2 and the
 * largest L + c is above b.
 */
final class AbsoluteMeter extends Meter {
    private static final double ROUNDING = 1e-12;

    private final double[] factor;
    private final SumTree now;
    private final SumTree top;
    private final SumTree bottom;

    AbsoluteMeter(MeterSite site, double[] factor) {
        super(site, 1);
        this.factor = factor;
        now = new SumTree(factor.length);
        top = new SumTree(factor.length);
        bottom = new SumTree(factor.length);
    }

    private double term(int asset, long lots) {
        return lots == 0 ? 0 : factor[asset] * lots * inventory.marks.value[asset];
    }

    @Override
    void rebuild() {
        for (int i = 0; i < factor.length; i++) {
            follow(i);
        }
    }

    @Override
    void changed(Change before) {
        follow(before.asset);
    }

    private void follow(int asset) {
        double low = term(asset, inventory.low[asset]);
        double high = term(asset, inventory.high[asset]);
        now.set(asset, term(asset, inventory.held[asset]));
        top.set(asset, Math.max(low, high));
        bottom.set(asset, Math.min(low, high));
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        double change = term(asset, lots);
        if (change == 0) {
            return Finding.UNAFFECTED;
        }
        double low = term(asset, inventory.low[asset] + Math.min(lots, 0));
        double high = term(asset, inventory.high[asset] + Math.max(lots, 0));
        double largest = top.totalWith(asset, Math.max(low, high));
        double smallest = bottom.totalWith(asset, Math.min(low, high));
        double bound = amount(0);
        double size = measurable(Math.max(largest, -smallest));
        if (size <= bound) {
            return within(size, bound, warningLevel);
        }
        return change > 0 ? relief(top.total(), largest, bound) : relief(0.0 - bottom.total(), 0.0 - smallest, bound);
    }

    private static Finding relief(double before, double after, double bound) {
        boolean rises = after + before > ROUNDING * (Math.abs(after) + Math.abs(before));
        return rises && after > bound ? Finding.EXCEEDED : Finding.RELIEVED;
    }

    @Override
    double held(int scope) {
        return Math.abs(now.total()) / equity();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        double low = term(asset, inventory.low[asset] + Math.min(lots, 0));
        double high = term(asset, inventory.high[asset] + Math.max(lots, 0));
        return (term(asset, lots) > 0
                        ? top.totalWith(asset, Math.max(low, high))
                        : 0.0 - bottom.totalWith(asset, Math.min(low, high)))
                / equity();
    }
}
