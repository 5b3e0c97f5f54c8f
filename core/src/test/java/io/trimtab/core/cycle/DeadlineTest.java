package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final CycleConfig QUICK = CycleConfig.normal().toBuilder()
            .mode(CycleMode.AUTOMATED)
            .phaseDeadline(Duration.ofMillis(60))
            .build();

    private final World world = new World();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void withoutAnExecutorAnOverrunIsRecordedAndTheAnswerUsed() {
        world.fail(ComponentName.OPTIMIZER, World.Fault.LATE);
        CycleReport report = world.builder().build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.phase(Phase.OPTIMIZATION).timing()).isEqualTo(PhaseResult.Timing.OVERRAN);
        assertThat(report.phase(Phase.OPTIMIZATION).nanos()).isEqualTo(6_000_000_000L);
        assertThat(report.explain()).contains("OPTIMIZATION 6000.000 ms (OVERRAN)");
    }

    @Test
    void withAnExecutorALateAnswerIsNotUsed() {
        world.fail(ComponentName.OPTIMIZER, World.Fault.LATE);
        CycleReport report = world.builder().executor(Runnable::run).build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.phase(Phase.OPTIMIZATION).status()).isEqualTo(PhaseStatus.FALLBACK);
        assertThat(report.phase(Phase.OPTIMIZATION).timing()).isEqualTo(PhaseResult.Timing.TIMED_OUT);
        assertThat(report.reason()).isEqualTo("no new weights: no answer within PT5S");
    }

    @Test
    void aComponentThatHangsIsLeftBehindAndHoldsOneThreadUntilItEnds() throws InterruptedException {
        AtomicInteger entered = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        TradingCycle cycle = world.builder()
                .allocator(request -> {
                    if (entered.incrementAndGet() == 1) {
                        hang();
                        ended.countDown();
                    }
                    return world.allocate(request);
                })
                .config(QUICK)
                .executor(threads)
                .nanoClock(() -> 0) // a clock that stands still must not keep a cycle from ending
                .build();
        assertThat(cycle.runOnce().phase(Phase.OPTIMIZATION).reason())
                .isEqualTo("weights are kept: no answer within PT0.06S");
        world.nextDay();
        assertThat(cycle.runOnce().phase(Phase.OPTIMIZATION).reason())
                .isEqualTo("weights are kept: still busy with cycle test-000001");
        assertThat(entered).hasValue(1);
        assertThat(world.venueLog).isEmpty();
        release.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        CycleReport report = cycle.runOnce();
        for (int i = 0; i < 100 && report.outcome() != CycleOutcome.TRADED; i++) {
            report = cycle.runOnce(); // the permit is given back a moment after the work has ended
        }
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    /** Hangs on the second order that is submitted. */
    private final class HangingVenue implements ExecutionVenue {
        private final AtomicInteger submitted = new AtomicInteger();

        @Override
        public OrderReport submit(Order order) {
            if (submitted.incrementAndGet() == 2) {
                hang();
            }
            return world.venue.submit(order);
        }

        @Override
        public OrderReport status(String orderId) {
            return world.venue.status(orderId);
        }

        @Override
        public OrderReport cancel(String orderId) {
            return world.venue.cancel(orderId);
        }

        @Override
        public AccountState account() {
            return world.venue.account();
        }
    }

    @Test
    void anOrderThatIsBeingSentWhenTheTimeIsOverIsUnknownAndTheRestIsHeldBack() throws InterruptedException {
        HangingVenue venue = new HangingVenue();
        TradingCycle cycle =
                world.builder().execution(venue).config(QUICK).executor(threads).build();
        CycleReport report = cycle.runOnce();
        assertThat(report.orders()).hasSize(4);
        assertThat(report.orderReports())
                .extracting(OrderReport::status)
                .containsExactly(OrderStatus.WORKING, OrderStatus.UNKNOWN);
        assertThat(report.phase(Phase.EXECUTION).status()).isEqualTo(PhaseStatus.FAILED);
        assertThat(report.phase(Phase.EXECUTION).reason())
                .isEqualTo("2 of 4 orders sent; no answer within PT0.06S; 2 held back");
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A", "test-000001:B");
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        // fenced: the worker goes on, but sends nothing more
        assertThat(venue.submitted).hasValue(2);
    }

    @Test
    void anExecutorThatRefusesIsAFailureOfThePhase() {
        CycleReport report = world.builder()
                .executor(task -> {
                    throw new java.util.concurrent.RejectedExecutionException("full");
                })
                .build()
                .runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).contains("not taken by the executor: RejectedExecutionException: full");
    }

    @Test
    void anInterruptedCycleTradesNothingAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        CycleReport report = world.builder().executor(threads).build().runOnce();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.reason()).contains("interrupted");
        assertThat(world.venueLog).isEmpty();
    }
}
