package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Backoff;
import io.trimtab.core.testkit.Campaign;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DedupTableProperties {
    private static final long COOLDOWN = 100;

    private record Told(long at, int rank) {}

    /** Oracle: a hash map; the hashes are chosen so badly that most keys collide. */
    @Property(tries = 300)
    void remembersLikeAMapAndForgetsOnlyWhatIsOver(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int places,
            @ForAll @IntRange(min = 1, max = 50) int homes) {
        SplittableRandom random = new SplittableRandom(seed);
        DedupTable table = new DedupTable(places);
        Map<Fingerprint, Told> oracle = new HashMap<>();
        long now = 0;
        for (int step = 0; step < Campaign.tries(400, 4_000); step++) {
            now += random.nextInt(4);
            Fingerprint print = new Fingerprint(
                    (random.nextLong(homes) << 58) | random.nextLong(2), random.nextLong(Math.max(1, places / 4)));
            if (random.nextInt(4) == 0) {
                table.remove(print);
                oracle.remove(print);
            } else {
                int rank = random.nextInt(4);
                if (table.put(print, now, rank, 0, new Backoff(COOLDOWN, COOLDOWN))) {
                    oracle.put(print, new Told(now, rank));
                } else {
                    assertThat(oracle).hasSizeGreaterThanOrEqualTo(places).doesNotContainKey(print);
                }
            }
            long time = now;
            oracle.entrySet().removeIf(told -> {
                int i = table.find(told.getKey());
                if (i < 0) { // given way: only when its cooldown is over
                    assertThat(time - told.getValue().at()).isGreaterThanOrEqualTo(COOLDOWN);
                    return true;
                }
                assertThat(table.toldAt(i)).isEqualTo(told.getValue().at());
                assertThat(table.rank(i)).isEqualTo(told.getValue().rank());
                return false;
            });
            assertThat(table.size()).isEqualTo(oracle.size()).isLessThanOrEqualTo(places);
        }
    }
}
