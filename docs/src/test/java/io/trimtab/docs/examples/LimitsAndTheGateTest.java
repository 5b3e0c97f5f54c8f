package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.ManualClock;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.limit.PreTradeGate;
import io.trimtab.risk.stop.LossWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines and the pictures of the guide are those that come out, and the day makes sense. */
class LimitsAndTheGateTest {
    private static final Path GUIDE = Path.of("../docs/guide");
    private static final ReturnPanel RETURNS = EcbHistory.load().returns().lastRows(1_000);

    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-03-02T15:00:00Z"));

    private static void shown(String page, List<String> lines) {
        assertThat(page).contains("\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void theDayIsTheOneShown() throws Exception {
        String page = Files.readString(GUIDE.resolve("limits.md"));
        PreTradeGate gate = LimitsAndTheGate.opened(RETURNS, clock);
        List<String> orders = LimitsAndTheGate.orders(gate);
        shown(page, orders);
        assertThat(Files.readString(GUIDE.resolve("images/gate-limits.svg")))
                .isEqualTo(LimitsAndTheGate.gauges(gate).document());
        // what the cut says passes, and a unit more does not
        assertThat(orders.get(0)).endsWith("buy 200000 NOK instead of 240000");
        shown(page, LimitsAndTheGate.breach(gate));
        shown(page, LimitsAndTheGate.people(gate, clock));
        PreTradeGate fresh = LimitsAndTheGate.opened(RETURNS, clock);
        shown(page, LimitsAndTheGate.restart(gate, fresh));
        assertThat(fresh.snapshot()).isEqualTo(gate.snapshot());
    }

    @Test
    void thePicturesAreTheOnesShown() throws Exception {
        assertThat(Files.readString(GUIDE.resolve("images/hysteresis.svg")))
                .isEqualTo(LimitsAndTheGate.hysteresis().document());
        assertThat(Files.readString(GUIDE.resolve("images/positions.svg")))
                .isEqualTo(PositionsAndStops.picture(PositionsAndStops.tenCurrencies(RETURNS))
                        .document());
        assertThat(Files.readString(GUIDE.resolve("images/stops.svg")))
                .isEqualTo(PositionsAndStops.stopPicture().document());
        assertThat(Files.readString(GUIDE.resolve("images/gate-latency.svg")))
                .isEqualTo(GateLatencyPicture.picture().document());
    }

    @Test
    void lossesAreCountedFromTheCloseTheMondayAndTheHour() {
        List<LossWindow> windows = LimitsAndTheGate.windows();
        // 11:00 and 16:00 in New York, and 18:00, after the close of its session
        Instant friday = Instant.parse("2026-03-06T16:00:00Z");
        for (LossWindow window : windows) {
            window.observe(friday, 100);
            window.observe(friday.plus(Duration.ofHours(5)), 96);
            window.observe(friday.plus(Duration.ofHours(7)), 95);
        }
        assertThat(windows.get(0).currentLoss()).isCloseTo(1.0 / 96, within(1e-15));
        assertThat(windows.get(2).currentLoss()).isCloseTo(0.05, within(1e-15));
    }
}
