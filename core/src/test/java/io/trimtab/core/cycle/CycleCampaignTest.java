package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.testkit.Campaign;
import java.math.BigDecimal;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Cycle after cycle with components failing at random: the invariants hold after each. */
class CycleCampaignTest {
    private static final ComponentName[] COMPONENTS = ComponentName.values();
    private static final World.Fault[] FAULTS = World.Fault.values();

    @Test
    void randomFaultsBreakNoInvariant() {
        int cycles = Campaign.tries(1_000, 50_000);
        int done = 0;
        for (long seed = 0; done < cycles; seed++) {
            done += run(seed);
        }
    }

    private static int run(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        World world = new World(seed);
        boolean fenced = random.nextBoolean();
        TradingCycleBuilder builder = world.builder();
        TradingCycle cycle = (fenced ? builder.executor(Runnable::run) : builder).build();
        Set<String> sent = new TreeSet<>();
        int count = 0;
        while (world.today() < World.DAYS - 5) {
            shuffle(world, random);
            world.nextDay();
            boolean halted = cycle.state().isHalted();
            int before = world.venueLog.size();
            CycleReport report = cycle.runOnce();
            check(world, report, halted, before, sent);
            if (random.nextInt(20) == 0) {
                cycle = world.builder().startingFrom(cycle.state()).build();
            }
            if (cycle.state().isHalted() && random.nextInt(3) == 0) {
                cycle.reset("by the campaign");
            }
            count++;
        }
        assertThat(world.venue.snapshot().ledger()).isNotNull(); // its constructor checks that it balances
        return count;
    }

    private static void shuffle(World world, SplittableRandom random) {
        world.faults.clear();
        while (random.nextInt(3) == 0) {
            world.fail(COMPONENTS[random.nextInt(COMPONENTS.length)], FAULTS[random.nextInt(FAULTS.length)]);
        }
        double left = 1;
        for (int i = 0; i < world.wanted.length; i++) {
            world.wanted[i] = random.nextInt(3) == 0 ? 0 : left * random.nextDouble();
            left -= world.wanted[i];
        }
        world.confidence = random.nextDouble(0.5, 1);
        world.denies = random.nextInt(8) == 0;
        world.infeasible = random.nextInt(8) == 0;
        if (random.nextInt(5) == 0) {
            world.spoil(World.ASSETS.id(random.nextInt(World.ASSETS.size())), world.today() + 1);
        }
    }

    private static void check(World world, CycleReport report, boolean halted, int before, Set<String> sent) {
        assertThat(report.phases()).hasSize(Phase.values().length);
        assertThat(report.reason()).doesNotContain("the cycle itself failed");
        boolean submitted = world.venueLog.size() > before
                && world.venueLog.subList(before, world.venueLog.size()).stream()
                        .anyMatch(line -> line.contains(" ORDER "));
        boolean allowed = !halted
                && report.verdict()
                        .map(verdict -> verdict instanceof io.trimtab.core.cycle.port.GateVerdict.Approved)
                        .orElse(false);
        if (submitted && !allowed) {
            // the gate did not answer: only orders that make a position smaller may have gone out
            assertThat(halted).isFalse();
            assertThat(report.verdict()).isEmpty();
            report.orders().stream()
                    .filter(priced -> report.orderReports().stream()
                            .anyMatch(answer ->
                                    answer.orderId().equals(priced.order().id())))
                    .forEach(priced -> assertThat(priced.isPureClosure()).isTrue());
        }
        report.orderReports()
                .forEach(answer -> assertThat(sent.add(answer.orderId()))
                        .as("%s is sent once", answer.orderId())
                        .isTrue());
        report.orders()
                .forEach(priced -> assertThat(report.heldOutside())
                        .doesNotContainKey(priced.order().asset()));
        if (report.outcome() == CycleOutcome.BLOCKED || report.outcome() == CycleOutcome.HALTED) {
            assertThat(report.reason()).isNotBlank();
        }
        assertThat(report.alerts())
                .allMatch(alert -> alert.receipt() == AlertReceipt.ACCEPTED
                        || report.phase(Phase.ALERTS).status() == PhaseStatus.FAILED);
        assertThat(world.venue.equity()).isGreaterThan(BigDecimal.ZERO);
        assertThat(world.venue.account().cash()).isNotNegative();
        assertThat(report.explain()).isNotBlank();
    }
}
