package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private final World world = new World();
    private final InstantVenue inner = new InstantVenue(world);
    private boolean acceptsThenFails;
    private boolean silent;

    private final ExecutionVenue venue = new ExecutionVenue() {
        @Override
        public OrderReport submit(Order order) {
            if (silent && order.asset().equals("B")) {
                inner.submissions.merge(order.id(), 1, Integer::sum);
                throw new IllegalStateException("connection lost");
            }
            OrderReport report = inner.submit(order);
            if (acceptsThenFails && order.asset().equals("B")) {
                throw new IllegalStateException("connection lost");
            }
            return report;
        }

        @Override
        public OrderReport status(String orderId) {
            if (silent && orderId.endsWith(":B")) {
                throw new IllegalStateException("still lost");
            }
            return inner.status(orderId);
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

    @Test
    void anOrderWhoseSubmissionFailedIsAskedAboutAndNotSentAgain() {
        acceptsThenFails = true;
        CycleReport report = world.builder().execution(venue).build().runOnce();
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(report.orderReports()).hasSize(4).allMatch(sent -> sent.status() == OrderStatus.FILLED);
        assertThat(report.orderReports().get(1).note())
                .isEqualTo("submitting failed (IllegalStateException: connection lost), the venue says FILLED");
        assertThat(inner.submissions.values()).allMatch(times -> times == 1);
    }

    @Test
    void anOrderInDoubtStopsTradingUntilTheVenueTells() {
        silent = true;
        TradingCycle cycle = world.builder().execution(venue).build();
        CycleReport report = cycle.runOnce();
        assertThat(report.orderReports())
                .extracting(OrderReport::status)
                .containsExactly(OrderStatus.FILLED, OrderStatus.UNKNOWN);
        assertThat(report.phase(Phase.EXECUTION).reason()).endsWith("2 held back");
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:B");
        world.clock.set(World.publication(world.today() + 1));
        CycleReport next = cycle.runOnce();
        assertThat(next.outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(next.phase(Phase.ACCOUNT).status()).isEqualTo(PhaseStatus.FAILED);
        assertThat(cycle.state().openOrders()).containsExactly("test-000001:B");
        assertThat(inner.submissions).containsEntry("test-000001:B", 1).doesNotContainKey("test-000002:B");
        silent = false;
        world.clock.set(World.publication(world.today() + 1));
        CycleReport after = cycle.runOnce();
        assertThat(after.settled())
                .singleElement()
                .satisfies(settled -> assertThat(settled.status()).isEqualTo(OrderStatus.NEVER_SEEN));
        assertThat(after.outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void aVenueThatStillCannotTellBlocksTheCycle() {
        ExecutionVenue vague = new ExecutionVenue() {
            @Override
            public OrderReport submit(Order order) {
                return OrderReport.of(order.id(), OrderStatus.UNKNOWN, "in flight");
            }

            @Override
            public OrderReport status(String orderId) {
                return OrderReport.of(orderId, OrderStatus.UNKNOWN, "in flight");
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
        TradingCycle cycle = world.builder().execution(vague).build();
        assertThat(cycle.runOnce().orderReports()).hasSize(1);
        for (int k = 0; k < 3; k++) {
            world.clock.set(World.publication(world.today() + 1));
            CycleReport report = cycle.runOnce();
            assertThat(report.outcome()).isEqualTo(CycleOutcome.BLOCKED);
            assertThat(report.reason()).contains("not known what became of [test-000001:A]");
        }
        assertThat(world.noticeTypes()).containsOnlyOnce("cycle.order.unknown");
    }

    @Test
    void aVenueThatAnswersForAnotherOrderIsNotBelieved() {
        Execution execution = new Execution(
                new ExecutionVenue() {
                    @Override
                    public OrderReport submit(Order order) {
                        return OrderReport.of("another", OrderStatus.FILLED, "");
                    }

                    @Override
                    public OrderReport status(String orderId) {
                        return OrderReport.of(orderId, OrderStatus.REJECTED, "no such asset");
                    }

                    @Override
                    public OrderReport cancel(String orderId) {
                        return status(orderId);
                    }

                    @Override
                    public AccountState account() {
                        return inner.account();
                    }
                },
                () -> "");
        CycleReport report = world.builder().mode(CycleMode.MANUAL).build().runOnce();
        Execution.Result result = execution.send(report.orders().subList(0, 1));
        assertThat(result.reports().get(0).status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(result.reports().get(0).note()).contains("answered for another instead of");
    }

    @Test
    void afterTheFenceNothingIsSent() {
        CycleReport report = world.builder().mode(CycleMode.MANUAL).build().runOnce();
        Execution execution = new Execution(inner, () -> "");
        assertThat(execution.fence().reports()).isEmpty();
        assertThat(execution.send(report.orders()).reports()).isEmpty();
        assertThat(inner.submissions).isEmpty();
    }

    @Test
    void stoppingHoldsBackWhatIsNotYetSent() {
        List<TradingCycle> self = new ArrayList<>();
        ExecutionVenue stopper = new ExecutionVenue() {
            @Override
            public OrderReport submit(Order order) {
                Thread.currentThread().interrupt(); // so that stop() does not wait for the cycle it is called from
                self.get(0).stop();
                Thread.interrupted();
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
        TradingCycle cycle = world.builder().execution(stopper).build();
        self.add(cycle);
        CycleReport report = cycle.runOnce();
        assertThat(report.orderReports()).hasSize(1);
        assertThat(report.phase(Phase.EXECUTION).reason())
                .isEqualTo("1 of 4 orders sent; the cycle is being stopped; 3 held back");
        assertThat(report.outcome()).isEqualTo(CycleOutcome.TRADED);
        assertThat(cycle.status().lifecycle()).isEqualTo(LifecycleState.STOPPED);
    }
}
