package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.Managed;
import io.trimtab.core.cycle.port.RiskGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final List<String> log = new ArrayList<>();

    private Managed component(String name, boolean starts, boolean stops) {
        return new Managed() {
            @Override
            public void start() {
                log.add("start " + name);
                if (!starts) {
                    throw new IllegalStateException(name + " is out of order");
                }
            }

            @Override
            public void stop() {
                log.add("stop " + name);
                if (!stops) {
                    throw new IllegalStateException(name + " sticks");
                }
            }
        };
    }

    @Test
    void componentsStartInOrderAndStopInReverseOnceHoweverOftenOneAsks() {
        Lifecycle lifecycle = new Lifecycle(List.of(component("a", true, true), component("b", true, true)));
        assertThat(lifecycle.stop()).isEmpty();
        lifecycle.start();
        lifecycle.start();
        assertThat(lifecycle.stop()).isEmpty();
        assertThat(lifecycle.stop()).isEmpty();
        assertThat(log).containsExactly("start a", "start b", "stop b", "stop a");
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.STOPPED);
    }

    @Test
    void aPartialStartIsRolledBackInReverse() {
        Lifecycle lifecycle = new Lifecycle(
                List.of(component("a", true, true), component("b", true, false), component("c", false, true)));
        assertThatIllegalStateException()
                .isThrownBy(lifecycle::start)
                .withMessage("component 3 of 3 did not start: IllegalStateException: c is out of order; while rolling"
                        + " back: component 2 did not stop: IllegalStateException: b sticks");
        assertThat(log).containsExactly("start a", "start b", "start c", "stop b", "stop a");
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAILED);
        assertThat(lifecycle.stop()).isEmpty();
    }

    @Test
    void aComponentThatDoesNotStopDoesNotKeepTheOthersFromIt() {
        Lifecycle lifecycle = new Lifecycle(List.of(component("a", true, true), component("b", true, false)));
        lifecycle.start();
        assertThat(lifecycle.stop()).containsExactly("component 2 did not stop: IllegalStateException: b sticks");
        assertThat(log).endsWith("stop b", "stop a");
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAILED);
    }

    @Property(tries = 300)
    void noWalkMakesAnIllegalStep(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] works = {true, true};
        Lifecycle lifecycle = new Lifecycle(List.of(flaky(works, 0), flaky(works, 1)));
        for (int k = 0; k < 60; k++) {
            works[0] = random.nextInt(4) != 0;
            works[1] = random.nextInt(4) != 0;
            switch (random.nextInt(4)) {
                case 0 -> {
                    try {
                        lifecycle.start();
                    } catch (IllegalStateException failed) {
                        assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAILED);
                    }
                }
                case 1 -> lifecycle.stop();
                case 2 -> lifecycle.wellness(LifecycleState.DEGRADED);
                default -> lifecycle.wellness(LifecycleState.RUNNING);
            }
        }
        LifecycleState from = LifecycleState.NEW;
        for (LifecycleState to : lifecycle.steps()) {
            assertThat(isLegal(from, to)).as("%s -> %s", from, to).isTrue();
            from = to;
        }
        assertThat(from).isEqualTo(lifecycle.state());
    }

    private static Managed flaky(boolean[] works, int which) {
        return new Managed() {
            @Override
            public void start() {
                if (!works[which]) {
                    throw new IllegalStateException("no");
                }
            }

            @Override
            public void stop() {
                start();
            }
        };
    }

    /** The diagram, written down a second time. */
    private static boolean isLegal(LifecycleState from, LifecycleState to) {
        return List.of(
                        "NEW>STARTING",
                        "STARTING>RUNNING",
                        "STARTING>FAILED",
                        "RUNNING>DEGRADED",
                        "DEGRADED>RUNNING",
                        "RUNNING>STOPPING",
                        "DEGRADED>STOPPING",
                        "STOPPING>STOPPED",
                        "STOPPING>FAILED",
                        "STOPPED>STARTING",
                        "FAILED>STARTING")
                .contains(from + ">" + to);
    }

    /** A component that plays two roles is started once. */
    private final class GateAndSink implements RiskGate, AlertSink, Managed {
        @Override
        public GateVerdict check(GateRequest request) {
            return new GateVerdict.Approved(List.of());
        }

        @Override
        public AlertReceipt raise(AlertNotice notice) {
            return AlertReceipt.ACCEPTED;
        }

        @Override
        public void start() {
            log.add("start");
        }

        @Override
        public void stop() {
            log.add("stop");
        }
    }

    @Test
    void aCycleStartsWhatItIsWiredToOnceAndCanBeRestartedAThousandTimes() {
        GateAndSink both = new GateAndSink();
        World world = new World();
        TradingCycle cycle = world.builder().riskGate(both).alerts(both).build();
        for (int k = 0; k < 1000; k++) {
            cycle.start();
            assertThat(cycle.stop()).isEmpty();
        }
        assertThat(log).hasSize(2000);
        cycle.start();
        assertThat(cycle.runOnce().outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void stoppingDuringACycleKeepsItFromTradingAndWaitsForIt() throws InterruptedException {
        World world = new World();
        CountDownLatch inGate = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TradingCycle cycle = world.builder()
                .riskGate(request -> {
                    inGate.countDown();
                    await(goOn);
                    return new GateVerdict.Approved(List.of());
                })
                .build();
        BlockingQueue<CycleReport> report = new LinkedBlockingQueue<>();
        Thread runner = new Thread(() -> report.add(cycle.runOnce()));
        runner.start();
        assertThat(inGate.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatIllegalStateException().isThrownBy(cycle::runOnce);
        assertThatIllegalStateException().isThrownBy(() -> cycle.reset("too early"));
        Thread stopper = new Thread(cycle::stop);
        stopper.start();
        while (stopper.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until stop() waits for the cycle
        }
        goOn.countDown();
        runner.join(10_000);
        stopper.join(10_000);
        assertThat(report.remove().phase(Phase.EXECUTION).reason()).isEqualTo("the cycle is being stopped");
        assertThat(world.venueLog).isEmpty();
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.STOPPED);
    }

    @Test
    void stoppingDoesNotWaitForeverForACycle() throws InterruptedException {
        World world = new World();
        CountDownLatch inGate = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TradingCycle cycle = world.builder()
                .riskGate(request -> {
                    inGate.countDown();
                    await(goOn);
                    return new GateVerdict.Approved(List.of());
                })
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .stopTimeout(Duration.ofMillis(20))
                        .build())
                .build();
        Thread runner = new Thread(cycle::runOnce);
        runner.start();
        assertThat(inGate.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(cycle.stop()).containsExactly("the running cycle did not end within PT0.02S");
        assertThatIllegalStateException()
                .isThrownBy(cycle::start)
                .withMessage("a cycle is still running that was to be stopped; start when it has ended");
        goOn.countDown();
        runner.join(10_000);
        assertThat(world.venueLog).isEmpty();
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.STOPPED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
