package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.testkit.Panels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LimitBookTest {
    private static final Universe TRIPLE = Universe.of("SAP", "ASML", "NOVN");
    private static final Confidence C90 = Confidence.of(0.90);
    private static final CovarianceMatrix COVARIANCE =
            CovarianceMatrix.of(TRIPLE, new double[][] {{0.04, 0, 0}, {0, 0.09, 0}, {0, 0, 0.16}});
    /** Twenty days: SAP loses 1%, 2%, ..., 20%; the others never move. */
    private static final ReturnPanel SCENARIOS = scenarios();

    private static ReturnPanel scenarios() {
        double[] sap = new double[20];
        for (int t = 0; t < 20; t++) {
            sap[t] = -(t + 1) / 100.0;
        }
        return Panels.of(TRIPLE, sap, new double[20], new double[20]);
    }

    private static PortfolioView held(double... weights) {
        return PortfolioView.of(Weights.of(TRIPLE, weights))
                .withScenarios(SCENARIOS)
                .withRiskModel(COVARIANCE)
                .withDrawdown(0.05)
                .withDayLoss(0.01);
    }

    private static Verdict.Denied denied(LimitBook book, PortfolioView view, double... proposed) {
        Verdict verdict = book.check(view, Weights.of(TRIPLE, proposed));
        assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        return (Verdict.Denied) verdict;
    }

    private static Verdict.Approved approved(LimitBook book, PortfolioView view, double... proposed) {
        Verdict verdict = book.check(view, Weights.of(TRIPLE, proposed));
        assertThat(verdict).isInstanceOf(Verdict.Approved.class);
        return (Verdict.Approved) verdict;
    }

    private static LimitBook only(Limit limit) {
        return LimitBook.builder().hard(limit).build();
    }

    @Test
    void positionLimitNamesTheAssetAndTheCut() {
        Verdict.Denied verdict = denied(only(Limit.position(0.10)), held(0.084, 0.05, 0), 0.114, 0.05, 0);
        assertThat(verdict.reasons()).containsExactly("position SAP 11.4% > 10%");
        assertThat(verdict.smallestCut().weights().of("SAP")).isCloseTo(0.10, within(1e-12));
        assertThat(verdict.smallestCut()).hasToString("buy 1.6% of equity in SAP instead of 3%");
        assertThat(verdict.breaches().get(0).drivers())
                .extracting(Contribution::name)
                .containsExactly("SAP");
        approved(only(Limit.position(0.10)), held(0, 0, 0), 0.1, -0.1, 0.05);
    }

    @Test
    void everyAssetThatBreaksThePositionLimitIsNamed() {
        Verdict.Denied verdict = denied(only(Limit.position(0.10)), held(0, 0, 0), 0.2, -0.3, 0.05);
        assertThat(verdict.reasons()).containsExactly("position SAP 20% > 10%", "position ASML 30% > 10%");
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(verdict.smallestCut()).hasToString("cut all 3 legs by 66.7%");
    }

    @Test
    void positionLimitOfOneAssetIsItsOwn() {
        LimitBook book = LimitBook.builder().position("NOVN", 0).build();
        approved(book, held(0, 0, 0), 0.9, 0.1, 0);
        assertThat(denied(book, held(0, 0, 0), 0.9, 0, 0.1).reasons()).containsExactly("position NOVN 10% > 0%");
        assertThat(denied(book, held(0, 0, 0), 0.9, 0, 0.1).usages().get(0).usage())
                .isInfinite();
        approved(only(Limit.position("OTHER", 0.1)), held(0, 0, 0), 0.9, 0, 0.1);
    }

    @Test
    void groupLimitSumsItsMembers() {
        LimitBook book =
                LimitBook.builder().group("tech", List.of("SAP", "ASML"), 0.30).build();
        Verdict.Denied verdict = denied(book, held(0, 0, 0), 0.24, -0.10, 0.5);
        assertThat(verdict.reasons()).containsExactly("group tech 34% > 30%");
        assertThat(verdict.breaches().get(0).drivers())
                .extracting(Contribution::name)
                .containsExactly("SAP", "ASML");
        approved(book, held(0, 0, 0), 0.2, -0.1, 0.9);
    }

    @Test
    void grossAndNetExposure() {
        LimitBook gross = LimitBook.builder().grossExposure(1.0).build();
        assertThat(denied(gross, held(0, 0, 0), 0.8, -0.4, 0).reasons()).containsExactly("gross exposure 120% > 100%");
        LimitBook net = LimitBook.builder().netExposure(0.2).build();
        approved(net, held(0, 0, 0), 0.8, -0.7, 0);
        assertThat(denied(net, held(0, 0, 0), -0.8, 0.4, 0).reasons()).containsExactly("net exposure 40% > 20%");
    }

    @Test
    void concentrationTurnoverAndAccountState() {
        assertThat(denied(LimitBook.builder().concentration(0.25).build(), held(0, 0, 0), 0.5, 0.2, 0)
                        .reasons())
                .containsExactly("concentration 0.29 > 0.25");
        LimitBook turnover = LimitBook.builder().turnover(0.2).build();
        Verdict.Denied tooMuch = denied(turnover, held(0.3, 0, 0), 0.1, 0.2, 0);
        assertThat(tooMuch.reasons()).containsExactly("turnover 40% > 20%");
        assertThat(tooMuch.smallestCut().fractionKept()).isCloseTo(0.5, within(1e-12));
        assertThat(denied(LimitBook.builder().drawdown(0.04).build(), held(0, 0, 0), 0.1, 0, 0)
                        .reasons())
                .containsExactly("drawdown 5% > 4%");
        assertThat(denied(LimitBook.builder().dailyLoss(0.005).build(), held(0, 0, 0), 0.1, 0, 0)
                        .reasons())
                .containsExactly("daily loss 1% > 0.5%");
    }

    @Test
    void volatilityIsAnnualised() {
        LimitBook book =
                LimitBook.builder().volatility(PeriodsPerYear.of(4), 0.25).build();
        Verdict.Denied verdict = denied(book, held(0, 0, 0), 1, 0, 0);
        assertThat(verdict.reasons()).containsExactly("volatility 40% > 25%");
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(0.625, within(1e-9));
        assertThat(verdict.breaches().get(0).drivers().get(0).name()).isEqualTo("SAP");
    }

    @Test
    void valueAtRiskAndShortfallAreMeasuredOnTheScenarios() {
        // alpha T = 2: value at risk is the third worst, 18%; the shortfall is the mean of 20% and 19%
        LimitBook var = LimitBook.builder().valueAtRisk(C90, 0.09).build();
        Verdict.Denied verdict = denied(var, held(0, 0, 0), 1, 0, 0);
        assertThat(verdict.reasons()).containsExactly("value at risk 90% 18% > 9%");
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(0.5, within(1e-12));
        LimitBook shortfall = LimitBook.builder().expectedShortfall(C90, 0.09).build();
        Verdict.Denied other = denied(shortfall, held(0, 0, 0), 1, 0, 0);
        assertThat(other.reasons()).containsExactly("expected shortfall 90% 19.5% > 9%");
        assertThat(other.smallestCut().fractionKept()).isCloseTo(0.09 / 0.195, within(1e-9));
        assertThat(other.breaches().get(0).drivers())
                .extracting(Contribution::name)
                .containsExactly("SAP");
    }

    @Test
    void approvalTellsTheUsageOfEveryLimitAndWarnsFromEightyPercent() {
        LimitBook book = LimitBook.builder()
                .position(0.10)
                .grossExposure(1.5)
                .drawdown(0.06)
                .build();
        Verdict.Approved verdict = approved(book, held(0, 0, 0), 0.05, -0.07, 0);
        assertThat(verdict.usages())
                .extracting(LimitUsage::name)
                .containsExactly("position", "gross exposure", "drawdown");
        assertThat(verdict.usages().get(0).scope()).isEqualTo("ASML");
        assertThat(verdict.usages().get(0).usage()).isCloseTo(0.7, within(1e-15));
        assertThat(verdict.warnings()).extracting(LimitUsage::name).containsExactly("drawdown");
        LimitBook strict = LimitBook.builder().position(0.10).warnAt(0.5).build();
        assertThat(approved(strict, held(0, 0, 0), 0.05, -0.07, 0).warnings()).hasSize(1);
    }

    @Test
    void softLimitsWarnAndDoNotDeny() {
        LimitBook book = LimitBook.builder()
                .hard(Limit.position(0.2))
                .soft(Limit.position(0.1))
                .build();
        Verdict.Approved verdict = approved(book, held(0, 0, 0), 0.15, 0, 0);
        assertThat(verdict.softBreaches()).hasSize(1);
        assertThat(verdict.softBreaches().get(0).kind()).isEqualTo(LimitKind.SOFT);
        assertThat(verdict.warnings()).hasSize(1);
        assertThat(book.hardLimits()).hasSize(1);
        assertThat(book.softLimits()).hasSize(1);
        assertThat(book).hasToString("LimitBook[hard [position <= 20%], soft [position <= 10%]]");
    }

    @Test
    void weightsOnTheirCapAreWithinIt() {
        approved(only(Limit.position(0.1)), held(0, 0, 0), 0.1 + 1e-15, 0.3 - 0.2, 0);
        denied(only(Limit.position(0.1)), held(0, 0, 0), 0.1 + 1e-8, 0, 0);
    }

    @Test
    void aBreachTooSmallForThreeDigitsIsStillReadable() {
        assertThat(denied(only(Limit.position(0.1)), held(0, 0, 0), 0.1 + 1e-6, 0, 0)
                        .reasons())
                .containsExactly("position SAP 10.0001% > 10%");
    }

    @Test
    void reducingOrdersPassThroughABreachedLimit() {
        LimitBook book = LimitBook.builder().position(0.10).grossExposure(0.5).build();
        // held 60% after the market moved: selling some of it is good although the rest still breaks both limits
        Verdict.Approved verdict = approved(book, held(0.6, 0, 0), 0.55, 0, 0);
        assertThat(verdict.warnings()).hasSize(2);
        // more of it is not
        assertThat(denied(book, held(0.6, 0, 0), 0.61, 0, 0).breaches()).hasSize(2);
        assertThat(denied(book, held(0.6, 0, 0), 0.61, 0, 0).smallestCut().text())
                .isEqualTo("no part of the order can pass");
        // nor is turning it into a short that breaks the limit less
        Verdict.Denied crossed = denied(book, held(0.6, 0, 0), -0.55, 0, 0);
        assertThat(crossed.smallestCut().weights().of("SAP")).isCloseTo(-0.10, within(1e-9));
        // a swap that raises another position into a breach
        assertThat(denied(book, held(0.6, 0, 0), 0.3, 0.2, 0).reasons()).containsExactly("position ASML 20% > 10%");
    }

    @Test
    void accountStateAndTurnoverLetPassWhatOnlyReduces() {
        LimitBook book = LimitBook.builder()
                .drawdown(0.01)
                .dailyLoss(0.001)
                .turnover(0.1)
                .build();
        approved(book, held(0.5, -0.5, 0), 0, 0, 0);
        approved(book, held(0.5, -0.5, 0), 0.5, -0.5, 0);
        denied(book, held(0.5, -0.5, 0), 0, 0.01, 0);
        denied(book, held(0.5, -0.5, 0), 0.5, -0.51, 0);
        denied(book, held(0.5, -0.5, 0), 0.2, 0.2, 0);
    }

    @Test
    void anythingThatCannotBeMeasuredDeniesAllButPureClosures() {
        List<Limit> hostile = List.of(
                Limit.of(
                        "throws",
                        (view, w) -> {
                            throw new IllegalStateException("feed is down");
                        },
                        1),
                Limit.of(
                        "silent",
                        (view, w) -> {
                            throw new UnsupportedOperationException();
                        },
                        1),
                Limit.of("not a number", (view, w) -> Double.NaN, 1),
                Limit.of("infinite", (view, w) -> Double.NEGATIVE_INFINITY, 1),
                Limit.of("only now", (view, w) -> w.get(0) > 0.1 ? 0 : Double.NaN, 1));
        for (Limit limit : hostile) {
            for (LimitKind kind : LimitKind.values()) {
                LimitBook.Builder builder = LimitBook.builder().grossExposure(2);
                LimitBook book = (kind == LimitKind.HARD ? builder.hard(limit) : builder.soft(limit)).build();
                PortfolioView view = held(0.1, -0.1, 0);
                Verdict.Denied verdict = denied(book, view, 0.2, -0.1, 0);
                assertThat(verdict.failures()).hasSize(1);
                assertThat(verdict.failures().get(0).kind()).isEqualTo(kind);
                assertThat(verdict.breaches()).isEmpty();
                assertThat(verdict.usages()).hasSize(1);
                assertThat(verdict.smallestCut().fractionKept()).isZero();
                approved(book, view, 0.05, -0.1, 0);
                approved(book, view, 0, 0, 0);
                // closes one leg and opens another; crosses zero; grows a short
                denied(book, view, 0, -0.1, 0.01);
                denied(book, view, -0.01, 0, 0);
                denied(book, view, 0.1, -0.11, 0);
            }
        }
        assertThat(denied(only(hostile.get(0)), held(0, 0, 0), 0.1, 0, 0).reasons())
                .containsExactly("throws cannot be measured: feed is down");
        assertThat(denied(only(hostile.get(1)), held(0, 0, 0), 0.1, 0, 0).reasons())
                .containsExactly("silent cannot be measured: UnsupportedOperationException");
        assertThat(denied(only(hostile.get(2)), held(0, 0, 0), 0.1, 0, 0).reasons())
                .containsExactly("not a number cannot be measured: it is NaN for portfolio");
    }

    @Test
    void aMeasureThatFailsOnlyWhileTheCutIsSoughtStillDenies() {
        int[] calls = new int[1];
        Limit flaky = Limit.of(
                "flaky",
                (view, w) -> {
                    if (++calls[0] > 2) {
                        throw new IllegalStateException("no more");
                    }
                    return w.gross();
                },
                0.1);
        assertThat(denied(only(flaky), held(0, 0, 0), 0.2, 0, 0).smallestCut().fractionKept())
                .isZero();
    }

    @Test
    void whatTheViewLacksDeniesWithTheRemedyNamed() {
        PortfolioView bare = PortfolioView.of(Weights.none(TRIPLE));
        Map<Limit, String> remedies = Map.of(
                Limit.valueAtRisk(C90, 1), "withScenarios",
                Limit.expectedShortfall(C90, 1), "withScenarios",
                Limit.volatility(PeriodsPerYear.DAILY, 1), "withRiskModel",
                Limit.drawdown(1), "withDrawdown",
                Limit.dailyLoss(1), "withDayLoss");
        remedies.forEach((limit, remedy) -> assertThat(
                        denied(only(limit), bare, 0.1, 0, 0).reasons().get(0))
                .contains(remedy));
    }

    @Test
    void positionsWithoutAPriceCount() {
        PortfolioView view = held(0.1, 0, 0).withHeldOutside(new TreeMap<>(Map.of("RUB", 0.3)));
        assertThat(denied(only(Limit.grossExposure(0.35)), view, 0.2, 0, 0).reasons())
                .containsExactly("gross exposure 50% > 35%");
        LimitBook position = only(Limit.position(0.25));
        assertThat(position.check(view))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class, d -> assertThat(d.reasons()).containsExactly("position RUB 30% > 25%"));
        // the order does not touch it
        approved(position, view, 0.2, 0, 0);
        LimitBook named = only(Limit.position("RUB", 0.1));
        assertThat(named.check(view)).isInstanceOf(Verdict.Denied.class);
        assertThat(named.check(view.withHeldOutside(new TreeMap<>(Map.of("RUB", 0.05)))))
                .isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void tailRiskWithPositionsWithoutAPriceNeedsAnAssumption() {
        PortfolioView view = held(0.1, 0, 0).withHeldOutside(new TreeMap<>(Map.of("RUB", -0.3)));
        LimitBook book = LimitBook.builder()
                .valueAtRisk(C90, 0.06)
                .volatility(PeriodsPerYear.YEARLY, 0.06)
                .build();
        assertThat(denied(book, view, 0.11, 0, 0).reasons())
                .allMatch(reason ->
                        reason.contains("[RUB], held without a valid price") && reason.contains("assumingOutside"));
        // 0.11 * 18% + 0.3 * 10% = 4.98%; 0.11 * 20% + 0.3 * 12% = 5.8%
        Verdict.Approved verdict = approved(book, view.assumingOutside(0.10, 0.12), 0.11, 0, 0);
        assertThat(verdict.usages().get(0).measured()).isCloseTo(0.0498, within(1e-15));
        assertThat(verdict.usages().get(1).measured()).isCloseTo(0.058, within(1e-15));
        assertThat(denied(book, view.assumingOutside(0.10, 0), 0.2, 0, 0)
                        .smallestCut()
                        .weights()
                        .of("SAP"))
                .isCloseTo(0.03 / 0.18, within(1e-9));
    }

    @Test
    void whatIsHeldCanBeJudgedWithoutAnOrder() {
        LimitBook book = LimitBook.builder()
                .position(0.10)
                .soft(Limit.grossExposure(0.1))
                .build();
        assertThat(book.check(held(0.05, 0.05, 0))).isInstanceOf(Verdict.Approved.class);
        assertThat(book.check(held(0.2, 0, 0)))
                .isInstanceOfSatisfying(
                        Verdict.Denied.class,
                        d -> assertThat(d.smallestCut().text()).contains("reduce positions"));
        assertThat(only(Limit.drawdown(1)).check(PortfolioView.of(Weights.none(TRIPLE))))
                .isInstanceOf(Verdict.Denied.class);
    }

    @Test
    void badInputIsRefusedLoudly() {
        LimitBook book = only(Limit.position(0.1));
        assertThatThrownBy(() -> book.check(held(0, 0, 0), Weights.equal(Panels.universe(3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proposed belongs to another universe");
        assertThatThrownBy(() -> LimitBook.builder().build()).hasMessageContaining("at least one limit");
        assertThatThrownBy(() -> Limit.position(-0.1)).hasMessageContaining("bound of position must be at least 0");
        assertThatThrownBy(() -> Limit.position(Double.NaN)).hasMessageContaining("bound of position");
        assertThatThrownBy(() -> LimitBook.builder().warnAt(1.5)).hasMessageContaining("warning level");
        assertThatThrownBy(() -> Limit.group(" ", List.of(), 1)).hasMessageContaining("name must not be blank");
        assertThatThrownBy(() -> held(0, 0, 0).withDrawdown(-0.1)).hasMessageContaining("drawdown");
        assertThatThrownBy(() -> held(0, 0, 0).withDrawdown(Double.NaN)).hasMessageContaining("drawdown");
        assertThatThrownBy(() -> held(0, 0, 0).withDayLoss(Double.NaN)).hasMessageContaining("dayLoss");
        assertThatThrownBy(() -> held(0, 0, 0).after("XYZ", 0.1)).hasMessageContaining("XYZ");
        assertThatThrownBy(() -> held(0, 0, 0).after("SAP", Double.NaN)).hasMessageContaining("change of SAP");
        assertThatThrownBy(() -> held(0, 0, 0).withScenarios(Panels.of(Panels.random(5, 3, 1))))
                .hasMessageContaining("scenarios belongs to another universe");
        assertThatThrownBy(() -> held(0, 0, 0).withScenarios(ReturnPanel.of(TRIPLE, List.of(), new double[0])))
                .hasMessageContaining("number of scenarios");
        assertThatThrownBy(() -> held(0, 0, 0).withRiskModel(CovarianceMatrix.of(Panels.universe(1), 1)))
                .hasMessageContaining("riskModel belongs to another universe");
        assertThatThrownBy(() -> held(0, 0, 0).withHeldOutside(new TreeMap<>(Map.of("SAP", 0.1))))
                .hasMessageContaining("SAP is one");
        assertThatThrownBy(() -> held(0, 0, 0).withHeldOutside(new TreeMap<>(Map.of("X", Double.NaN))))
                .hasMessageContaining("held outside of X");
        assertThatThrownBy(() -> held(0, 0, 0).assumingOutside(-1, 0)).hasMessageContaining("tailLoss");
    }

    @Test
    void viewDescribesItself() {
        PortfolioView view = held(0.1, 0, 0);
        assertThat(view).asString().contains("20 scenarios");
        assertThat(view.after("SAP", 0.05).of("SAP")).isCloseTo(0.15, within(1e-16));
        assertThat(Limit.of("beta", (v, w) -> 0, 1.2)).hasToString("beta <= 1.2");
        assertThat(Limit.of("beta", (v, w) -> 0, 1.2).bound()).isEqualTo(1.2);
    }

    @Test
    void everyKindOfLimitCanBeBreachedAlone() {
        List<Limit> all = new ArrayList<>(List.of(
                Limit.position(0.1),
                Limit.position("SAP", 0.1),
                Limit.group("tech", List.of("SAP"), 0.1),
                Limit.grossExposure(0.1),
                Limit.netExposure(0.1),
                Limit.concentration(0.1),
                Limit.turnover(0.1),
                Limit.volatility(PeriodsPerYear.YEARLY, 0.01),
                Limit.valueAtRisk(C90, 0.01),
                Limit.expectedShortfall(C90, 0.01),
                Limit.drawdown(0.01),
                Limit.dailyLoss(0.001),
                Limit.of("custom", (view, w) -> w.gross(), 0.1)));
        for (Limit limit : all) {
            Verdict.Denied verdict = denied(only(limit), held(0, 0, 0), 0.5, 0, 0);
            assertThat(verdict.breaches()).as(limit.name()).hasSize(1);
            assertThat(verdict.breaches().get(0).limit()).isSameAs(limit);
            // the cut passes, and 1% more of the order does not
            Cut cut = verdict.smallestCut();
            assertThat(only(limit).check(held(0, 0, 0), cut.weights()))
                    .as(limit.name())
                    .isInstanceOf(Verdict.Approved.class);
            Weights more =
                    Trades.part(Weights.none(TRIPLE), Weights.of(TRIPLE, 0.5, 0, 0), cut.fractionKept() * 1.01 + 1e-6);
            assertThat(only(limit).check(held(0, 0, 0), more)).isInstanceOf(Verdict.Denied.class);
        }
    }

    @Test
    void anErrorThrownByAMeasureClosesTheBookToo() {
        List<Error> errors =
                List.of(new AssertionError("off by one"), new StackOverflowError(), new NoClassDefFoundError("Feed"));
        for (Error error : errors) {
            Limit limit = Limit.of(
                    "host",
                    (view, w) -> {
                        throw error;
                    },
                    1);
            assertThat(denied(only(limit), held(0.1, 0, 0), 0.2, 0, 0).failures())
                    .hasSize(1);
            Verdict.Approved closure = approved(only(limit), held(0.1, 0, 0), 0, 0, 0);
            // it passes, and nobody can think that all is well
            assertThat(closure.failures()).hasSize(1);
            assertThat(closure.usages()).isEmpty();
        }
        Limit mute = Limit.of(
                "mute",
                (view, w) -> {
                    throw new IllegalStateException() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        public String getMessage() {
                            throw new UnsupportedOperationException();
                        }
                    };
                },
                1);
        denied(only(mute), held(0, 0, 0), 0.1, 0, 0);
    }

    @Test
    void usageIsAboveOneOnlyWhenALimitIsExceededAndWarnsAtExactlyTheLevel() {
        Limit zero = Limit.position("SAP", 0);
        assertThat(approved(only(zero), held(0, 0, 0), 1e-13, 0, 0)
                        .usages()
                        .get(0)
                        .usage())
                .isEqualTo(1);
        assertThat(approved(only(Limit.position(0.1)), held(0, 0, 0), 0.1 + 1e-12, 0, 0)
                        .usages()
                        .get(0)
                        .usage())
                .isEqualTo(1);
        // 0.08 / 0.10 is 0.7999999999999999
        assertThat(approved(only(Limit.position(0.1)), held(0, 0, 0), 0.08, 0, 0)
                        .warnings())
                .hasSize(1);
        assertThat(approved(only(Limit.position(0.1)), held(0, 0, 0), 0.0799, 0, 0)
                        .warnings())
                .isEmpty();
    }

    @Test
    void limitsNameTheirConfidenceInFull() {
        assertThat(Limit.valueAtRisk(Confidence.of(0.9999), 0.1)).hasToString("value at risk 99.99% <= 10%");
        assertThat(Limit.expectedShortfall(Confidence.of(0.975), 0.1)).hasToString("expected shortfall 97.5% <= 10%");
    }

    @Test
    void groupsWithoutMembersAndNullsAreRefusedByName() {
        assertThatThrownBy(() -> Limit.group("tech", List.of(), 0.3))
                .hasMessage("number of members of tech must be at least 1, was 0");
        assertThatThrownBy(() -> Limit.group("tech", List.of(" "), 0.3))
                .hasMessageContaining("member of tech must not be blank");
        assertThatThrownBy(LimitBookTest::nullMember)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("member of tech");
        assertThatThrownBy(LimitBookTest::nullDrivers)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("drivers");
        assertThatThrownBy(LimitBookTest::nullUsages)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("usages");
        assertThatThrownBy(LimitBookTest::nullOutside)
                .isInstanceOf(NullPointerException.class)
                .hasMessage("heldOutside[RUB]");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullMember() {
        Limit.group("tech", Arrays.asList("SAP", null), 0.3);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullDrivers() {
        new Breach(Limit.position(1), "SAP", 1, LimitKind.HARD, null);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullUsages() {
        new Verdict.Approved(null, List.of(), List.of(), List.of());
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullOutside() {
        TreeMap<String, Double> outside = new TreeMap<>();
        outside.put("RUB", null);
        held(0, 0, 0).withHeldOutside(outside);
    }

    @Test
    void weightsTooLargeToSubtractAreDeniedAndTooSmallToMultiplyCross() {
        assertThat(denied(only(Limit.position(0.1)), held(-1e308, 0, 0), 1e308, 0, 0)
                        .smallestCut()
                        .fractionKept())
                .isZero();
        assertThat(Trades.crossesZero(Weights.of(TRIPLE, 1e-200, 0, 0), Weights.of(TRIPLE, -1e-200, 0, 0)))
                .isTrue();
    }
}
