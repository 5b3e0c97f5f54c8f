package io.trimtab.alerts.throttle;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.trimtab.alerts.Json;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.core.time.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The vectors of other limiters that {@link GcraTest} and {@link BackoffTest} leave: those of the same limit under another
 * interface, and those of limits that this library has not, where a test says how far ours is from them. The differences
 * are listed in the guide.
 */
class LimiterVectorsTest {
    private static final long UNLIMITED = Long.MAX_VALUE / 2;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static Object bucket4j(Object... path) {
        return Json.get(Json.parse(Fixtures.text("alerts/bucket4j_vectors.json")), path);
    }

    private static Object limiters(Object... path) {
        return Json.get(Json.parse(Fixtures.text("alerts/ratelimiter_vectors.json")), path);
    }

    private static double decimal(Object value) {
        return ((BigDecimal) value).doubleValue();
    }

    @Test
    void everyPartOfTheFilesHasATest() {
        assertThat(Json.<Map<String, Object>>get(bucket4j()).keySet())
                .containsExactlyInAnyOrder(
                        "unit",
                        "refill_simple",
                        "refill_classic",
                        "delay_to_consume",
                        "full_refill_time",
                        "rounding",
                        "interval_refill",
                        "adaptive_initial",
                        "consume_ignoring_limits");
        assertThat(Json.<Map<String, Object>>get(limiters()).keySet())
                .containsExactlyInAnyOrder(
                        "guava",
                        "failsafe_bursty",
                        "failsafe_smooth",
                        "resilience4j_atomic",
                        "goalert_throttle",
                        "elastalert_exponential_realert",
                        "measured_traps");
        assertThat(Json.list(limiters(), "guava", "cases")).hasSize(11);
        assertThat(Json.list(limiters(), "resilience4j_atomic", "cases")).hasSize(3);
        assertThat(Json.list(limiters(), "goalert_throttle", "cases")).hasSize(5);
        assertThat(Json.list(limiters(), "measured_traps", "rows")).hasSize(5);
    }

    // --- Bucket4j

    @Test
    void takesOnCreditAsBucket4jDoes() {
        for (Object row : Json.list(bucket4j(), "consume_ignoring_limits", "rows")) {
            long burst = Json.number(row, 1);
            long now = 10_000;
            long tat = now + burst - Json.number(row, 0); // one permit a nanosecond
            long owed = Gcra.next(tat, now, Json.number(row, 2), UNLIMITED) - now;
            assertThat(burst - owed).as("row %s", row).isEqualTo(Json.number(row, 3));
        }
    }

    @Test
    void admitsWhereBucket4jRoundsDown() {
        Object rounding = bucket4j("rounding");
        long interval = Json.number(rounding, "period") / Json.number(rounding, "cap");
        long capacity = Json.number(rounding, "period");
        long tat = capacity - Json.number(rounding, "initial") * interval;
        for (Object step : Json.list(rounding, "steps")) {
            long now = Long.parseLong(Json.<String>get(step, 0).substring("t=".length()));
            long permits = Long.parseLong(Json.<String>get(step, 1).substring("consume".length()));
            long next = Gcra.next(tat, now, permits * interval, capacity);
            assertThat(next != Gcra.REFUSED).as("step %s", step).isEqualTo(Json.<Boolean>get(step, 2));
            tat = next == Gcra.REFUSED ? tat : next;
        }
    }

    /** Refilled in lumps at the ends of periods, which lets two bursts meet; ours regains steadily, and is never later. */
    @Test
    void isNeverLaterThanRefillsInLumps() {
        for (Object row : Json.list(bucket4j(), "full_refill_time", "rows")) {
            if (Json.get(row, 1).equals("intervally")) {
                Object bandwidth = Json.get(row, 0, 0);
                long interval = Json.number(bandwidth, 2) / Json.number(bandwidth, 1);
                long ours = (Json.number(bandwidth, 0) - Json.number(bandwidth, 3) + Json.number(row, 2)) * interval;
                assertThat(Json.number(row, 3) - ours).as("row %s", row).isBetween(0L, Json.number(bandwidth, 2) - 1);
            }
        }
        Object single = bucket4j("interval_refill", "single");
        List<Object> one =
                List.of(Json.number(single, "cap"), Json.number(single, "refill"), Json.number(single, "period"));
        for (Object probe : Json.list(single, "available")) {
            assertThat(regained(one, Json.number(probe, 0))).isGreaterThanOrEqualTo(Json.number(probe, 1));
        }
        assertThat(regained(one, 10)).isEqualTo(9);
        for (Object probe : Json.list(bucket4j(), "interval_refill", "double", "available")) {
            long least = Long.MAX_VALUE;
            for (Object b : Json.list(bucket4j(), "interval_refill", "double", "b")) {
                least = Math.min(
                        least,
                        regained(
                                List.of(Json.number(b, 0), Json.number(b, 1), Json.number(b, 2)),
                                Json.number(probe, 0)));
            }
            assertThat(least).as("probe %s", probe).isGreaterThanOrEqualTo(Json.number(probe, 1));
        }
        Object issue = bucket4j("interval_refill", "issue71");
        long interval = 60 / Json.number(issue, "refillPerMin");
        long capacity = Json.number(issue, "cap") * interval;
        for (Object probe : Json.list(issue, "probes")) {
            long now = Json.<String>get(probe, 0).equals("t=0") ? 0 : 15;
            long cost = Json.number(probe, 1) * interval;
            if (Json.get(probe, 2).equals("never")) {
                assertThat(Gcra.next(Long.MIN_VALUE / 4, now, cost, capacity)).isEqualTo(Gcra.REFUSED);
            } else {
                assertThat(Gcra.waitNanos(capacity, now, cost, capacity)).isLessThanOrEqualTo(Json.number(probe, 2));
            }
        }
    }

    /** Permits of a bucket that was empty at 0; time is counted in fractions so that an interval is whole. */
    private static long regained(List<Object> bandwidth, long now) {
        long cap = (long) bandwidth.get(0);
        long refill = (long) bandwidth.get(1);
        long period = (long) bandwidth.get(2);
        return Gcra.available(cap * period, now * refill, period, cap * period);
    }

    /** Permits of a period that is cut at its beginning. Ours begin full, which is what an alert's first burst needs. */
    @Test
    void beginsFullWhereBucket4jMayBeginWithAPartOfAPeriod() {
        for (Object row : Json.list(bucket4j(), "adaptive_initial", "rows")) {
            GcraLimit limit = GcraLimit.of((int) Json.number(row, 2), Duration.ofMillis(Json.number(row, 4)));
            ThrottleTable table = ThrottleTable.of(limit, 1, ManualClock.startingAt(Instant.EPOCH));
            assertThat(table.available(1)).isEqualTo(Json.number(row, 2)).isGreaterThanOrEqualTo(Json.number(row, 5));
        }
    }

    // --- Guava: permits may be taken on credit, and a burst of one second is saved up

    private static final class Guava {
        private double interval;
        private double now;
        private double tat;

        Guava(double rate) {
            interval = 1e9 / rate;
        }

        double acquire(int permits) {
            double wait = Math.max(0, tat - now);
            long from = (long) Math.max(tat, now - 1e9);
            tat = Gcra.next(from, from, (long) (permits * interval), UNLIMITED);
            now += wait;
            return wait / 1e9;
        }

        boolean tryAcquire(int permits, double timeout) {
            if ((tat - now) / 1e9 > Math.max(0, timeout)) {
                return false;
            }
            acquire(permits);
            return true;
        }
    }

    @Test
    void reservesAsGuavaDoes() {
        int compared = 0;
        for (Object test : Json.list(limiters(), "guava", "cases")) {
            Map<String, Object> members = Json.get(test);
            if (members.containsKey("warmupS") || members.get("rate") instanceof String) {
                continue; // another function of time; and a rate below
            }
            Guava guava = new Guava(decimal(requireNonNull(members.get("rate"))));
            List<Object> ops =
                    members.containsKey("ops") ? Json.list(test, "ops") : new ArrayList<>(Json.list(test, "acquire"));
            List<Double> waits = new ArrayList<>();
            List<Double> expected = new ArrayList<>();
            if (members.containsKey("waits")) {
                Json.list(test, "waits").forEach(wait -> expected.add(decimal(wait)));
            }
            for (int i = 0; i < ops.size(); i++) {
                Object op = ops.get(i);
                if (op instanceof BigDecimal permits) {
                    waits.add(guava.acquire(permits.intValue()));
                } else if (op instanceof String text && text.startsWith("idle")) {
                    guava.now += Double.parseDouble(text.substring(4)) * 1e9;
                } else if (op instanceof String text && text.startsWith("rate")) {
                    double before = guava.interval;
                    guava.interval = 1e9 / Double.parseDouble(text.substring(4));
                    guava.tat = guava.now + (guava.tat - guava.now) * guava.interval / before; // a debt is of permits
                } else if (op instanceof String text && text.startsWith("try")) {
                    String[] parts = text.substring(3).split("@", -1);
                    int permits = parts.length == 2 ? Integer.parseInt(parts[0]) : 1;
                    String timeout = parts[parts.length - 1];
                    double seconds = timeout.equals("MIN") ? -1e18 : Double.parseDouble(timeout);
                    assertThat(guava.tryAcquire(permits, seconds))
                            .as("%s, operation %s", members.get("test"), i)
                            .isEqualTo(ops.get(++i));
                } else if (op instanceof String text) {
                    waits.add(guava.acquire(Integer.parseInt(text.substring(1))));
                }
            }
            if ("testBurstyAndUpdate".equals(members.get("test"))) {
                // Guava lets a debt keep the time it had before the rate was doubled: 1 s. Ours halves it, as all else.
                assertThat(expected.get(2)).isEqualTo(1);
                expected.set(2, 0.5);
            }
            assertThat(waits).as("%s", members.get("test")).hasSameSizeAs(expected);
            for (int i = 0; i < waits.size(); i++) {
                assertThat(waits.get(i))
                        .as("%s, wait %s", members.get("test"), i)
                        .isCloseTo(expected.get(i), offset(1e-8));
            }
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }

    /** A rate of 4.9e-324 a second, of which Guava gives one: here an interval of more than nine years is refused by name. */
    @Test
    void aRateOfPracticallyNeverIsRefused() {
        assertThat(Json.list(limiters(), "guava", "cases").stream()
                        .filter(test -> Json.get(test, "rate").equals("4.9e-324"))
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> GcraLimit.of(1, Duration.ofDays(3_336))).hasMessageContaining("at most 3335 days");
    }

    /** A limiter that is slow after a pause protects a cold server; alerts after a pause are what must not be slow. */
    @Test
    void nothingWarmsUp() {
        for (Object test : Json.list(limiters(), "guava", "cases")) {
            if (Json.<Map<String, Object>>get(test).containsKey("warmupS")) {
                double slowest = Json.list(test, "waits").stream()
                        .mapToDouble(LimiterVectorsTest::decimal)
                        .max()
                        .orElse(0);
                double interval = 1 / decimal(Json.get(test, "rate"));
                Guava ours = new Guava(1 / interval);
                for (int i = 0; i < Json.list(test, "acquire").size(); i++) {
                    assertThat(ours.acquire(1))
                            .isLessThanOrEqualTo(interval + 1e-9)
                            .isLessThan(slowest);
                }
            }
        }
    }

    // --- Failsafe and Resilience4j: fixed periods

    /** Permits that come in lumps at the beginnings of periods; ours are regained steadily, less than a period apart from them. */
    @Test
    void staysWithinAPeriodOfFailsafesPeriods() {
        for (String name : List.of("2per1s", "5per1s")) {
            long burst = Long.parseLong(name.substring(0, 1));
            long interval = 1_000L / burst;
            long tat = 0;
            for (Object row : Json.list(limiters(), "failsafe_bursty", name)) {
                long now = Json.number(row, 0);
                long cost = Json.number(row, 1) * interval;
                assertThat(Json.number(row, 3) - Gcra.waitNanos(tat, now, cost, 1_000))
                        .as("%s, row %s", name, row)
                        .isBetween(-999L, 999L);
                tat = Gcra.next(tat, now, cost, UNLIMITED);
                assertThat((double) (1_000 - (tat - now)) / interval)
                        .as("%s, permits after row %s", name, row)
                        .isBetween(Json.number(row, 4) - (double) burst, Json.number(row, 4) + (double) burst);
            }
        }
    }

    @Test
    void aLimitOfOneIsThatOfResilience4j() {
        long cycle = 1_000;
        List<Object> first = Json.list(limiters(), "resilience4j_atomic", "cases", 0, "ops");
        long tat = 0;
        for (Object op : first) {
            long now = ((String) op).startsWith("t=2C") ? 2 * cycle : cycle;
            long next = Gcra.next(tat, now, cycle, cycle);
            assertThat(next != Gcra.REFUSED).as("%s", op).isEqualTo(((String) op).contains("acquire true"));
            tat = next == Gcra.REFUSED ? tat : next;
            if (((String) op).contains("wait=C")) {
                assertThat(Gcra.waitNanos(tat, now, cycle, cycle)).isEqualTo(cycle);
                assertThat(Gcra.available(tat, now, cycle, cycle)).isZero();
            }
        }
        // reserving: at C at once, then after a cycle, then after two, which is longer than the time-out of one
        tat = Gcra.next(0, cycle, cycle, UNLIMITED);
        assertThat(Gcra.waitNanos(tat, cycle, cycle, cycle)).isBetween(1L, cycle);
        tat = Gcra.next(tat, cycle, cycle, UNLIMITED);
        assertThat((cycle - (tat - cycle)) / cycle).as("avail-1").isEqualTo(-1);
        assertThat(Gcra.waitNanos(tat, cycle, cycle, cycle)).isEqualTo(2 * cycle);
        assertThat(Gcra.available(tat, 6 * cycle + 10, cycle, cycle)).isEqualTo(1);
        assertThat(Gcra.waitNanos(tat, 6 * cycle + 10, cycle, cycle)).isZero();
        // refused without a time-out
        tat = Gcra.next(0, cycle, cycle, cycle);
        assertThat(Gcra.next(tat, cycle, cycle, cycle)).isEqualTo(Gcra.REFUSED);
        assertThat(Gcra.waitNanos(tat, cycle, cycle, cycle)).isEqualTo(cycle);
        assertThat(Gcra.available(tat, 2 * cycle - 1, cycle, cycle)).isZero();
        assertThat(Gcra.waitNanos(tat, 2 * cycle - 1, cycle, cycle)).isEqualTo(1);
    }

    // --- GoAlert: several windows at once, some of which spread what is left of them

    private static WindowTable windows(Object rules, ManualClock clock) {
        List<WindowLimit> limits = new ArrayList<>();
        for (Object rule : Json.list(rules)) {
            limits.add(WindowLimit.of((int) Json.number(rule, 0), Duration.ofMinutes(Json.number(rule, 1))));
        }
        return WindowTable.of(limits, 10, clock);
    }

    private static void moveTo(ManualClock clock, double minute) {
        Duration past = Duration.between(Instant.EPOCH.plus(Duration.ofHours(1)), clock.instant());
        clock.advance(Duration.ofNanos((long) (minute * MINUTE)).minus(past));
    }

    @Test
    void severalWindowsAdmitWhenGoAlertDoes() {
        for (Object test : Json.list(limiters(), "goalert_throttle", "cases")) {
            ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
            WindowTable table = windows(Json.get(test, "rules"), clock);
            boolean smooth = Json.list(test, "rules").stream().anyMatch(rule -> Json.<Boolean>get(rule, 2));
            Json.list(test, "sent").stream()
                    .mapToDouble(LimiterVectorsTest::decimal)
                    .sorted()
                    .forEach(minute -> {
                        moveTo(clock, minute);
                        assertThat(table.tryAcquire(1)).isTrue();
                    });
            double minute = 0;
            for (Object next : Json.list(test, "next")) {
                while (!smooth && minute < decimal(next)) { // one that spreads is later than a window has to be
                    moveTo(clock, minute++);
                    assertThat(table.tryAcquire(1))
                            .as("%s at %s", test, minute - 1)
                            .isFalse();
                }
                moveTo(clock, decimal(next));
                assertThat(table.tryAcquire(1)).as("%s at %s", test, next).isTrue();
                minute = decimal(next) + 1;
            }
        }
        Object voice = limiters("goalert_throttle", "alert_voice");
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        WindowTable table = windows(Json.get(voice, "rules"), clock);
        for (Object minute : Json.list(voice, "allowedAtMin")) {
            moveTo(clock, decimal(minute));
            assertThat(table.tryAcquire(1)).as("at %s", minute).isTrue();
        }
    }

    // --- what was measured on peers, in the order of the file

    private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);

    private static int drain(ThrottleTable table) {
        int admitted = 0;
        while (table.tryAcquire(5)) {
            admitted++;
        }
        return admitted;
    }

    @Test
    void doesNotFallIntoTheTrapsOfPeers() {
        for (int perSecond : new int[] {1, 10}) { // rows 1 and 3: forth and back an hour, then a minute
            ThrottleTable table =
                    ThrottleTable.of(GcraLimit.of(10, Duration.ofSeconds(1).dividedBy(perSecond)), 10, clock);
            assertThat(drain(table)).isEqualTo(10);
            clock.advance(Duration.ofHours(1));
            assertThat(drain(table)).isEqualTo(10);
            clock.advance(Duration.ofHours(-1));
            assertThat(drain(table)).isZero();
            assertThat(table.waitNanos(5))
                    .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos() / perSecond);
            clock.advance(Duration.ofSeconds(60));
            assertThat(drain(table)).isEqualTo(10);
        }
        long[] raw = {Long.MAX_VALUE - 1_000}; // row 2
        ThrottleTable wrapping = ThrottleTable.of(GcraLimit.of(20, Duration.ofSeconds(1)), 10, () -> raw[0]);
        assertThat(drain(wrapping)).isEqualTo(20);
        raw[0] += Duration.ofSeconds(20).toNanos();
        assertThat(drain(wrapping)).isEqualTo(20);

        ThrottleTable edge = ThrottleTable.of(GcraLimit.of(10, Duration.ofMillis(100)), 10, clock); // row 4
        WindowTable window = WindowTable.of(List.of(WindowLimit.of(10, Duration.ofSeconds(1))), 10, clock);
        clock.advance(Duration.ofMillis(999));
        assertThat(drain(edge)).isEqualTo(10);
        for (int i = 0; i < 10; i++) {
            assertThat(window.tryAcquire(5)).isTrue();
        }
        clock.advance(Duration.ofMillis(1));
        assertThat(drain(edge)).isZero();
        assertThat(window.tryAcquire(5)).isFalse();

        ThrottleTable lowered = ThrottleTable.of(GcraLimit.of(5, Duration.ofMillis(10)), 10, clock); // row 5
        assertThat(drain(lowered)).isEqualTo(5);
        lowered.reconfigure(GcraLimit.of(2, Duration.ofMillis(25)));
        int admitted = 0;
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMillis(25));
            admitted += drain(lowered);
        }
        assertThat(admitted).as("twenty of twenty over 500 ms").isEqualTo(20);
    }
}
