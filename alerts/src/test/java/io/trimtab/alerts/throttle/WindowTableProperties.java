package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class WindowTableProperties {
    private long raw;

    /** Oracle: every admission ever, counted in each window by looking at all of them. */
    private static final class Everything {
        private final Map<Long, List<Long>> admissions = new HashMap<>();

        boolean admits(long key, long now, List<WindowLimit> windows) {
            for (WindowLimit window : windows) {
                if (within(key, now, window.spanNanos()) >= window.count()) {
                    return false;
                }
            }
            return true;
        }

        void record(long key, long now) {
            admissions.computeIfAbsent(key, k -> new ArrayList<>()).add(now);
        }

        private long within(long key, long now, long span) {
            return admissions.getOrDefault(key, List.of()).stream()
                    .filter(time -> now - time < span)
                    .count();
        }
    }

    private static List<WindowLimit> windows(SplittableRandom random) {
        List<WindowLimit> windows = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            windows.add(new WindowLimit(random.nextInt(1, 8), random.nextLong(1, 100) * 1_000_000));
        }
        return windows;
    }

    @Property(tries = 200)
    void decidesLikeAListOfAllAdmissionsAsLongAsAllKeysFit(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int keys) {
        SplittableRandom random = new SplittableRandom(seed);
        List<WindowLimit> windows = windows(random);
        raw = random.nextLong();
        long start = raw;
        WindowTable table = WindowTable.of(windows, keys, () -> raw);
        Everything oracle = new Everything();
        long[] names = random.longs(keys).toArray();
        names[0] = 0;
        for (int step = 0; step < Campaign.tries(400, 4_000); step++) {
            raw += random.nextInt(3) == 0 ? random.nextLong(20_000_000) : 0;
            long key = names[random.nextInt(keys)];
            long now = raw - start;
            boolean expected = oracle.admits(key, now, windows);
            assertThat(table.wouldAcquire(key)).isEqualTo(expected);
            long wait = table.waitNanos(key);
            assertThat(wait == 0).isEqualTo(expected);
            if (!expected) {
                assertThat(oracle.admits(key, now + wait, windows)).isTrue();
                assertThat(oracle.admits(key, now + wait - 1, windows)).isFalse();
            }
            assertThat(table.tryAcquire(key)).isEqualTo(expected);
            if (expected) {
                oracle.record(key, now);
            }
        }
        assertThat(table.overflowDecisions()).isZero();
        assertThat(table.size()).isLessThanOrEqualTo(keys);
    }

    /** Few places, many keys, a clock that jumps both ways: no key exceeds any window, jumps back counted as no time. */
    @Property(tries = 150)
    void noWindowIsExceededWhateverTheOtherKeysDo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int places) {
        SplittableRandom random = new SplittableRandom(seed);
        List<WindowLimit> windows = windows(random);
        WindowTable table = WindowTable.of(windows, places, () -> raw);
        Everything oracle = new Everything();
        long elapsed = 0; // forward movement only: at least what the steady clock shows
        for (int step = 0; step < Campaign.tries(1_000, 10_000); step++) {
            long move = switch (random.nextInt(40)) {
                case 0 -> random.nextLong(3_600_000_000_000L);
                case 1 -> -random.nextLong(3_600_000_000_000L);
                case 2, 3, 4, 5, 6 -> random.nextLong(50_000_000);
                default -> 0;
            };
            raw += move;
            elapsed += Math.max(0, move);
            long key = random.nextLong(places * 4L);
            if (table.tryAcquire(key)) {
                assertThat(oracle.admits(key, elapsed, windows)).isTrue();
                oracle.record(key, elapsed);
            }
            assertThat(table.size()).isLessThanOrEqualTo(places);
        }
    }

    /**
     * Other windows at random moments: nobody gets a permit that the new windows, looking back at all that ever happened,
     * would not give; and nobody waits when even the densest past that the old windows allowed would let him pass.
     */
    @Property(tries = 200)
    void otherWindowsNeitherGiveNorFreeze(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<WindowLimit> windows = windows(random);
        WindowTable table = WindowTable.of(windows, 10, () -> raw);
        long start = raw;
        Everything oracle = new Everything();
        long longest = 0;
        long changedAt = 0;
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            raw += random.nextInt(3) == 0 ? random.nextLong(20_000_000) : 0;
            long now = raw - start;
            if (random.nextInt(50) == 0) {
                windows = windows(random);
                table.reconfigure(windows);
                assertThat(table.windows()).isEqualTo(windows);
                changedAt = now;
                longest = 0;
                for (WindowLimit window : windows) {
                    longest = Math.max(longest, window.spanNanos());
                }
            }
            long key = random.nextLong(10);
            boolean allowed = oracle.admits(key, now, windows);
            boolean admitted = table.tryAcquire(key);
            if (admitted) {
                assertThat(allowed).as("no gift").isTrue();
                oracle.record(key, now);
            } else if (now - changedAt >= longest) {
                assertThat(allowed)
                        .as("no freeze: the past before the change no longer counts")
                        .isFalse();
            }
        }
    }

    /** The named trap: after a lower limit the key goes on at the new pace, it does not stop. */
    @Example
    void aLowerLimitDoesNotFreeze() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        WindowTable table = WindowTable.of(List.of(WindowLimit.of(1_000, Duration.ofMinutes(1))), 10, clock);
        for (int i = 0; i < 1_000; i++) {
            assertThat(table.tryAcquire(1)).isTrue();
        }
        table.reconfigure(List.of(WindowLimit.of(2, Duration.ofMinutes(1))));
        assertThat(table.tryAcquire(1)).isFalse();
        clock.advance(Duration.ofMinutes(1));
        assertThat(table.tryAcquire(1)).isTrue();
        assertThat(table.tryAcquire(1)).isTrue();
        assertThat(table.tryAcquire(1)).isFalse();
    }

    /** Oracle: the same table without an interruption. All windows look back equally far, so that both forget the same. */
    @Property(tries = 100)
    void writtenAndReadAtRandomItDecidesAsTheUninterruptedOne(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        SteadyClock steady = SteadyClock.over(clock);
        WindowTable whole = WindowTable.of(windowsOfAnHour(random), 8, steady);
        WindowTable restarted = WindowTable.of(whole.windows(), 8, steady);
        for (int step = 0; step < Campaign.tries(300, 3_000); step++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    List<WindowLimit> windows = windowsOfAnHour(random);
                    whole.reconfigure(windows);
                    restarted.reconfigure(windows);
                }
                case 1 -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    restarted.writeTo(new DataOutputStream(bytes));
                    restarted = WindowTable.readFrom(
                            new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 8, steady);
                    assertThat(restarted.windows()).isEqualTo(whole.windows());
                }
                case 2, 3, 4 -> clock.advance(Duration.ofSeconds(random.nextInt(600)));
                default -> {
                    long key = 1L + random.nextInt(8);
                    assertThat(restarted.tryAcquire(key)).as("step %s", step).isEqualTo(whole.tryAcquire(key));
                }
            }
        }
    }

    private static List<WindowLimit> windowsOfAnHour(SplittableRandom random) {
        List<WindowLimit> windows = new ArrayList<>();
        windows.add(WindowLimit.of(1 + random.nextInt(12), Duration.ofHours(1)));
        for (int more = random.nextInt(3); more > 0; more--) {
            windows.add(WindowLimit.of(1 + random.nextInt(8), Duration.ofSeconds(1 + random.nextInt(3_600))));
        }
        return windows;
    }

    @Example
    void tenMillionKeysStayWithinTheBound() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        List<WindowLimit> windows = List.of(WindowLimit.of(3, Duration.ofMinutes(1)));
        WindowTable table = WindowTable.of(windows, 10_000, clock);
        int count = Campaign.tries(1_000_000, 10_000_000);
        Set<Long> admitted = new HashSet<>();
        for (long key = 0; key < count; key++) {
            if (table.tryAcquire(key)) {
                admitted.add(key);
            }
        }
        assertThat(admitted)
                .as("one for each place, and three for all the others")
                .hasSize(10_003);
        assertThat(table.overflowDecisions()).isEqualTo(count - 10_000);
        assertThat(table.bytes()).isLessThanOrEqualTo(10_100 * WindowTable.bytesPerKey(windows));
        clock.advance(Duration.ofMinutes(1).plusNanos(SteadyClock.SLACK_NANOS));
        long decisions = table.overflowDecisions();
        for (long key = -1; key > -10_000; key--) {
            assertThat(table.tryAcquire(key)).isTrue(); // what is full again gives way
        }
        assertThat(table.overflowDecisions()).isEqualTo(decisions);
        assertThat(table.size()).isEqualTo(10_000);
    }

    @Example
    void itSaysWhatItIsAndWhatIsWrong() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        List<WindowLimit> windows =
                List.of(WindowLimit.of(1, Duration.ofMinutes(30)), WindowLimit.of(10, Duration.ofHours(1)));
        WindowTable table = WindowTable.of(windows, 5, clock);
        assertThat(table).hasToString("WindowTable[0 of 5 keys, each [at most 1 per PT30M, at most 10 per PT1H]]");
        assertThat(WindowTable.bytesPerKey(windows)).isEqualTo(110);
        assertThatThrownBy(() -> WindowTable.of(List.of(), 5, clock))
                .hasMessage("windows must hold at least one window, was empty");
        assertThatThrownBy(() -> WindowTable.of(windows, 0, clock)).hasMessage("maxKeys must be at least 1, was 0");
        assertThatThrownBy(() -> WindowTable.of(windows, 100_000_001, clock))
                .hasMessage("maxKeys must be at most 100000000, was 100000001");
        assertThatThrownBy(
                        () -> WindowTable.of(List.of(WindowLimit.of(10_000, Duration.ofHours(1))), 10_000_000, clock))
                .hasMessageContaining("may take 745 GiB; take fewer keys, or a rate");
        assertThatThrownBy(() -> WindowLimit.of(0, Duration.ofHours(1))).hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> WindowLimit.of(10_001, Duration.ofHours(1)))
                .hasMessageContaining("count must be at most 10000, was 10001; limit so many by a rate");
        assertThatThrownBy(() -> WindowLimit.of(1, Duration.ZERO)).hasMessageContaining("span must be at least 1 ns");
        assertThatThrownBy(() -> WindowLimit.of(1, Duration.ofDays(4_000))).hasMessageContaining("at most 3335 days");
    }
}
