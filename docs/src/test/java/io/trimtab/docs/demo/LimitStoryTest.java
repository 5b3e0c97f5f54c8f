package io.trimtab.docs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.docs.ecb.EcbHistory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimitStoryTest {
    private static final DemoRun RUN =
            Simulation.run(EcbHistory.load(), DemoSettings.standard().until(LocalDate.of(2008, 12, 31)), () -> 0);
    private static final LimitStory STORY = new LimitStory(RUN);
    private static final LocalDate BREACH = LocalDate.of(2008, 10, 31);

    private static CycleReport report(LocalDate day) {
        return RUN.cycles().get(RUN.decisionDays().indexOf(day));
    }

    @Test
    void theYenOfOctober2008IsExceededToldReducedAndCured() {
        CycleReport breached = report(BREACH);
        assertThat(breached.weightsBefore().getOrDefault("JPY", 0.0)).isGreaterThan(0.115);
        GateVerdict verdict = breached.verdict().orElseThrow();
        assertThat(verdict.standing().trading().mode()).isEqualTo(TradingState.Mode.REDUCING);
        LimitBreach breach = verdict.standing().exceeded().get(0);
        BigDecimal cure = new BigDecimal(breach.smallestCure().replaceAll("[^0-9.]", ""));
        assertThat(breach.smallestCure()).startsWith("sell ").endsWith(" JPY");
        // only sales went out, and that of the yen was at least the cure
        for (PricedOrder priced : breached.orders()) {
            boolean sent = breached.orderReports().stream()
                    .anyMatch(answer -> answer.orderId().equals(priced.order().id()));
            assertThat(sent).isEqualTo(priced.order().side() == OrderSide.SELL);
            if (priced.order().asset().equals("JPY")) {
                assertThat(priced.order().quantity()).isGreaterThanOrEqualTo(cure);
            }
        }
        assertThat(STORY.breaches()).hasSize(3);
        assertThat(STORY.told()).hasSize(4);
        CycleReport next = report(LocalDate.of(2008, 11, 28));
        assertThat(next.weightsBefore().getOrDefault("JPY", 0.0)).isLessThan(0.115 * (1 - DemoLimits.BAND));
        assertThat(next.verdict().orElseThrow().standing().trading().mode()).isEqualTo(TradingState.Mode.ACTIVE);
    }

    @Test
    void theGuideTellsItAsItWas() throws Exception {
        String page = Files.readString(Path.of("../docs/guide/breach.md"));
        for (String line : STORY.breaches()) {
            assertThat(page).contains("\n  " + line + "\n");
        }
        for (String line : STORY.told()) {
            assertThat(page).contains("\n  told desk " + line + "\n");
        }
    }

    @Test
    void theUsageOfPositionsIsBeyondItsLimitOnThatDayOnly() {
        double[] usage = STORY.usage("position");
        int day = RUN.decisionDays().indexOf(BREACH);
        assertThat(usage[day]).isGreaterThan(1);
        assertThat(Arrays.stream(usage).filter(used -> used > 1).count()).isEqualTo(1);
        assertThat(Arrays.stream(STORY.usage("value at risk")).allMatch(used -> used > 0 && used < 1))
                .isTrue();
        assertThat(STORY.heldBackWhileOpen()).isPositive();
    }
}
