package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.ValidationReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Components that answer, but not the truth. */
class HostileComponentsTest {
    private final World world = new World();
    private final InstantVenue inner = new InstantVenue(world);

    private ExecutionVenue lying(Function<Order, UnaryOperator<Fill>> lie, UnaryOperator<String> statusOf) {
        return new ExecutionVenue() {
            @Override
            public OrderReport submit(Order order) {
                OrderReport told = inner.submit(order);
                return new OrderReport(
                        told.orderId(),
                        told.status(),
                        told.fills().stream().map(lie.apply(order)).toList(),
                        told.note());
            }

            @Override
            public OrderReport status(String orderId) {
                return inner.status(statusOf.apply(orderId));
            }

            @Override
            public OrderReport cancel(String orderId) {
                return status(orderId);
            }

            @Override
            public AccountState account() {
                return inner.account();
            }
        };
    }

    private static Fill with(Fill fill, String asset, BigDecimal quantity, double price) {
        return new Fill(fill.orderId(), asset, quantity, price, fill.fee(), fill.at());
    }

    private void isNotBelieved(UnaryOperator<Fill> lie, String says) {
        // what the venue says when it is asked is the truth, but it is asked for the order it lied about only
        ExecutionVenue venue = lying(order -> lie, id -> id + "?");
        TradingCycle cycle = world.builder().execution(venue).build();
        CycleReport report = cycle.runOnce();
        assertThat(report.orderReports()).hasSize(1);
        assertThat(report.orderReports().get(0).status()).isEqualTo(OrderStatus.UNKNOWN);
        assertThat(report.phase(Phase.EXECUTION).reason()).contains(says);
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A");
        assertThat(cycle.state().nextCycle()).isEqualTo(2);
        assertThat(inner.submissions).hasSize(1);
    }

    @Test
    void aFillOfAnAssetThatWasNotOrderedIsNotBelieved() {
        isNotBelieved(fill -> with(fill, "GOLD", fill.quantity(), fill.price()), "of GOLD");
    }

    @Test
    void moreFilledThanOrderedIsNotBelieved() {
        isNotBelieved(
                fill -> with(fill, fill.asset(), fill.quantity().multiply(BigDecimal.TEN), fill.price()),
                "more than the order");
    }

    @Test
    void aFillInTheWrongDirectionIsNotBelieved() {
        isNotBelieved(fill -> with(fill, fill.asset(), fill.quantity().negate(), fill.price()), "wrong direction");
    }

    @Test
    void aPriceThatEatsTheWholeAccountLeavesTheStateInOrder() {
        ExecutionVenue venue =
                lying(order -> fill -> with(fill, fill.asset(), fill.quantity(), 1e300), UnaryOperator.identity());
        TradingCycle cycle = world.builder().execution(venue).build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.weightsAfter().values()).allMatch(Double::isFinite);
        assertThat(cycle.state().nextCycle()).isEqualTo(2);
    }

    @Test
    void anAnswerAboutAnotherOrderDoesNotSettleOneInDoubt() {
        List<String> lies = new ArrayList<>();
        ExecutionVenue venue = lying(
                order -> fill -> {
                    throw new IllegalStateException("connection lost");
                },
                id -> lies.isEmpty() ? id + "?" : "another");
        TradingCycle cycle = world.builder().execution(venue).build();
        cycle.runOnce();
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A");
        lies.add("from now on");
        world.clock.set(World.publication(world.today() + 1));
        CycleReport next = cycle.runOnce();
        assertThat(next.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(next.reason()).contains("answered for another instead of test-000001:A");
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A");
    }

    @Test
    void anOrderStillOnItsWayStaysInDoubtThoughTheVenueHasNotSeenIt() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        ExecutionVenue slow = new ExecutionVenue() {
            @Override
            public OrderReport submit(Order order) {
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                return inner.submit(order);
            }

            @Override
            public OrderReport status(String orderId) {
                return inner.status(orderId);
            }

            @Override
            public OrderReport cancel(String orderId) {
                return inner.cancel(orderId);
            }

            @Override
            public AccountState account() {
                return inner.account();
            }
        };
        ExecutorService threads = Executors.newCachedThreadPool();
        TradingCycle cycle = world.builder()
                .execution(slow)
                .executor(threads)
                .config(CycleConfig.normal().toBuilder()
                        .mode(CycleMode.AUTOMATED)
                        .phaseDeadline(Duration.ofMillis(60))
                        .build())
                .build();
        cycle.runOnce();
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A");
        CycleReport next = cycle.runOnce();
        assertThat(next.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(next.reason()).contains("order of test-000001 is still on its way");
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:A");
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(inner.submissions).hasSize(1);
    }

    @Test
    void anExceptionWithoutNameAndMessageIsAFailureToo() {
        CycleReport report = world.builder()
                .marketData(asOf -> {
                    throw new IllegalStateException() {
                        private static final long serialVersionUID = 1L;
                    };
                })
                .build()
                .runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.phase(Phase.DATA).status()).isEqualTo(PhaseStatus.FAILED);
        assertThat(report.reason()).contains("HostileComponentsTest");
    }

    @Test
    void weightsBeyondAllNumbersAreTheAllocatorsFailureAndDoNotHaltTheCycle() {
        world.wanted = new double[] {Double.MAX_VALUE, 0, 0, 0, 0};
        TradingCycle cycle = world.builder().build();
        CycleReport report = cycle.runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(report.phase(Phase.OPTIMIZATION).status()).isEqualTo(PhaseStatus.FALLBACK);
        assertThat(cycle.status().component(ComponentName.OPTIMIZER).health()).isEqualTo(ComponentHealth.DOWN);
        assertThat(inner.submissions).isEmpty();
    }

    @Test
    void anExclusionWithoutFindingsIsAnnouncedAllTheSame() {
        CycleReport report = world.builder()
                .marketData(asOf -> {
                    world.spoil("A", world.today());
                    MarketData.Tradable data = (MarketData.Tradable) world.marketData(asOf);
                    ValidationReport bare = new ValidationReport(
                            data.report().asOf(),
                            data.report().universe(),
                            List.of(),
                            data.report().accepted(),
                            List.of());
                    return new MarketData.Tradable(data.history(), data.snapshot(), bare);
                })
                .build()
                .runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.phase(Phase.DATA).reason()).contains("A is excluded");
    }

    @Test
    void manualModeDoesNotExecuteWhatAnotherModeProposed() {
        TradingCycle semi =
                world.builder().mode(CycleMode.SEMI_AUTOMATED).execution(inner).build();
        Proposal proposal = semi.runOnce().proposal().orElseThrow();
        TradingCycle manual = world.builder()
                .mode(CycleMode.MANUAL)
                .execution(inner)
                .startingFrom(semi.state())
                .build();
        assertThatIllegalStateException()
                .isThrownBy(() -> manual.approve(proposal.token()))
                .withMessageContaining("mode MANUAL never executes");
        assertThat(inner.submissions).isEmpty();
    }

    @Test
    void whatAVenueSaysCannotForgeALineOfTheRecord() {
        ExecutionVenue venue = lying(order -> fill -> fill, UnaryOperator.identity());
        CycleReport report = world.builder()
                .execution(new ExecutionVenue() {
                    @Override
                    public OrderReport submit(Order order) {
                        return OrderReport.of(order.id(), OrderStatus.REJECTED, "no\nverdict approved\rby \u2028me");
                    }

                    @Override
                    public OrderReport status(String orderId) {
                        return venue.status(orderId);
                    }

                    @Override
                    public OrderReport cancel(String orderId) {
                        return venue.cancel(orderId);
                    }

                    @Override
                    public AccountState account() {
                        return venue.account();
                    }
                })
                .build()
                .runOnce();
        assertThat(report.toText().lines().filter("verdict approved"::equals)).hasSize(1);
        assertThat(report.toText()).doesNotContain("\r").doesNotContain("\u2028");
        assertThat(report.explain()).contains("no verdict approved by  me").doesNotContain("\r");
    }

    @Test
    void workThatWasGivenUpBeforeItBeganNeverBegins() {
        Deque<Runnable> queue = new ArrayDeque<>();
        PhaseRunner runner = new PhaseRunner(System::nanoTime, queue::add);
        List<String> begun = new ArrayList<>();
        PhaseRunner.Answer<Boolean> answer =
                runner.run("tracker", "c-1", Duration.ofMillis(5), () -> begun.add("observed"));
        assertThat(answer.timing()).isEqualTo(PhaseResult.Timing.TIMED_OUT);
        assertThat(runner.run("tracker", "c-2", Duration.ofMillis(5), () -> true)
                        .failure())
                .isEqualTo("still busy with cycle c-1");
        queue.remove().run();
        assertThat(begun).isEmpty();
        assertThat(queue).isEmpty();
    }
}
