package io.trimtab.risk.limit;

import static io.trimtab.risk.limit.PreTradeRiskGateTest.at;
import static io.trimtab.risk.limit.PreTradeRiskGateTest.order;
import static io.trimtab.risk.limit.PreTradeRiskGateTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The estimator of the cycle's gate goes wrong in every way, and so do the questions that it is asked. */
class CycleGateFaultsTest {
    private static final double[] UNITS = {50, 50, 0};

    private enum Fault {
        NONE,
        EXCEPTION,
        ASSERTION,
        STACK_OVERFLOW,
        /** A covariance whose volatility is no number. */
        OVERFLOW,
        OTHER_UNIVERSE,
        NOTHING,
        /** The gate is used in the midst of its own call. */
        REENTRANT
    }

    private static final CovarianceEstimator HEALTHY = LedoitWolf.constantCorrelation();

    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final List<PreTradeRiskGate> made = new ArrayList<>();

    private PreTradeRiskGate gate() {
        LimitBook book = LimitBook.builder()
                .position(0.2)
                .volatility(PeriodsPerYear.DAILY, 0.5)
                .hard(Limit.correlation(0.99))
                .build();
        PreTradeRiskGate gate =
                PreTradeRiskGateTest.gate(book).covariance(this::estimate).build();
        made.add(gate);
        return gate;
    }

    @SuppressWarnings("NullAway") // a null where none is allowed is one of the faults
    private CovarianceMatrix estimate(ReturnPanel returns) {
        switch (fault.get()) {
            case EXCEPTION -> throw new IllegalStateException("the estimator is broken");
            case ASSERTION -> throw new AssertionError("the estimator is wrong");
            case STACK_OVERFLOW -> throw new StackOverflowError();
            case OTHER_UNIVERSE -> {
                return HEALTHY.estimate(
                        returns.select(Universe.of(returns.universe().id(0))));
            }
            case OVERFLOW -> {
                int n = returns.universe().size();
                double[][] huge = new double[n][n];
                for (int i = 0; i < n; i++) {
                    huge[i][i] = Double.MAX_VALUE;
                    for (int j = 0; j < i; j++) {
                        huge[i][j] = Double.MAX_VALUE / 2;
                        huge[j][i] = Double.MAX_VALUE / 2;
                    }
                }
                return CovarianceMatrix.of(returns.universe(), huge);
            }
            case NOTHING -> {
                return null;
            }
            case REENTRANT -> made.get(made.size() - 1).ask(PreTradeGate::state);
            default -> {
                // as it should be
            }
        }
        return HEALTHY.estimate(returns);
    }

    private static GateRequest closing(int day) {
        return request(day, UNITS, order(day, "A", OrderSide.SELL, "10", 50));
    }

    private static GateRequest closingAndBuying(int day) {
        return request(
                day,
                UNITS,
                order(day, "B", OrderSide.BUY, "10", 50),
                order(day, "A", OrderSide.SELL, "10", 50),
                order(day, "C", OrderSide.SELL, "5", 0));
    }

    @Test
    void anEstimatorThatFailsDeniesAllButClosuresWithAReasonAndChangesNothingElse() {
        for (Fault each : Fault.values()) {
            fault.set(Fault.NONE);
            PreTradeRiskGate twin = gate();
            twin.check(closing(1));
            twin.check(closing(2));
            PreTradeRiskGate gate = gate();
            gate.check(closing(1));
            fault.set(each);
            GateVerdict verdict = gate.check(closingAndBuying(2));
            fault.set(Fault.NONE);
            if (each == Fault.NONE) {
                assertThat(verdict).isInstanceOf(GateVerdict.Approved.class);
                continue;
            }
            assertThat(verdict).as("%s", each).isInstanceOfSatisfying(GateVerdict.Partly.class, partly -> {
                assertThat(partly.cleared()).as("%s", each).containsExactly("o-2-A");
                assertThat(partly.breaches())
                        .as("%s", each)
                        .extracting(LimitBreach::name)
                        .containsOnly("volatility", "correlation");
                for (LimitBreach breach : partly.breaches()) {
                    assertThat(breach.measured()).as("%s", each).isNaN();
                    assertThat(breach.smallestCure()).as("%s", each).isNotBlank();
                }
                // of what is held the volatility of one period is a number as long as its square need not be
                if (each != Fault.OVERFLOW) {
                    assertThat(partly.standing().exceeded())
                            .as("%s", each)
                            .extracting(LimitBreach::name)
                            .contains("volatility");
                }
            });
            assertThat(verdict.standing().trading().mode()).isEqualTo(TradingState.Mode.ACTIVE);
            // nothing is left of what was denied: all is as if it had never been asked for
            assertThat(gate.snapshot()).as("%s", each).isEqualTo(twin.snapshot());
            assertThat(gate.ask(PreTradeGate::ledger).entries()).isEmpty();
            assertThat(gate.check(closingAndBuying(3))).as("%s", each).isInstanceOf(GateVerdict.Approved.class);
        }
    }

    @Test
    void aLimitThatIsTrippedStaysTrippedWhileItsEstimatorFails() {
        LimitBook book =
                LimitBook.builder().volatility(PeriodsPerYear.DAILY, 0.001).build();
        PreTradeRiskGate gate = PreTradeRiskGateTest.gate(book)
                .covariance(this::estimate)
                .reducingWhileBreached()
                .build();
        made.add(gate);
        gate.check(closing(1));
        List<LedgerEntry> before = gate.ask(PreTradeGate::ledger).entries();
        TradingState state = gate.ask(PreTradeGate::state);
        assertThat(state.mode()).isEqualTo(TradingState.Mode.REDUCING);
        int day = 2;
        for (Fault each : Fault.values()) {
            fault.set(each);
            GateVerdict verdict = gate.check(closingAndBuying(day));
            List<String> cleared = ((GateVerdict.Partly) verdict).cleared();
            // a short of C relieves what is exceeded, as far as that can be measured
            String taken = "o-" + day + "-A";
            assertThat(cleared)
                    .as("%s", each)
                    .isEqualTo(each == Fault.NONE ? List.of(taken, "o-" + day + "-C") : List.of(taken));
            fault.set(Fault.NONE);
            assertThat(gate.ask(PreTradeGate::ledger).entries()).as("%s", each).isEqualTo(before);
            assertThat(gate.ask(PreTradeGate::state)).as("%s", each).isEqualTo(state);
            assertThat(gate.ask(PreTradeGate::tripped)).as("%s", each).hasSize(1);
            day++;
        }
    }

    @Test
    void aQuestionThatFailsChangesNothingAndTheGateGoesOn() {
        PreTradeRiskGate gate = gate();
        gate.check(closing(1));
        RiskGateSnapshot before = gate.snapshot();
        List<Function<PreTradeGate, Object>> questions = List.of(
                inner -> {
                    throw new IllegalArgumentException("the question is broken");
                },
                inner -> {
                    throw new AssertionError("the question is wrong");
                },
                inner -> {
                    throw new StackOverflowError();
                },
                CycleGateFaultsTest::nothing,
                inner -> gate.check(closing(2)),
                inner -> gate.ask(PreTradeGate::state),
                // refused by the inner gate before it changes anything
                inner -> inner.submit(GateOrder.of("o-9", "Z", 1)),
                inner -> {
                    inner.override(new LimitOverride("no such limit", "portfolio", "ann", at(9)));
                    return inner;
                });
        for (Function<PreTradeGate, Object> question : questions) {
            assertThatThrownBy(() -> gate.ask(question)).isInstanceOf(Throwable.class);
            assertThat(gate.snapshot()).isEqualTo(before);
            assertThat(gate.ask(PreTradeGate::pending)).hasSize(1);
        }
        assertThatThrownBy(() -> gate.ask(CycleGateFaultsTest::nothing))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("the answer to a question to the gate");
        assertThatThrownBy(() -> gate.ask(inner -> gate.check(closing(2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the gate is at work");
        assertThat(gate.check(closingAndBuying(2))).isInstanceOf(GateVerdict.Approved.class);
    }

    @SuppressWarnings("NullAway") // the fault
    private static Object nothing(PreTradeGate inner) {
        return null;
    }

    /** What a person has told the gate stands, whatever else goes wrong in the same breath. */
    @Test
    void aHaltStandsThoughTheQuestionFailsAfterIt() {
        PreTradeRiskGate gate = gate();
        gate.check(closing(1));
        assertThatThrownBy(() -> gate.ask(inner -> {
                    inner.halt("by hand");
                    throw new IllegalStateException("the line is dead");
                }))
                .hasMessage("the line is dead");
        assertThat(gate.check(closingAndBuying(2)))
                .isInstanceOfSatisfying(
                        GateVerdict.Partly.class,
                        partly -> assertThat(partly.cleared()).containsExactly("o-2-A"));
    }

    @Test
    void aGateThatIsKeptFromAQuestionChangesNothingLater() {
        PreTradeRiskGate gate = gate();
        gate.check(closing(1));
        PreTradeGate kept = gate.ask(inner -> inner);
        gate.check(closing(2));
        RiskGateSnapshot before = gate.snapshot();
        kept.hold("A", 1_000);
        kept.resume("ann");
        assertThat(gate.snapshot()).isEqualTo(before);
    }
}
