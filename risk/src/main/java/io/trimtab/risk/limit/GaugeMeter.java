package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;

/**
 * A measure of the host's own, asked anew each time. Without pending orders it is taken to be convex along the order, so that
 * its ends decide; with pending ones all fills are tried if they are few, and the order is undecided if not.
 */
final class GaugeMeter extends Meter {
    private final PortfolioMeasure measure;

    GaugeMeter(MeterSite site, PortfolioMeasure measure) {
        super(site, 1);
        this.measure = measure;
    }

    @Override
    void rebuild() {
        // nothing is kept
    }

    @Override
    void changed(Change before) {
        // nothing is kept
    }

    private double at(long[] lots) {
        double[] w = new double[lots.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = inventory.weight(i, lots[i]);
        }
        return measurable(measure.measure(site.view(0, 0), Weights.of(inventory.universe, w)));
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        double bound = bound(0);
        if (inventory.isOpen()) {
            return Exhaustion.judge(inventory, asset, lots, bound, this::at);
        }
        double before = at(inventory.held);
        double after = worst(0, asset, lots);
        double largest = Math.max(before, after);
        if (largest <= bound) {
            return within(largest, bound, warningLevel);
        }
        return after > Math.max(Limit.withSlack(before), bound) ? Finding.EXCEEDED : Finding.RELIEVED;
    }

    @Override
    double held(int scope) {
        return at(inventory.held);
    }

    @Override
    double worst(int scope, int asset, long lots) {
        long[] after = inventory.held.clone();
        after[asset] = (lots > 0 ? inventory.high[asset] : inventory.low[asset]) + lots;
        return at(after);
    }
}
