package io.trimtab.risk.limit;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.List;

/** The limits of the whole account, or of one strategy, with the inventory that they measure. */
final class Desk {
    /** The scopes of meters with one guard do not depend on what is held. */
    private static final PortfolioView NOTHING = PortfolioView.of(Weights.of(Universe.of("none"), 0.0));

    /** Empty for the whole account. */
    final String strategy;

    final Inventory inventory;
    final Meter[] meters;

    Desk(String strategy, Inventory inventory, List<Meter> meters) {
        this.strategy = strategy;
        this.inventory = inventory;
        this.meters = meters.toArray(new Meter[0]);
    }

    /** What is kept ready follows a change; a meter that fails is made anew when it is next asked. */
    void follow(Meter.Change before) {
        for (Meter meter : meters) {
            if (meter.isReady()) {
                try {
                    meter.changed(before);
                } catch (Throwable thrown) {
                    meter.failed(thrown);
                }
            }
        }
    }

    void outdate() {
        for (Meter meter : meters) {
            meter.outdate();
        }
    }

    /** The scope of a meter as people know it. */
    String scope(Meter meter, int k) {
        String scope = "portfolio";
        if (meter.guards.length > 1) {
            scope = inventory.universe.id(k);
        } else if (!(meter instanceof AccountMeter)) {
            scope = meter.limit.gauge().scope(NOTHING, k);
        }
        return strategy.isEmpty() ? scope : strategy + ": " + scope;
    }
}
