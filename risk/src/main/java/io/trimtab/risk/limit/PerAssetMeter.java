package io.trimtab.risk.limit;

/**
 * Something of every position by itself: {@code m_j(y) = c_j |y_j| v_j}, such as its weight or the days to close it. Each
 * asset has a guard of its own, so that one position's breach stops nothing in another.
 *
 * <p>Exact: {@link SeparableMeter} with one term.
 */
final class PerAssetMeter extends Meter {
    private final double[] factor;

    PerAssetMeter(MeterSite site, double[] factor) {
        super(site, factor.length);
        this.factor = factor;
    }

    private double size(int asset, long lots) {
        return lots == 0 ? 0 : factor[asset] * Math.abs(lots) * inventory.marks.value[asset];
    }

    @Override
    void rebuild() {
        // nothing is kept
    }

    @Override
    void changed(Change before) {
        // nothing is kept
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        long from = lots > 0 ? inventory.high[asset] : inventory.low[asset];
        double after = size(asset, from + lots);
        double largest = Math.max(after, size(asset, lots > 0 ? inventory.low[asset] : inventory.high[asset]));
        double bound = amount(asset);
        if (measurable(largest) <= bound) {
            return within(largest, bound, warningLevel);
        }
        return Math.abs(from + lots) > Math.abs(from) && after > bound ? Finding.EXCEEDED : Finding.RELIEVED;
    }

    @Override
    boolean isLocal() {
        return true;
    }

    @Override
    double held(int scope) {
        return size(scope, inventory.held[scope]) / equity();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        return size(asset, (lots > 0 ? inventory.high[asset] : inventory.low[asset]) + lots) / equity();
    }
}
