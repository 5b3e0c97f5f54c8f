package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What a channel may be told at most, changed while the service runs. */
class ChannelBudgetTest {
    private static final GcraLimit TWO_A_MINUTE = GcraLimit.of(2, Duration.ofSeconds(30));

    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel mail = new ScriptedChannel("mail");

    private int number;

    private AlertServiceBuilder described(DeliveryPolicy policy) {
        return AlertService.builder()
                .otherwise(chat, mail)
                .deliver(chat, policy)
                .lastResort(new ScriptedChannel("log"));
    }

    /** Raises some alerts that nobody knows yet, and says how many of them the chat was told. */
    private int toldOf(AlertService alerts, Severity severity, int count) {
        int before = chat.accepted.size();
        for (int i = 0; i < count; i++) {
            alerts.submit(Alert.of(severity, "t").label("n", "" + number++));
        }
        return chat.accepted.size() - before;
    }

    @Test
    void anotherBudgetHoldsFromNowOnAndWhatWasTakenStaysTaken() {
        AlertService alerts =
                described(DeliveryPolicy.once().budget(TWO_A_MINUTE)).build(clock);
        assertThat(toldOf(alerts, Severity.ERROR, 5)).isEqualTo(2);
        alerts.budgets(Map.of("chat", ChannelBudget.of(GcraLimit.of(5, Duration.ofSeconds(10)))));
        assertThat(toldOf(alerts, Severity.ERROR, 5))
                .as("five less two that were taken")
                .isEqualTo(3);
        alerts.budgets(Map.of("chat", ChannelBudget.of(GcraLimit.of(1, Duration.ofHours(1)))));
        assertThat(toldOf(alerts, Severity.ERROR, 1)).isZero();
        clock.advance(Duration.ofHours(1)); // no more is owed than a whole new budget
        assertThat(toldOf(alerts, Severity.ERROR, 5)).isEqualTo(1);
        alerts.budgets(Map.of("chat", ChannelBudget.unlimited()));
        assertThat(toldOf(alerts, Severity.ERROR, 50)).isEqualTo(50);
        assertThat(mail.accepted).as("the other channel has none").hasSize(66);
        assertThat(alerts.ledger().pending()).isZero();
    }

    @Test
    void whatIsCriticalWaitsForItsPaceAndGoesAtOnceWhenThatIsLifted() {
        AlertService alerts = described(DeliveryPolicy.once().criticalBudget(GcraLimit.of(1, Duration.ofHours(1))))
                .build(clock);
        assertThat(toldOf(alerts, Severity.CRITICAL, 4)).isEqualTo(1);
        assertThat(alerts.ledger("chat").pending()).isEqualTo(3);
        alerts.budgets(Map.of("chat", ChannelBudget.unlimited().critical(GcraLimit.of(2, Duration.ofSeconds(10)))));
        assertThat(chat.accepted).as("one of two was taken").hasSize(2);
        assertThat(alerts.nextDue()).contains(Duration.ofSeconds(10));
        alerts.budgets(Map.of("chat", ChannelBudget.unlimited()));
        assertThat(chat.accepted).hasSize(4);
        assertThat(alerts.ledger().dropped()).isZero();
    }

    @Test
    void oneUnknownChannelLeavesAllBudgetsAsTheyWere() {
        AlertService alerts =
                described(DeliveryPolicy.once().budget(TWO_A_MINUTE)).build(clock);
        Map<String, ChannelBudget> budgets = new LinkedHashMap<>();
        budgets.put("chat", ChannelBudget.unlimited());
        budgets.put("cat", ChannelBudget.unlimited());
        assertThatThrownBy(() -> alerts.budgets(budgets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("budgets must be of channels among [chat, mail], one was of cat");
        assertThat(toldOf(alerts, Severity.ERROR, 5)).isEqualTo(2);
        alerts.budgets(Map.of());
        assertThat(toldOf(alerts, Severity.ERROR, 5)).isZero();
    }

    @Test
    void aChannelOfAFailoverChainHasABudgetTooAndAChangeReachesIt() {
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .deliver(chat, DeliveryPolicy.once().failingOverTo(mail))
                .build(clock);
        chat.behaviour = alert -> Delivery.failed("400");
        alerts.budgets(Map.of("mail", ChannelBudget.of(TWO_A_MINUTE)));
        toldOf(alerts, Severity.ERROR, 5);
        assertThat(mail.accepted).hasSize(2);
        assertThat(alerts.ledger().count(Outcome.OVER_BUDGET)).isEqualTo(3);
    }

    /** A debt of an hour of the old budget is not an hour of silence under a new one. */
    @Test
    void aServiceThatGoesOnWithOtherBudgetsOwesPermitsAndNotTime() {
        GcraLimit slow = GcraLimit.of(4, Duration.ofHours(1));
        AlertService before = described(DeliveryPolicy.once().budget(slow).criticalBudget(slow))
                .build(clock);
        assertThat(toldOf(before, Severity.ERROR, 9)).isEqualTo(4);
        assertThat(toldOf(before, Severity.CRITICAL, 4)).isEqualTo(4);
        GcraLimit fast = GcraLimit.of(3, Duration.ofSeconds(10));
        AlertService after = described(DeliveryPolicy.once().budget(fast).criticalBudget(fast))
                .restoring(before.snapshot())
                .build(clock);
        assertThat(toldOf(after, Severity.ERROR, 1)).isZero();
        assertThat(toldOf(after, Severity.CRITICAL, 1)).isZero();
        clock.advance(Duration.ofSeconds(10));
        after.advance();
        assertThat(chat.accepted).as("the critical one that waited").hasSize(9);
        assertThat(toldOf(after, Severity.ERROR, 5)).isEqualTo(1);
    }

    /** Debts are rounded up to nanoseconds at each change: at most 2,000 of them, of intervals of at least a second. */
    private static final double ROUNDED = 2_000 * 2e-9;

    /** Oracle: a debt of permits as a fraction, bounded by the budget at each change. */
    @Property(tries = 100)
    void howeverOftenItChangesABudgetIsADebtOfPermits(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AlertService alerts =
                described(DeliveryPolicy.once().budget(TWO_A_MINUTE)).build(clock);
        int burst = 2;
        long interval = 32;
        alerts.budgets(Map.of("chat", ChannelBudget.of(GcraLimit.of(burst, Duration.ofSeconds(32)))));

        double owed = 0;
        for (int step = 0; step < Campaign.tries(200, 2_000); step++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    int seconds = random.nextInt(100);
                    clock.advance(Duration.ofSeconds(seconds));
                    owed = Math.max(0, owed - (double) seconds / interval);
                }
                case 1 -> {
                    burst = 1 + random.nextInt(6);
                    interval = 1L << random.nextInt(8);
                    alerts.budgets(Map.of("chat", ChannelBudget.of(GcraLimit.of(burst, Duration.ofSeconds(interval)))));
                    owed = Math.min(owed, burst);
                }
                default -> {
                    int told = toldOf(alerts, Severity.WARNING, 1);
                    assertThat(told)
                            .as("step %s, %s owed of %s", step, owed, burst)
                            .isBetween(owed + 1 <= burst - ROUNDED ? 1 : 0, owed + 1 <= burst + ROUNDED ? 1 : 0);
                    owed += told;
                }
            }
        }
    }

    @Test
    void aBudgetSaysWhatItIs() {
        ChannelBudget budget = ChannelBudget.of(TWO_A_MINUTE).critical(GcraLimit.of(1, Duration.ofSeconds(1)));
        assertThat(budget)
                .hasToString(
                        "ChannelBudget[burst of 2, then one every PT30S; critical: burst of 1, then one every PT1S]")
                .isEqualTo(ChannelBudget.of(TWO_A_MINUTE).critical(GcraLimit.of(1, Duration.ofSeconds(1))))
                .isNotEqualTo(ChannelBudget.unlimited())
                .isNotEqualTo(ChannelBudget.of(TWO_A_MINUTE));
        assertThat(ChannelBudget.unlimited()).hasToString("ChannelBudget[no limit; critical: no limit]");
        assertThat(List.of(budget.limit(), budget.criticalLimit())).allMatch(limit -> limit.isPresent());
    }
}
