package io.trimtab.alerts.throttle;

import io.trimtab.core.testkit.Campaign;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The table of rates in every order of its atomic steps that a model checker finds: each decision, and each change of the
 * limit, happens at one moment between its beginning and its end. Time stands still, so that a permit too many or too few
 * shows.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:2")
@Param(name = "burst", gen = IntGen.class, conf = "1:3")
public class ThrottleTableLincheckTest {
    /** As many places as keys. Key 0 has a place of its own kind. */
    private final ThrottleTable table = ThrottleTable.of(GcraLimit.of(2, Duration.ofSeconds(1)), 2, () -> 0);

    /** For the checker, which begins each run with one of its own. */
    public ThrottleTableLincheckTest() {}

    @Operation
    public boolean tryAcquire(@Param(name = "key") int key) {
        return table.tryAcquire(key);
    }

    @Operation
    public long available(@Param(name = "key") int key) {
        return table.available(key);
    }

    /** With another interval, so that debts change as well. */
    @Operation(nonParallelGroup = "host")
    public void reconfigure(@Param(name = "burst") int burst) {
        table.reconfigure(GcraLimit.of(burst, Duration.ofSeconds(burst * 2L)));
    }

    @Test
    void decidesAtOneMoment() {
        new ModelCheckingOptions()
                .iterations(Campaign.tries(8, 40))
                .invocationsPerIteration(Campaign.tries(200, 1_000))
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(ThrottleTableLincheckTest.class);
    }
}
