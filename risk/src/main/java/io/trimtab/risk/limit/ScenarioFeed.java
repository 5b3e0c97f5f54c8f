package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices and scenarios over a fixed universe, from requests whose universe is that of the assets with a valid price.
 *
 * <p>An asset without a valid price that is not held has no part in anything: its returns are zeros. One that is held has its last
 * price, and all assets have the scenarios of the last request in which it had one, for as long as that is allowed; after that
 * it has no price and there are no scenarios, so that nothing can be measured. Not thread-safe.
 */
final class ScenarioFeed {
    private final Universe universe;
    private final int count;
    private final Duration lastKnownFor;
    private final double[] lastPrice;
    private @Nullable ReturnPanel lastPanel;
    private Instant lastAt = Instant.MIN;

    ScenarioFeed(Universe universe, int count, Duration lastKnownFor) {
        this.universe = universe;
        this.count = count;
        this.lastKnownFor = lastKnownFor;
        lastPrice = new double[universe.size()];
        Arrays.fill(lastPrice, Double.NaN);
    }

    /** What a request knows; no scenarios where there are fewer than two returns or they are too old. */
    @SuppressWarnings("ArrayRecordComponent") // made and read in this package, never compared or handed on
    record Scene(double[] prices, @Nullable ReturnPanel scenarios) {}

    Scene read(GateRequest request) {
        Universe priced = request.current().universe();
        for (String id : priced.ids()) {
            if (!universe.contains(id)) {
                throw new IllegalArgumentException("the request has " + id
                        + ", which the gate does not know: build it over all assets that may be held");
            }
        }
        List<String> stale = new ArrayList<>();
        for (String id : request.heldOutside().keySet()) {
            if (request.heldOutside().getOrDefault(id, 0.0) != 0) {
                stale.add(id);
            }
        }
        @Nullable ReturnPanel fresh = panel(request, priced);
        boolean usable = stale.isEmpty();
        boolean recent = !usable && lastPanel != null && !request.asOf().isAfter(limitOfAge());
        double[] prices = new double[lastPrice.length];
        for (int i = 0; i < prices.length; i++) {
            String id = universe.id(i);
            if (priced.contains(id)) {
                lastPrice[i] = request.market().snapshot().price(priced.indexOf(id));
                prices[i] = lastPrice[i];
            } else {
                prices[i] = usable || recent ? lastPrice[i] : Double.NaN;
            }
        }
        if (!usable) {
            return new Scene(prices, recent ? lastPanel : null);
        }
        if (fresh != null) {
            lastPanel = fresh;
            lastAt = request.asOf();
        }
        return new Scene(prices, fresh);
    }

    private Instant limitOfAge() {
        return lastAt.plus(lastKnownFor);
    }

    private @Nullable ReturnPanel panel(GateRequest request, Universe priced) {
        PriceHistory history = request.market().history();
        PriceHistory complete =
                history.lastRows(Math.min(history.rows(), count + 1)).onCompleteDates();
        if (complete.rows() < 3) {
            return null;
        }
        ReturnPanel returns = complete.returns();
        int rows = returns.rows();
        double[] columns = new double[rows * universe.size()];
        for (int i = 0; i < universe.size(); i++) {
            if (priced.contains(universe.id(i))) {
                returns.columnInto(returns.universe().indexOf(universe.id(i)), columns, i * rows);
            }
        }
        return ReturnPanel.of(universe, returns.dates(), columns);
    }
}
