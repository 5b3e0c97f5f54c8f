package io.trimtab.alerts;

import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The ring between those who submit and the one that advances, in every order of its atomic steps that a model checker finds.
 *
 * <p>What is known of it at any moment, and what comes out when all is taken, is what a collection under one lock would say.
 * Only which of two submissions that overlap comes first is left open, and whether one is refused that comes at the very
 * moment at which another is.
 */
@Param(name = "n", gen = IntGen.class, conf = "1:3")
public class IntakeLincheckTest {
    private static final Alert CRITICAL = Alert.critical("t");
    private static final Alert INFO = Alert.info("t");

    /** More places than a scenario has submissions: nobody is refused. */
    private final Intake intake = new Intake(16, 4);

    /** For the checker, which begins each run with one of its own. */
    public IntakeLincheckTest() {}

    private static Ticket ticket(Alert alert, int n) {
        return new Ticket(alert, new Fingerprint(n, n), List.of(), 0);
    }

    @Operation
    public boolean submit(@Param(name = "n") int n) {
        return intake.offer(ticket(INFO, n));
    }

    @Operation(nonParallelGroup = "writer")
    public String waiting() {
        return numbers(intake.waiting());
    }

    /** As at a shutdown: all is taken, whoever is in the middle of submitting is waited for. */
    @Operation(nonParallelGroup = "writer")
    public String takeAll() {
        List<Ticket> out = new ArrayList<>();
        do {
            for (Ticket ticket = intake.poll(); ticket != null; ticket = intake.poll()) {
                intake.begun(ticket);
                out.add(ticket);
            }
        } while (intake.isBeingFilled());
        return numbers(out);
    }

    private static String numbers(List<Ticket> tickets) {
        Map<Long, Integer> counts = new TreeMap<>();
        tickets.forEach(ticket -> counts.merge(ticket.print.low(), 1, Integer::sum));
        return counts.toString();
    }

    @Test
    void isACollectionUnderOneLockToAllWhoLook() {
        new ModelCheckingOptions()
                .iterations(Campaign.tries(5, 20))
                .invocationsPerIteration(Campaign.tries(150, 1_000))
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(IntakeLincheckTest.class);
    }

    /** Both kinds at once on few places: none is taken that does not come out, and none of the reserve's places is wasted. */
    @Test
    void fewPlacesAreNeitherExceededNorLost() {
        Lincheck.runConcurrentTest(Campaign.tries(100, 500), () -> {
            Intake few = new Intake(1, 1);
            boolean[] taken = new boolean[4];
            Thread one = new Thread(() -> {
                taken[0] = few.offer(ticket(INFO, 0));
                taken[1] = few.offer(ticket(CRITICAL, 1));
            });
            Thread two = new Thread(() -> {
                taken[2] = few.offer(ticket(INFO, 2));
                taken[3] = few.offer(ticket(CRITICAL, 3));
            });
            one.start();
            two.start();
            List<Ticket> out = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Ticket ticket = few.poll();
                if (ticket != null) {
                    few.begun(ticket);
                    out.add(ticket);
                }
            }
            join(one);
            join(two);
            int waiting = few.waiting().size();
            for (Ticket ticket = few.poll(); ticket != null; ticket = few.poll()) {
                few.begun(ticket);
                out.add(ticket);
                waiting--;
            }
            check(waiting == 0, "what waits is what can be taken");
            int expected = 0;
            for (int n = 0; n < 4; n++) {
                expected += taken[n] ? 1 : 0;
                int number = n;
                check(out.stream().filter(ticket -> ticket.print.low() == number).count() == (taken[n] ? 1 : 0), "once");
            }
            check(out.size() == expected, "all");
            check(taken[1] || taken[3], "the first critical one finds the reserve");
            check(few.offer(ticket(INFO, 5)) && !few.offer(ticket(INFO, 6)), "one place");
            check(few.offer(ticket(CRITICAL, 7)) && !few.offer(ticket(CRITICAL, 8)), "one place in reserve");
        });
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
