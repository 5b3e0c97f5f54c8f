package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.Campaign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class StormDetectorProperties {
    /** Oracle: all times in a list, and the two sentences of the definition. */
    @Property(tries = 300)
    void aStormIsWhatItsDefinitionSays(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll @IntRange(min = 1, max = 50) int span) {
        SplittableRandom random = new SplittableRandom(seed);
        int calm = random.nextInt(count);
        StormDetector detector = StormDetector.of(new Storm(count, span, calm, 1));
        List<Long> times = new ArrayList<>();
        boolean storm = false;
        long now = 0;
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            long pause = random.nextInt(4) == 0 ? random.nextInt(2 * span) : random.nextInt(2);
            for (long t = 1; t <= pause; t++) { // a storm ends when it ends, whether anybody asks or not
                storm = storm && within(times, now + t, span) > calm;
            }
            long due = detector.calmAt();
            boolean before = detector.isStorm(now);
            now += pause;
            if (before && due < Long.MAX_VALUE) {
                assertThat(detector.isStorm(now)).isEqualTo(now < due);
            }
            assertThat(detector.isStorm(now)).isEqualTo(storm);
            if (random.nextInt(3) > 0) {
                times.add(now);
                storm = storm || within(times, now, span) >= count;
                assertThat(detector.happened(now)).isEqualTo(storm);
            }
        }
    }

    private static long within(List<Long> times, long now, long span) {
        return times.stream().filter(time -> now - time < span).count();
    }

    @Example
    void theSentenceReadsAsItIsMeant() {
        Storm storm = Storm.of(100).per(Duration.ofMinutes(1));
        assertThat(storm).isEqualTo(new Storm(100, 60_000_000_000L, 25, 60_000_000_000L));
        assertThat(storm.calmAt(10).digestEvery(Duration.ofMinutes(5)))
                .hasToString("storm of 100 within PT1M, calm at 10, digest every PT5M");
        StormDetector detector = StormDetector.of(Storm.of(1).per(Duration.ofSeconds(1)));
        assertThat(detector).hasToString("StormDetector[storm of 1 within PT1S, calm at 0, digest every PT1S, calm]");
        assertThat(detector.calmAt()).isEqualTo(Long.MAX_VALUE);
        assertThat(detector.happened(7)).isTrue();
        assertThat(detector.calmAt()).isEqualTo(1_000_000_007L);
        assertThat(detector.toString()).endsWith("raging]");
        assertThat(detector.storm().count()).isEqualTo(1);
    }

    @Example
    void misuseIsNamed() {
        assertThatThrownBy(() -> Storm.of(0)).hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> Storm.of(2_000_000).per(Duration.ofMinutes(1)))
                .hasMessage("count must be at most 1000000, was 2000000");
        assertThatThrownBy(() -> Storm.of(1).per(Duration.ZERO))
                .hasMessage("span must be above 0 and at most 366 days, was PT0S");
        assertThatThrownBy(() -> Storm.of(1).per(Duration.ofDays(367))).hasMessageContaining("at most 366 days");
        assertThatThrownBy(() -> Storm.of(9).per(Duration.ofSeconds(1)).calmAt(9))
                .hasMessage("calm must be at least 0 and less than the 9 alerts that make a storm, was 9");
        assertThatThrownBy(() -> Storm.of(9).per(Duration.ofSeconds(1)).digestEvery(Duration.ZERO))
                .hasMessageStartingWith("interval of digests must be above 0");
        assertThatThrownBy(() -> StormDetector.of(null)).hasMessage("storm");
    }
}
