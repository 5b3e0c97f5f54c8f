package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.Silence;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.alerts.suppress.TimeRange;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/**
 * Everything at once, at random: grouped and single alerts, silences, inhibition, schedules, storms, rates and windows,
 * budgets, escalations, acknowledgements, damping, retries, failover, restarts from snapshots, other routes, limits and
 * budgets while it runs, channels that throw, return null, refuse, hang or raise alerts, an executor that refuses, clocks that
 * jump, metrics that throw.
 *
 * <p>After every step the account of each receiver balances (a ledger that does not cannot be made), agrees with what the
 * channels and the host's metrics counted, and no critical alert was dropped or held back by a limit. At the end, when the
 * faults are over and time has passed, nothing is pending.
 */
class FaultScheduleProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
    private final ManualExecutor executor = new ManualExecutor(clock);
    private final ScriptedChannel pager = new ScriptedChannel("pager");
    private final ScriptedChannel chat = new ScriptedChannel("chat");
    private final ScriptedChannel mail = new ScriptedChannel("mail");
    private final ScriptedChannel phone = new ScriptedChannel("phone");
    private final ScriptedChannel log = new ScriptedChannel("log");

    @SuppressWarnings("NullAway") // null is one of the faults
    private static Delivery misbehave(SplittableRandom random) {
        return switch (random.nextInt(14)) {
            case 0 -> throw new IllegalStateException("channel");
            case 1 -> throw new AssertionError("channel");
            case 2 -> throw new StackOverflowError();
            case 3 -> null;
            case 4 -> Delivery.failed("400");
            case 5 -> Delivery.retryable("503");
            case 6 -> Delivery.retryableAfter("429", Duration.ofSeconds(random.nextInt(100)));
            default -> Delivery.accepted();
        };
    }

    private Route<AlertChannel> routes(SplittableRandom random) {
        Route<AlertChannel> root = Route.to(chat);
        if (random.nextInt(2) == 0) {
            root = root.grouped(Grouping.by("book")
                    .waiting(Duration.ofSeconds(random.nextInt(20)))
                    .every(Duration.ofSeconds(1 + random.nextInt(60)))
                    .repeating(Duration.ofMinutes(1 + random.nextInt(60))));
        }
        if (random.nextInt(2) == 0) {
            root = root.muted(
                    MuteSchedule.during("quarters", TimeInterval.utc().times(TimeRange.parse("12:15", "12:30"))));
        }
        Route<AlertChannel> critical = Route.<AlertChannel>when(AlertMatcher.severity(Severity.CRITICAL))
                .sending(pager);
        return root.child(random.nextInt(2) == 0 ? critical : critical.continuing())
                .child(Route.<AlertChannel>when(AlertMatcher.label("n", "3")).grouped(Grouping.byAlert()));
    }

    /** The services since the last restart, the one at work last: channels speak to that. */
    private final AlertService[] self = new AlertService[1];

    /** The bound on keys of the service at work, which cannot be changed while it runs. */
    private int keys;

    private static Throttle throttle(SplittableRandom random, int keys) {
        Throttle throttle = Throttle.perType().cooldown(Duration.ofMinutes(random.nextInt(3)));
        Duration longest = Duration.ofMinutes(10 + random.nextInt(60));
        if (random.nextInt(2) == 0 && !throttle.cooldown().isZero()) {
            throttle = throttle.doublingUpTo(longest);
        }
        if (random.nextInt(4) != 0) {
            throttle = throttle.burstOf(1 + random.nextInt(5)).thenOneEvery(Duration.ofSeconds(1 + random.nextInt(60)));
        }
        for (int windows = random.nextInt(4); windows > 0; windows--) {
            throttle = throttle.atMost(1 + random.nextInt(10)).per(Duration.ofSeconds(10 + random.nextInt(3_600)));
        }
        return throttle.maxKeys(keys);
    }

    private static GcraLimit limit(SplittableRandom random) {
        return GcraLimit.of(1 + random.nextInt(5), Duration.ofSeconds(1 + random.nextInt(30)));
    }

    /** From which the service at work is described. */
    private long description;

    private AlertServiceBuilder described(SplittableRandom schedule) {
        if (schedule.nextInt(2) == 0) {
            description =
                    schedule.nextLong(); // else as it was, if there was one: then storms and limits go on as they are
        }
        SplittableRandom random = new SplittableRandom(description);
        keys = 1 + random.nextInt(50);
        DeliveryPolicy policy = DeliveryPolicy.retrying(1 + random.nextInt(5))
                .backingOff(Duration.ofSeconds(1), Duration.ofSeconds(1 + random.nextInt(60)))
                .breakingAfter(1 + random.nextInt(5), Duration.ofSeconds(1 + random.nextInt(60)))
                .timeout(Duration.ofSeconds(5))
                .queue(1 + random.nextInt(10), random.nextInt(5));
        AlertServiceBuilder builder = AlertService.builder()
                .routes(routes(random))
                .deliver(pager, random.nextInt(2) == 0 ? policy : policy.failingOverTo(mail))
                .deliver(
                        chat,
                        policy.budget(GcraLimit.of(5, Duration.ofSeconds(10)))
                                .criticalBudget(GcraLimit.of(3, Duration.ofSeconds(10)))
                                .atLeast(SEVERITIES.get(random.nextInt(2))))
                .inhibit(new InhibitionRule(
                        LabelMatchers.all(AlertMatcher.type("t0")),
                        LabelMatchers.all(AlertMatcher.type("t1")),
                        List.of("book")))
                .resolveAfter(Duration.ofMinutes(30))
                .maxActive(1 + random.nextInt(20))
                .damp(
                        LabelMatchers.all(AlertMatcher.type("t2")),
                        FlapDamping.holding(Duration.ofMinutes(1 + random.nextInt(3)))
                                .byVote(2, 2, 3))
                .escalate(
                        LabelMatchers.all(AlertMatcher.severity(Severity.WARNING)),
                        Escalation.after(Duration.ofMinutes(1 + random.nextInt(10)))
                                .to(Severity.ERROR)
                                .thenAfter(Duration.ofMinutes(1 + random.nextInt(10)))
                                .to(Severity.CRITICAL, pager, phone))
                .maxGroups(1 + random.nextInt(10))
                .lastResort(log)
                .queue(1 + random.nextInt(20), 2)
                .historySize(10)
                .digestEvery(Duration.ofMinutes(10))
                .throttle(throttle(random, keys));
        if (random.nextInt(2) == 0) {
            builder.storm(Storm.of(2 + random.nextInt(20))
                    .per(Duration.ofSeconds(10 + random.nextInt(300)))
                    .digestEvery(Duration.ofMinutes(1 + random.nextInt(10))));
        }
        if (random.nextInt(3) == 0) {
            builder.stormOfAll(Storm.of(2 + random.nextInt(40)).per(Duration.ofSeconds(10 + random.nextInt(300))));
        }
        return switch (random.nextInt(3)) {
            case 0 -> builder.hostDriven();
            case 1 -> builder.using(executor);
            default -> builder;
        };
    }

    /** The process ends and begins again, perhaps with other limits and routes; threads that are at it end with it, or late. */
    private void restart(SplittableRandom random) {
        Snapshot snapshot = self[0].snapshot();
        List<Runnable> late = List.copyOf(executor.tasks);
        executor.tasks.clear();
        begin(described(random).restoring(snapshot));
        if (random.nextBoolean()) {
            late.forEach(Runnable::run);
        }
    }

    // --- what the host's metrics count since the last restart, and the accounts as they were then

    /** Of one service: one that was restarted may have threads that end late. */
    private static final class Counters implements Metrics {
        private final Map<String, Long> counted = new TreeMap<>();

        @Override
        public void count(MetricKey key, long by) {
            if (key.labels().containsKey("reason")) {
                counted.merge(key.labels().get("receiver") + " " + key.labels().get("reason"), by, Long::sum);
            }
            if (counted.size() % 3 == 0) {
                throw new IllegalStateException("metrics");
            }
        }

        @Override
        public void time(MetricKey key, long nanos) {}

        @Override
        public void gauge(MetricKey key, double value) {}
    }

    private final Map<String, Long> before = new TreeMap<>();
    private Counters counters = new Counters();

    private static final List<String> RECEIVERS = List.of("chat", "pager", "phone");

    /** Counts by receiver and reason as the accounts have them. */
    private static Map<String, Long> accounts(AlertService alerts) {
        Map<String, Long> accounts = new TreeMap<>();
        for (String receiver : RECEIVERS) {
            AlertLedger ledger = alerts.ledger(receiver);
            for (Outcome outcome : Outcome.values()) {
                if (ledger.count(outcome) > 0) {
                    accounts.put(receiver + " " + outcome, ledger.count(outcome));
                }
            }
        }
        return accounts;
    }

    private void begin(AlertServiceBuilder builder) {
        counters = new Counters();
        self[0] = builder.metrics(counters).build(clock);
        counters.counted.clear();
        before.clear();
        before.putAll(accounts(self[0]));
    }

    private void checkMetrics() {
        Map<String, Long> counted = new TreeMap<>(before);
        counters.counted.forEach((name, count) -> counted.merge(name, count, Long::sum));
        assertThat(counted).isEqualTo(accounts(self[0]));
    }

    @Property(tries = 60)
    void everyAlertIsAccountedForAtEveryStepWhateverHappens(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        run(seed, Campaign.tries(400, 4_000));
    }

    @Property(tries = 1)
    void everyAlertIsAccountedForInALongScheduleToo(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        run(seed, Campaign.tries(4_000, 100_000));
    }

    /** Seeds that failed once, on another schedule: kept because they cost little. */
    @Example
    void seedsThatFailedOnceDoNotFailAgain() {
        for (long seed : new long[] {121_393, 18_158_803}) {
            run(seed, Campaign.tries(1_000, 10_000));
        }
    }

    private void run(long seed, int steps) {
        SplittableRandom random = new SplittableRandom(seed);
        begin(described(random));
        long[] taken = new long[1];
        boolean[] faulty = {true};
        for (ScriptedChannel channel : List.of(pager, chat, mail, phone)) {
            channel.behaviour = alert -> {
                if (faulty[0] && random.nextInt(30) == 0) {
                    self[0].submit(Alert.warning("from a channel").label("n", "" + random.nextInt(5)));
                }
                return faulty[0] ? misbehave(random) : Delivery.accepted();
            };
        }
        for (int step = 0; step < steps; step++) {
            if (random.nextInt(50) == 0) {
                restart(random);
            }
            step(random, self[0]);
            check(self[0], taken);
        }
        AlertService alerts = self[0];
        faulty[0] = false;
        executor.refuses = false;
        alerts.silences().forEach(silence -> alerts.expire(silence.id()));
        for (int i = 0; i < 200 || isMuted(); i++) {
            clock.advance(Duration.ofMinutes(1));
            alerts.advance();
            executor.run();
        }
        AlertLedger end = alerts.ledger();
        assertThat(end.pending())
                .as("%s, left %s, next %s", end, alerts.shutdown(Duration.ZERO), alerts.nextDue())
                .isEqualTo(end.count(Outcome.HELD));
    }

    /** In the quarter of an hour in which a route may keep back alerts, or so shortly after it that nobody has looked since. */
    private boolean isMuted() {
        LocalTime time = LocalTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        return !time.isBefore(LocalTime.of(12, 15)) && time.isBefore(LocalTime.of(12, 35));
    }

    private void step(SplittableRandom random, AlertService alerts) {
        switch (random.nextInt(20)) {
            case 0 -> clock.advance(Duration.ofMinutes(random.nextInt(20)));
            case 1 -> clock.advance(Duration.ofHours(-1));
            case 2, 3, 4 -> clock.advance(Duration.ofSeconds(random.nextInt(30)));
            case 5, 6 -> alerts.advance();
            case 7 -> {
                if (alerts.silences().size() < 5) {
                    alerts.silence(
                            LabelMatchers.all(LabelMatcher.equal("book", "b" + random.nextInt(3))),
                            clock.instant(),
                            clock.instant().plusSeconds(1 + random.nextInt(600)),
                            "test",
                            "");
                }
            }
            case 8 -> {
                List<Silence> silences = alerts.silences();
                if (!silences.isEmpty()) {
                    alerts.expire(silences.get(random.nextInt(silences.size())).id());
                }
            }
            case 9 -> reconfigure(random, alerts);
            case 10 -> executor.refuses = random.nextInt(5) == 0;
            case 11, 12 -> {
                if (!executor.tasks.isEmpty()) {
                    executor.tasks.remove().run(); // others hang
                }
            }
            case 13 -> executor.run();
            case 14 -> acknowledge(random, alerts);
            default -> alerts.submit(randomAlert(random));
        }
    }

    /** Other routes, limits or budgets while it runs; what cannot be is refused and changes nothing. */
    private void reconfigure(SplittableRandom random, AlertService alerts) {
        switch (random.nextInt(10)) {
            case 0 -> alerts.reroute(routes(random));
            case 1, 2 -> alerts.throttle(throttle(random, keys));
            case 3 ->
                assertThatThrownBy(() -> alerts.throttle(throttle(random, keys + 1)))
                        .hasMessageContaining("keys and their bound must stay");
            case 4 -> alerts.budgets(Map.of("chat", ChannelBudget.unlimited().critical(limit(random))));
            case 5 -> {
                ChannelBudget budget = ChannelBudget.of(limit(random));
                alerts.budgets(Map.of("chat", budget.critical(limit(random)), "pager", budget, "phone", budget));
            }
            case 6 ->
                assertThatThrownBy(() -> alerts.budgets(
                                Map.of("chat", ChannelBudget.unlimited(), "fax", ChannelBudget.unlimited())))
                        .hasMessageContaining("one was of fax");
            default -> alerts.inStorm();
        }
    }

    private void acknowledge(SplittableRandom random, AlertService alerts) {
        if (random.nextInt(3) == 0) {
            alerts.acknowledge(
                    LabelMatchers.all(LabelMatcher.equal("book", "b" + random.nextInt(3))),
                    "ana",
                    random.nextInt(2) == 0 ? Instant.MAX : clock.instant().plusSeconds(1 + random.nextInt(3_600)));
        } else {
            alerts.acknowledgements().stream()
                    .findAny()
                    .ifPresent(given -> alerts.withdrawAcknowledgement(given.alert()));
        }
    }

    private static Alert randomAlert(SplittableRandom random) {
        Alert alert = Alert.of(SEVERITIES.get(random.nextInt(4)), "t" + random.nextInt(4))
                .label("book", "b" + random.nextInt(3))
                .label("n", "" + random.nextInt(6));
        return random.nextInt(4) == 0 ? alert.resolved() : alert;
    }

    private void check(AlertService alerts, long[] taken) {
        AlertLedger all = alerts.ledger();
        assertThat(all.submitted()).isEqualTo(all.delivered() + all.suppressed() + all.dropped() + all.pending());
        // the pager gets critical alerts only: none of them may be dropped
        assertThat(alerts.ledger("pager").dropped()).isZero();
        assertThat(alerts.ledger("pager").count(Outcome.THROTTLED)).isZero();
        assertThat(alerts.ledger("pager").count(Outcome.STORM)).isZero();
        checkMetrics();
        assertThat(alerts.undelivered().size() + alerts.undeliveredOverflow())
                .isEqualTo(all.count(Outcome.LAST_RESORT) + all.count(Outcome.HELD));
        long told = pager.told + chat.told + mail.told + phone.told;
        assertThat(told).isGreaterThanOrEqualTo(taken[0]);
        taken[0] = told;
        assertThat(all.count(Outcome.DELIVERED)).isLessThanOrEqualTo(told);
        assertThat(alerts.history().size()).isLessThanOrEqualTo(10);
    }
}
