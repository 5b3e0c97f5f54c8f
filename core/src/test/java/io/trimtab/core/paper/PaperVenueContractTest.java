package io.trimtab.core.paper;

import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.ExecutionVenueContract;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Universe;
import java.time.Instant;

class PaperVenueContractTest extends ExecutionVenueContract {
    private final PaperVenue venue = PaperVenue.builder().build();
    private int bars;

    @Override
    protected ExecutionVenue venue() {
        return venue;
    }

    @Override
    protected String asset() {
        return "A";
    }

    @Override
    protected void letOrdersFill() {
        bars++;
        venue.onBar(MarketSnapshot.of(Universe.of("A"), Instant.ofEpochSecond(bars), new double[] {12.34}));
    }
}
