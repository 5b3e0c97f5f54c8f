package io.trimtab.core.cycle.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ExecutionVenue} must do, whoever wrote it: extend this class in a test of your own, give it a fresh
 * venue with enough money, and say how time passes there.
 */
public abstract class ExecutionVenueContract {
    /** For subclasses. */
    protected ExecutionVenueContract() {}

    /**
     * The venue under test, the same throughout one test.
     *
     * @return a venue that holds money and nothing else
     */
    protected abstract ExecutionVenue venue();

    /**
     * An asset that can be bought there.
     *
     * @return its id
     */
    protected abstract String asset();

    /** Lets whatever must happen for working orders to be filled happen; does nothing at a venue that fills at once. */
    protected abstract void letOrdersFill();

    private Order buy(String id) {
        return Order.market(id, asset(), OrderSide.BUY, BigDecimal.ONE);
    }

    @Test
    void anOrderThatIsSubmittedAgainAndAgainTradesOnce() {
        venue().submit(buy("one"));
        venue().submit(buy("one"));
        letOrdersFill();
        venue().submit(buy("one"));
        letOrdersFill();
        assertThat(venue().account().position(asset())).isEqualByComparingTo("1");
        assertThat(venue().status("one").status()).isEqualTo(OrderStatus.FILLED);
        assertThat(venue().submit(buy("one"))).isEqualTo(venue().status("one"));
    }

    @Test
    void anOrderNobodySubmittedWasNeverSeen() {
        assertThat(venue().status("none").status()).isEqualTo(OrderStatus.NEVER_SEEN);
        assertThat(venue().cancel("none").status()).isEqualTo(OrderStatus.NEVER_SEEN);
    }

    @Test
    void anOrderThatIsDoneStaysAsItIs() {
        venue().submit(buy("done"));
        letOrdersFill();
        OrderReport before = venue().status("done");
        assertThat(venue().cancel("done")).isEqualTo(before);
        assertThat(venue().account().position(asset())).isEqualByComparingTo("1");
    }

    @Test
    void theAccountContainsExactlyTheFillsReported() {
        BigDecimal before = venue().account().cash();
        venue().submit(buy("cash"));
        letOrdersFill();
        OrderReport report = venue().status("cash");
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        for (Fill fill : report.fills()) {
            quantity = quantity.add(fill.quantity());
            paid = paid.add(fill.quantity().multiply(new BigDecimal(fill.price())))
                    .add(fill.fee());
        }
        assertThat(venue().account().position(asset())).isEqualByComparingTo(quantity);
        BigDecimal missing =
                before.subtract(venue().account().cash()).subtract(paid).abs();
        assertThat(missing).isLessThanOrEqualTo(new BigDecimal("0.005")); // half a cent of rounding
    }
}
