package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.alerts.suppress.TimeRange;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** A run that is interrupted and goes on from snapshots tells what the uninterrupted run tells. */
class RestoreProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    /** What a channel was sent, and what it answered. */
    private record Sent(String channel, String id, Instant at, String text, String answer) {}

    /** One run of a schedule; what channels answer depends on nothing but the notification and how often it came. */
    private static final class Run {
        final ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
        final List<Sent> sent = new ArrayList<>();
        final UnaryOperator<AlertServiceBuilder> with;
        AlertService alerts;

        Run(long seed, UnaryOperator<AlertServiceBuilder> with) {
            this.with = with;
            this.alerts = described(seed).build(clock);
        }

        private AlertChannel channel(String name) {
            return new AlertChannel() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public Delivery deliver(Notification notification) {
                    int times = 0;
                    for (Sent before : sent) {
                        times += before.id().equals(notification.id()) ? 1 : 0;
                    }
                    SplittableRandom random = new SplittableRandom(
                            Long.parseUnsignedLong(notification.id().substring(0, 16), 16) + times);
                    Delivery answer = switch (random.nextInt(8)) {
                        case 0 -> Delivery.failed("400");
                        case 1 -> Delivery.retryable("503");
                        case 2 -> Delivery.retryableAfter("429", Duration.ofSeconds(random.nextInt(100)));
                        default -> Delivery.accepted();
                    };
                    sent.add(new Sent(
                            name, notification.id(), clock.instant(), notification.toString(), answer.toString()));
                    return answer;
                }
            };
        }

        private AlertServiceBuilder described(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            AlertChannel chat = channel("chat");
            AlertChannel pager = channel("pager");
            AlertChannel mail = channel("mail");
            Route<AlertChannel> root = Route.to(chat);
            if (random.nextBoolean()) {
                root = root.muted(
                        MuteSchedule.during("quarters", TimeInterval.utc().times(TimeRange.parse("12:15", "12:30"))));
            }
            root = root.child(Route.<AlertChannel>when(AlertMatcher.severity(Severity.CRITICAL))
                            .sending(pager)
                            .continuing())
                    .child(Route.<AlertChannel>when(AlertMatcher.label("n", "3"))
                            .grouped(Grouping.by("book")
                                    .waiting(Duration.ofSeconds(random.nextInt(60)))
                                    .every(Duration.ofSeconds(1 + random.nextInt(300)))
                                    .repeating(Duration.ofMinutes(1 + random.nextInt(60)))));
            DeliveryPolicy policy = DeliveryPolicy.retrying(1 + random.nextInt(4))
                    .backingOff(Duration.ofSeconds(1), Duration.ofSeconds(1 + random.nextInt(60)))
                    .breakingAfter(1 + random.nextInt(4), Duration.ofSeconds(1 + random.nextInt(60)))
                    .queue(1 + random.nextInt(20), random.nextInt(5));
            return with.apply(AlertService.builder()
                    .routes(root)
                    .deliver(pager, policy.failingOverTo(mail))
                    .deliver(chat, policy.budget(GcraLimit.of(8, Duration.ofSeconds(10))))
                    .inhibit(new InhibitionRule(
                            LabelMatchers.all(AlertMatcher.type("t0")),
                            LabelMatchers.all(AlertMatcher.type("t1")),
                            List.of("book")))
                    .resolveAfter(Duration.ofMinutes(30))
                    .damp(
                            LabelMatchers.all(AlertMatcher.type("t2")),
                            FlapDamping.holding(Duration.ofMinutes(2)).byVote(2, 2, 3))
                    .escalate(
                            LabelMatchers.all(AlertMatcher.severity(Severity.WARNING)),
                            Escalation.after(Duration.ofMinutes(3))
                                    .to(Severity.ERROR)
                                    .thenAfter(Duration.ofMinutes(7))
                                    .to(Severity.CRITICAL, pager))
                    .storm(Storm.of(5 + random.nextInt(10)).per(Duration.ofSeconds(30 + random.nextInt(120))))
                    .stormOfAll(Storm.of(10 + random.nextInt(20))
                            .per(Duration.ofMinutes(1 + random.nextInt(5)))
                            .calmAt(2)
                            .digestEvery(Duration.ofMinutes(2)))
                    .lastResort(channel("log"))
                    .queue(1 + random.nextInt(20), 2)
                    .historySize(20)
                    .digestEvery(Duration.ofMinutes(10))
                    .throttle(Throttle.perType()
                            .cooldown(Duration.ofMinutes(random.nextInt(3)))
                            .burstOf(3)
                            .thenOneEvery(Duration.ofSeconds(30))
                            .atMost(20)
                            .per(Duration.ofMinutes(30))
                            .atMost(30)
                            .per(Duration.ofHours(2))));
        }

        void restart(long seed) {
            Snapshot snapshot = alerts.snapshot();
            String before = alerts.ledger().toString();
            alerts = described(seed).restoring(snapshot).build(clock);
            assertThat(alerts.ledger()).hasToString(before);
            // entries of a table that met may have changed places, all else is the same
            assertThat(alerts.snapshot().bytes()).hasSize(snapshot.bytes().length);
        }
    }

    private static void step(SplittableRandom random, AlertService alerts, ManualClock clock) {
        switch (random.nextInt(16)) {
            case 0 -> clock.advance(Duration.ofMinutes(random.nextInt(20)));
            case 1, 2, 3 -> clock.advance(Duration.ofSeconds(random.nextInt(60)));
            case 4, 5 -> alerts.advance();
            case 6 ->
                alerts.silence(
                        LabelMatchers.all(LabelMatcher.equal("book", "b" + random.nextInt(3))),
                        clock.instant(),
                        clock.instant().plusSeconds(1 + random.nextInt(600)),
                        "test",
                        "");
            case 7 -> {
                if (!alerts.silences().isEmpty()) {
                    alerts.expire(alerts.silences()
                            .get(random.nextInt(alerts.silences().size()))
                            .id());
                }
            }
            case 8 ->
                alerts.acknowledge(
                        LabelMatchers.all(LabelMatcher.equal("book", "b" + random.nextInt(3))),
                        "ana",
                        random.nextBoolean() ? Instant.MAX : clock.instant().plusSeconds(1 + random.nextInt(3_600)));
            default -> {
                Alert alert = Alert.of(SEVERITIES.get(random.nextInt(4)), "t" + random.nextInt(4))
                        .label("book", "b" + random.nextInt(3))
                        .label("n", "" + random.nextInt(6));
                alerts.submit(random.nextInt(4) == 0 ? alert.resolved() : alert);
            }
        }
    }

    /** Oracle: the same schedule without an interruption. Nothing is on its way between two steps: not even that repeats. */
    @Property(tries = 40)
    void restartedAtRandomStepsARunTellsExactlyWhatTheUninterruptedOneTells(
            @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        UnaryOperator<AlertServiceBuilder> with =
                seed % 2 == 0 ? UnaryOperator.identity() : AlertServiceBuilder::hostDriven;
        Run whole = new Run(seed, with);
        Run interrupted = new Run(seed, with);
        SplittableRandom first = new SplittableRandom(seed + 1);
        SplittableRandom second = new SplittableRandom(seed + 1);
        SplittableRandom restarts = new SplittableRandom(seed + 2);
        for (int step = 0; step < Campaign.tries(300, 2_000); step++) {
            step(first, whole.alerts, whole.clock);
            step(second, interrupted.alerts, interrupted.clock);
            if (restarts.nextInt(20) == 0) {
                interrupted.restart(seed);
            }
            assertThat(interrupted.sent.size()).as("after step %s", step).isEqualTo(whole.sent.size());
        }
        assertThat(interrupted.sent).isEqualTo(whole.sent);
        assertThat(interrupted.alerts.ledger())
                .hasToString(whole.alerts.ledger().toString());
        assertThat(interrupted.alerts.history().records())
                .isEqualTo(whole.alerts.history().records());
        assertThat(interrupted.alerts.digests()).isEqualTo(whole.alerts.digests());
        assertThat(interrupted.alerts.inStorm()).isEqualTo(whole.alerts.inStorm());
    }

    /** With threads that are at it when the process ends: what repeats was on its way, and nothing critical is lost. */
    @Property(tries = 40)
    void onlyWhatWasOnItsWayRepeatsAndNothingCriticalIsLost(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-23T12:00:00Z"));
        ManualExecutor[] executor = {new ManualExecutor(clock)};
        List<String> took = new ArrayList<>();
        TreeSet<String> told = new TreeSet<>();
        TreeSet<String> onTheWay = new TreeSet<>();
        List<String> asked = new ArrayList<>();
        AlertChannel pager = new AlertChannel() {
            @Override
            public String name() {
                return "pager";
            }

            @Override
            public Delivery deliver(Notification notification) {
                asked.add(notification.id());
                if (new SplittableRandom(asked.size()).nextInt(5) == 0) {
                    return Delivery.retryable("503");
                }
                took.add(notification.id());
                notification.alerts().forEach(alert -> told.add(alert.labels().get("n")));
                return Delivery.accepted();
            }
        };
        AlertService alerts = service(pager, executor[0]).build(clock);
        int submitted = Campaign.tries(200, 2_000);
        for (int n = 0; n < submitted; n++) {
            alerts.submit(Alert.critical("t").label("n", "" + n));
            clock.advance(Duration.ofSeconds(random.nextInt(5)));
            for (int tasks = random.nextInt(4); tasks > 0 && !executor[0].tasks.isEmpty(); tasks--) {
                executor[0].tasks.remove().run();
            }
            if (random.nextInt(15) == 0) {
                Snapshot snapshot = alerts.snapshot();
                List<Runnable> late = List.copyOf(executor[0].tasks);
                int before = asked.size();
                if (random.nextBoolean()) {
                    executor[0] = new ManualExecutor(clock);
                    late.forEach(Runnable::run); // threads that end after the snapshot: nobody hears their answers
                } else {
                    executor[0] = new ManualExecutor(clock);
                }
                onTheWay.addAll(asked.subList(before, asked.size()));
                alerts = service(pager, executor[0]).restoring(snapshot).build(clock);
            }
        }
        for (int i = 0; i < 3_000 && alerts.ledger().pending() > 0; i++) {
            clock.advance(Duration.ofSeconds(30));
            alerts.advance();
            executor[0].run();
        }
        assertThat(told).hasSize(submitted);
        assertThat(alerts.ledger().delivered()).isEqualTo(submitted);
        TreeSet<String> once = new TreeSet<>();
        for (String id : took) {
            assertThat(once.add(id) || onTheWay.contains(id))
                    .as("%s was taken twice", id)
                    .isTrue();
        }
    }

    private static AlertServiceBuilder service(AlertChannel pager, ManualExecutor executor) {
        return AlertService.builder()
                .otherwise(pager)
                .deliver(
                        pager,
                        DeliveryPolicy.retrying(100)
                                .backingOff(Duration.ofMillis(10), Duration.ofMillis(10))
                                .timeout(Duration.ofHours(10))
                                .queue(10_000, 10_000))
                .queue(10_000, 10_000)
                .using(executor);
    }
}
