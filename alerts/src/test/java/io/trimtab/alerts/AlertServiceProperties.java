package io.trimtab.alerts;

import static io.trimtab.alerts.AlertMatcher.severity;
import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AlertServiceProperties {
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    private final ManualClock clock = ManualClock.startingAt(Instant.parse("2020-01-31T12:00:00Z"));

    /** Fails in every way a channel can fail. */
    @SuppressWarnings("NullAway") // null is one of the ways
    private static Delivery misbehave(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> throw new IllegalStateException("channel");
            case 1 -> throw new AssertionError("channel");
            case 2 -> throw new StackOverflowError();
            case 3 -> null;
            case 4 -> Delivery.failed("503");
            default -> Delivery.accepted();
        };
    }

    /**
     * Random alerts, faults, clock jumps, reopenings of the queue: after every step the account of each receiver balances
     * (a ledger that does not cannot be made) and agrees with an independent count; no critical alert is ever dropped.
     */
    @Property(tries = 60)
    void everyAlertIsAccountedForAtEveryStepWhateverFails(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int queue,
            @ForAll @IntRange(min = 1, max = 50) int keys) {
        SplittableRandom random = new SplittableRandom(seed);
        ScriptedChannel pager = new ScriptedChannel("pager");
        ScriptedChannel chat = new ScriptedChannel("chat");
        ScriptedChannel log = new ScriptedChannel("log");
        AlertServiceBuilder builder = AlertService.builder()
                .route(severity(Severity.CRITICAL), pager, chat)
                .otherwise(chat)
                .lastResort(log)
                .queue(queue, 2)
                .historySize(10)
                .digestEvery(Duration.ofMinutes(10))
                .throttle(Throttle.perType()
                        .cooldown(Duration.ofMinutes(5))
                        .burstOf(3)
                        .thenOneEvery(Duration.ofMinutes(1))
                        .maxKeys(keys));
        if (random.nextBoolean()) {
            builder.storm(Storm.of(1 + random.nextInt(20)).per(Duration.ofMinutes(1 + random.nextInt(10))));
        }
        if (random.nextBoolean()) {
            builder.stormOfAll(Storm.of(1 + random.nextInt(40)).per(Duration.ofMinutes(1 + random.nextInt(10))));
        }
        AlertService alerts = (random.nextInt(2) == 0 ? builder.hostDriven() : builder).build(clock);
        Map<String, Long> accepted = new HashMap<>();
        for (ScriptedChannel channel : new ScriptedChannel[] {pager, chat}) {
            channel.behaviour = alert -> {
                if (random.nextInt(20) == 0) {
                    alerts.submit(Alert.warning("from a channel").label("n", "" + random.nextInt(5)));
                }
                Delivery delivery = misbehave(random);
                if (delivery instanceof Delivery.Accepted && !alert.type().equals(Digest.TYPE)) {
                    accepted.merge(channel.name(), 1L, Long::sum);
                }
                return delivery;
            };
        }
        for (int step = 0; step < Campaign.tries(400, 20_000); step++) {
            switch (random.nextInt(12)) {
                case 0 -> clock.advance(Duration.ofHours(1));
                case 1 -> clock.advance(Duration.ofHours(-1));
                case 2, 3 -> clock.advance(Duration.ofSeconds(random.nextInt(300)));
                case 4 -> alerts.advance();
                case 5 -> alerts.throttle(randomThrottle(random, keys));
                default -> alerts.submit(randomAlert(random));
            }
            check(alerts, accepted);
        }
        alerts.shutdown(Duration.ZERO);
        check(alerts, accepted);
        assertThat(alerts.ledger().pending()).isZero();
        assertThat(alerts.ledger().dropped())
                .isEqualTo(alerts.ledger().count(Outcome.CHANNEL_FAILED)
                        + alerts.ledger().count(Outcome.QUEUE_FULL)
                        + alerts.ledger().count(Outcome.CLOSED)); // raised by a channel during the last drain
    }

    private static Throttle randomThrottle(SplittableRandom random, int keys) {
        Throttle throttle = Throttle.perType().maxKeys(keys).cooldown(Duration.ofMinutes(random.nextInt(1, 10)));
        throttle = random.nextBoolean() ? throttle.doublingUpTo(Duration.ofHours(1)) : throttle;
        throttle = random.nextBoolean()
                ? throttle.atMost(random.nextInt(1, 5)).per(Duration.ofMinutes(random.nextInt(1, 9)))
                : throttle;
        return random.nextBoolean()
                ? throttle.burstOf(random.nextInt(1, 5)).thenOneEvery(Duration.ofSeconds(random.nextInt(1, 99)))
                : throttle;
    }

    private static Alert randomAlert(SplittableRandom random) {
        Alert alert = Alert.of(SEVERITIES.get(random.nextInt(4)), "t" + random.nextInt(3))
                .label("n", "" + random.nextInt(40));
        return random.nextInt(5) == 0 ? alert.resolved() : alert;
    }

    private static void check(AlertService alerts, Map<String, Long> accepted) {
        AlertLedger all = alerts.ledger();
        assertThat(all.submitted()).isEqualTo(all.delivered() + all.suppressed() + all.dropped() + all.pending());
        for (String receiver : new String[] {"pager", "chat"}) {
            assertThat(alerts.ledger(receiver).count(Outcome.DELIVERED)).isEqualTo(accepted.getOrDefault(receiver, 0L));
        }
        // the pager gets critical alerts only: none of them may be dropped
        assertThat(alerts.ledger("pager").dropped()).isZero();
        assertThat(alerts.ledger("pager").count(Outcome.THROTTLED)).isZero();
        assertThat(alerts.ledger("pager").count(Outcome.STORM)).isZero();
        assertThat(alerts.undelivered().size() + alerts.undeliveredOverflow())
                .isEqualTo(all.count(Outcome.LAST_RESORT) + all.count(Outcome.HELD));
        assertThat(alerts.history().size()).isLessThanOrEqualTo(10);
    }

    /** Oracle: the rules of repetition, written as a map from alert to the last successful delivery. */
    @Property(tries = 100)
    void repetitionIsHeldBackExactlyAsTheRulesSay(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ScriptedChannel chat = new ScriptedChannel("chat");
        long cooldown = 300;
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .lastResort(new ScriptedChannel("log"))
                .throttle(Throttle.perKey().cooldown(Duration.ofSeconds(cooldown)))
                .build(clock);
        record Told(long second, int rank) {}
        Map<String, Told> told = new TreeMap<>();
        long now = 0;
        for (int step = 0; step < Campaign.tries(300, 3_000); step++) {
            long seconds = random.nextInt(4) == 0 ? random.nextInt(200) : 0;
            now += seconds;
            clock.advance(Duration.ofSeconds(seconds));
            boolean works = random.nextInt(5) > 0;
            chat.behaviour = alert -> works ? Delivery.accepted() : Delivery.failed("down");
            Alert alert = randomAlert(random);
            String name = alert.type() + alert.labels();
            Told last = told.get(name);
            boolean sent;
            if (alert.isResolved()) {
                sent = last != null;
            } else {
                sent = last == null || alert.severity().rank() > last.rank() || now - last.second() >= cooldown;
            }
            if (sent && works) {
                if (alert.isResolved()) {
                    told.remove(name);
                } else {
                    told.put(name, new Told(now, alert.severity().rank()));
                }
            }
            int before = chat.calls;
            alerts.submit(alert);
            assertThat(chat.calls - before).isEqualTo(sent ? 1 : 0);
        }
    }

    /** Memory stays within its bounds and every alert is accounted for, however many identities an attacker invents. */
    @Property(tries = 1)
    void manyDistinctAlertsNeitherGrowNorEscapeTheAccount() {
        long[] accepted = new long[1];
        AlertChannel counting = new AlertChannel() {
            @Override
            public String name() {
                return "counting";
            }

            @Override
            public Delivery deliver(Notification notification) {
                accepted[0]++;
                return Delivery.accepted();
            }
        };
        AlertService alerts = AlertService.builder()
                .otherwise(counting)
                .throttle(Throttle.perLabels("n")
                        .cooldown(Duration.ofHours(1))
                        .burstOf(2)
                        .thenOneEvery(Duration.ofMinutes(1))
                        .maxKeys(1_000))
                .build(clock);
        int count = Campaign.tries(1_000_000, 10_000_000);
        Alert alert = Alert.error("flood");
        for (int i = 0; i < count; i++) {
            alerts.submit(alert.label("n", Integer.toString(i)));
        }
        assertThat(alerts.ledger().submitted()).isEqualTo(count);
        assertThat(alerts.ledger().delivered()).isEqualTo(accepted[0]).isBetween(1_000L, 1_340L);
        assertThat(alerts.ledger().count(Outcome.THROTTLED)).isEqualTo(count - accepted[0]);
    }
}
