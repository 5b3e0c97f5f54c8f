package io.trimtab.risk.limit;

/** A part of an order's own value, such as its turnover or what it may lose; an order that only takes from a position has none. */
final class OrderMeter extends Meter {
    private final double factor;

    OrderMeter(MeterSite site, double factor) {
        super(site, 1);
        this.factor = factor;
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
        if (inventory.onlyTakes(asset, lots)) {
            return Finding.UNAFFECTED;
        }
        double size = measurable(factor * Math.abs(lots) * inventory.marks.value[asset]);
        double bound = amount(0);
        return size <= bound ? within(size, bound, warningLevel) : Finding.EXCEEDED;
    }

    @Override
    boolean hasState() {
        return false;
    }

    @Override
    double held(int scope) {
        return 0;
    }

    @Override
    double worst(int scope, int asset, long lots) {
        return factor * Math.abs(lots) * inventory.marks.value[asset] / equity();
    }
}
