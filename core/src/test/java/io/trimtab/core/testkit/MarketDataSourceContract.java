package io.trimtab.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketDataSource;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MarketDataSource} must keep: extend it, say how to make the source, and run it as a JUnit test.
 *
 * <pre>{@code
 * class MyFeedTest extends MarketDataSourceContract {
 *     protected MarketDataSource source() { return new MyFeed(); }
 *     ...
 * }
 * }</pre>
 */
public abstract class MarketDataSourceContract {
    /** For subclasses. */
    protected MarketDataSourceContract() {}

    /**
     * The source under test.
     *
     * @return a source
     */
    protected abstract MarketDataSource source();

    /**
     * Moments at which the source has tradable data.
     *
     * @return at least one moment, increasing
     */
    protected abstract List<Instant> tradableMoments();

    /**
     * A moment at which the source has nothing to trade on.
     *
     * @return for example, a moment before its first price
     */
    protected abstract Instant untradableMoment();

    /**
     * When the price of a date became known.
     *
     * @param date a date of the source
     * @return the moment of its publication
     */
    protected abstract Instant publicationOf(LocalDate date);

    private MarketData.Tradable tradable(Instant asOf) {
        MarketData data = source().asOf(asOf);
        assertThat(data).as("data as of %s: %s", asOf, data.report()).isInstanceOf(MarketData.Tradable.class);
        return (MarketData.Tradable) data;
    }

    @Test
    void nothingIsLaterThanAsked() {
        for (Instant asOf : tradableMoments()) {
            MarketData.Tradable data = tradable(asOf);
            assertThat(data.asOf()).isBeforeOrEqualTo(asOf);
            assertThat(data.history().dates()).isNotEmpty();
            assertThat(publicationOf(data.history().date(data.history().rows() - 1)))
                    .isBeforeOrEqualTo(asOf);
        }
    }

    @Test
    void theSameMomentGetsTheSameAnswer() {
        for (Instant asOf : tradableMoments()) {
            assertThat(source().asOf(asOf)).isEqualTo(source().asOf(asOf));
        }
    }

    @Test
    void everythingToldIsAboutTheSameAssets() {
        for (Instant asOf : tradableMoments()) {
            MarketData.Tradable data = tradable(asOf);
            assertThat(data.snapshot().universe()).isEqualTo(data.history().universe());
            assertThat(data.report().accepted())
                    .isEqualTo(data.history().universe().ids());
        }
    }

    @Test
    void unsoundDataIsToldWithReasons() {
        MarketData data = source().asOf(untradableMoment());

        assertThat(data).isInstanceOf(MarketData.Untradable.class);
        assertThat(data.report().objections()).isNotEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // the misuse under test
    void aMomentIsRequired() {
        assertThatNullPointerException().isThrownBy(() -> source().asOf(null)).withMessage("asOf");
    }
}
