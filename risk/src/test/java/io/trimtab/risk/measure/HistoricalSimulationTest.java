package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoricalSimulationTest {
    private static final Confidence C95 = Confidence.of(0.95);

    private static double[] upTo(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }

    @Test
    void worstFiveOfAHundred() {
        TailRisk tail = HistoricalSimulation.at(C95).measure(upTo(100));
        // at most five losses exceed 95; the mean of 96..100 is 98
        assertThat(tail.valueAtRisk()).isEqualTo(95);
        assertThat(tail.expectedShortfall()).isEqualTo(98);
        assertThat(tail.worstLoss()).isEqualTo(100);
        assertThat(tail.observations()).isEqualTo(100);
        assertThat(tail.confidence()).isEqualTo(C95);
        assertThat(tail).hasToString("TailRisk[95% of 100 losses: value at risk 95.00, expected shortfall 98.00]");
    }

    @Test
    void boundaryLossCountsWithItsFraction() {
        // alpha T = 2.5: (50 + 49 + 0.5 * 48) / 2.5
        TailRisk tail = HistoricalSimulation.at(C95).measure(upTo(50));
        assertThat(tail.expectedShortfall()).isCloseTo(123 / 2.5, within(1e-14));
        assertThat(tail.valueAtRisk()).isEqualTo(48);
    }

    @Test
    void fewerThanOneLossInTheTailMeansTheWorst() {
        for (int n : new int[] {1, 2, 19, 20}) {
            TailRisk tail = HistoricalSimulation.at(C95).measure(upTo(n));
            assertThat(tail.expectedShortfall()).as("n=%d", n).isEqualTo(n);
            assertThat(tail.valueAtRisk()).isEqualTo(n < 20 ? n : 19);
        }
        assertThat(HistoricalSimulation.at(Confidence.of(1 - 1e-12))
                        .measure(upTo(100))
                        .expectedShortfall())
                .isEqualTo(100);
    }

    @Test
    void aTailOfNearlyEverythingIsTheMean() {
        TailRisk tail = HistoricalSimulation.at(Confidence.of(1e-12)).measure(upTo(100));
        assertThat(tail.expectedShortfall()).isCloseTo(50.5, within(1e-13));
        assertThat(tail.valueAtRisk()).isEqualTo(1);
    }

    @Test
    void constantLossesAreThemselvesToTheBit() {
        double[] losses = new double[1000];
        Arrays.fill(losses, 0.1);
        for (double c : new double[] {0.5, 0.9, 0.95, 0.987, 0.99}) {
            TailRisk tail = HistoricalSimulation.at(Confidence.of(c)).measure(losses);
            assertThat(tail.valueAtRisk()).isEqualTo(0.1);
            assertThat(tail.expectedShortfall()).isEqualTo(0.1);
        }
    }

    @Test
    void agreesWithThePeersWhoseDefinitionItIs() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/cross_library.csv")) {
            if (row[0].contains(" vs ")) {
                continue;
            }
            String[] name = row[0].split("\\.", 2);
            double[] losses = Arrays.stream(ReferenceData.column(name[0], name[1]))
                    .map(r -> -r)
                    .toArray();
            String call = row[3];
            double tail;
            double ours;
            if (call.startsWith("CVaR Rockafellar-Uryasev alpha=")) {
                tail = Double.parseDouble(call.substring(call.indexOf('=') + 1));
                ours = at(tail, QuantileRule.TYPE_1).measure(losses).expectedShortfall();
            } else if (call.startsWith("CVaR_Hist(X,") || call.startsWith("cvar(beta=")) {
                tail = tail(call);
                ours = at(tail, QuantileRule.TYPE_1).measure(losses).expectedShortfall();
            } else if (call.startsWith("VaR_Hist(X,") || call.startsWith("value_at_risk(beta=")) {
                tail = tail(call);
                ours = at(tail, QuantileRule.UPPER_INVERSE).measure(losses).valueAtRisk();
            } else if (call.startsWith("value_at_risk(cutoff=")) {
                // empyrical: numpy.percentile of returns, type 7, and a negative number for a loss
                tail = Double.parseDouble(call.substring(21, call.length() - 1));
                ours = -at(tail, QuantileRule.TYPE_7).measure(losses).valueAtRisk();
            } else if (call.equals("worst_realization") || call.equals("WR(X)")) {
                ours = at(0.05, QuantileRule.TYPE_1).measure(losses).worstLoss();
            } else {
                continue;
            }
            // tolerance: the file prints 15 digits
            assertThat(ours)
                    .as(row[0] + " " + row[2] + " " + call)
                    .isCloseTo(Double.parseDouble(row[4]), within(1e-13));
            checked++;
        }
        assertThat(checked).isGreaterThanOrEqualTo(3 * (3 + 3 + 3 + 3 + 3 + 2));
    }

    private static double tail(String call) {
        return call.contains("beta=")
                ? 1 - Double.parseDouble(call.substring(call.indexOf("beta=") + 5, call.length() - 1))
                : Double.parseDouble(call.substring(call.indexOf(',') + 1, call.length() - 1));
    }

    private static HistoricalSimulation at(double tail, QuantileRule rule) {
        return HistoricalSimulation.at(Confidence.of(1 - tail)).withQuantile(rule);
    }

    @Test
    void agreesWithPerformanceAnalyticsHistoricalValueAtRisk() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/pa_2.1.0_reference.csv")) {
            if (row[3].startsWith("VaR(R,p=") && row[3].endsWith("method='historical')") && !row[5].equals("NA")) {
                double[] losses = Arrays.stream(ReferenceData.column(row[0], row[1]))
                        .map(r -> -r)
                        .toArray();
                double level = Double.parseDouble(row[3].substring(8, row[3].indexOf(",method")));
                // PerformanceAnalytics: quantile type 7 of the returns, sign of a return
                assertThat(-HistoricalSimulation.at(Confidence.of(level))
                                .withQuantile(QuantileRule.TYPE_7)
                                .measure(losses)
                                .valueAtRisk())
                        .as(row[0] + " " + row[1] + " " + row[3])
                        .isCloseTo(Double.parseDouble(row[5]), within(1e-13));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(72);
    }

    @Test
    void intervalIsBetweenOrderStatisticsWithExactCoverage() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/extra_models.csv")) {
            if (!row[0].equals("VaR_orderstat_CI")) {
                continue;
            }
            String[] words = row[1].split("[= ]");
            int n = Integer.parseInt(words[1]);
            QuantileInterval interval = HistoricalSimulation.at(Confidence.of(1 - Double.parseDouble(words[3])))
                    .measure(upTo(n))
                    .valueAtRiskInterval(Confidence.of(Double.parseDouble(words[5])));
            double expected = Double.parseDouble(row[3]);
            // with losses 1..n the k-th worst is n + 1 - k
            if (row[2].startsWith("rank_low")) {
                assertThat(interval.upper().isPresent()).as(row[1]).isEqualTo(expected > 0);
                interval.upper().ifPresent(u -> assertThat(u).isEqualTo(n + 1 - expected));
            } else if (row[2].equals("rank_high")) {
                assertThat(interval.lower().orElseThrow()).as(row[1]).isEqualTo(n + 1 - expected);
            } else {
                assertThat(interval.coverage()).as(row[1]).isCloseTo(expected, within(1e-12));
            }
            checked++;
        }
        assertThat(checked).isEqualTo(72);
    }

    @Test
    void upperEndIsAbsentBelowThreeHundredAndSixtyEightLosses() {
        HistoricalSimulation at99 = HistoricalSimulation.at(Confidence.of(0.99));
        QuantileInterval few = at99.measure(upTo(367)).valueAtRiskInterval(C95);
        assertThat(few.upper()).isEmpty();
        assertThat(few).asString().startsWith("[").contains("covers with probability 0.9");
        assertThat(at99.measure(upTo(368)).valueAtRiskInterval(C95).upper()).hasValue(368);
        assertThat(at99.measure(1).valueAtRiskInterval(C95).upper()).isEmpty();
        QuantileInterval one =
                HistoricalSimulation.at(Confidence.of(0.5)).measure(1).valueAtRiskInterval(C95);
        assertThat(one.lower()).isEmpty();
        assertThat(one.upper()).isEmpty();
        assertThat(one.coverage()).isEqualTo(1);
    }

    @Test
    void contributionsSumToTheMeasureAndNameTheCause() {
        Universe pair = Universe.of("SAP", "ASML");
        ReturnPanel panel = Panels.of(
                pair, new double[] {0.01, -0.10, 0.02, 0.01, 0.00}, new double[] {0.00, -0.02, -0.06, 0.01, 0.02});
        Weights half = Weights.of(pair, 0.5, 0.5);
        // losses: -.005, .06, .02, -.01, -.01; alpha T = 2: tail is days 2 and 3
        TailRisk tail = HistoricalSimulation.at(Confidence.of(0.6)).measure(panel, half);
        assertThat(tail.expectedShortfall()).isCloseTo(0.04, within(1e-17));
        EulerContributions parts = tail.contributions(panel, half);
        assertThat(parts.of("SAP")).isCloseTo((0.05 - 0.01) / 2, within(1e-17));
        assertThat(parts.of("ASML")).isCloseTo((0.01 + 0.03) / 2, within(1e-17));
        assertThat(parts.measure()).isEqualTo("expected shortfall 60%");
        EulerContributions quantile = tail.valueAtRiskContributions(panel, half);
        assertThat(quantile.total()).isEqualTo(tail.valueAtRisk()).isCloseTo(-0.005, within(1e-17));
        assertThat(quantile.of("SAP")).isCloseTo(-0.005, within(1e-17));
    }

    @Test
    void contributionsRefuseOtherPositionsThanWereMeasured() {
        ReturnPanel panel = Panels.of(Panels.random(50, 2, 1));
        TailRisk tail = HistoricalSimulation.at(C95).measure(panel, Weights.equal(panel.universe()));
        assertThatThrownBy(() -> tail.contributions(panel, Weights.of(panel.universe(), 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2020-01-01")
                .hasMessageContaining("give the scenarios and weights that the losses came from");
        ReturnPanel shorter = Panels.of(Panels.random(49, 2, 1));
        assertThatThrownBy(() -> tail.contributions(shorter, Weights.equal(panel.universe())))
                .hasMessageContaining("scenarios must have length 50, had 49");
        assertThatThrownBy(() -> tail.contributions(panel, Weights.equal(Panels.universe(3))))
                .hasMessageContaining("another universe");
    }

    @Test
    void refusesMissingAndInfiniteLossesRatherThanWideningTheTail() {
        HistoricalSimulation at95 = HistoricalSimulation.at(C95);
        assertThatThrownBy(() -> at95.measure(1, Double.NaN)).hasMessage("losses[1] must be finite, was NaN");
        assertThatThrownBy(() -> at95.measure(Double.POSITIVE_INFINITY))
                .hasMessage("losses[0] must be finite, was Infinity");
        assertThatThrownBy(() -> at95.measure()).hasMessage("number of losses must be at least 1, was 0");
    }

    @Test
    void describesItself() {
        assertThat(HistoricalSimulation.at(C95)).hasToString("HistoricalSimulation[95%, TYPE_1]");
        assertThat(HistoricalSimulation.at(C95).confidence()).isEqualTo(C95);
        assertThat(HistoricalSimulation.at(C95)
                        .withQuantile(QuantileRule.TYPE_7)
                        .quantileRule())
                .isEqualTo(QuantileRule.TYPE_7);
    }

    @Test
    void formsWithoutAllocationRefuseWhatTheOthersRefuse() {
        HistoricalSimulation at95 = HistoricalSimulation.at(C95);
        double[] infinite = {1, Double.POSITIVE_INFINITY};
        assertThatThrownBy(() -> at95.valueAtRisk(infinite, new double[2]))
                .hasMessage("losses[1] must be finite, was Infinity");
        assertThatThrownBy(() -> at95.expectedShortfall(infinite, new double[2]))
                .hasMessage("losses[1] must be finite, was Infinity");
        assertThatThrownBy(() -> at95.valueAtRisk(new double[0], new double[2]))
                .hasMessage("number of losses must be at least 1, was 0");
        assertThatThrownBy(() -> at95.expectedShortfall(new double[3], new double[2]))
                .hasMessage("length of scratch must be at least 3, was 2");
        assertThatThrownBy(() -> nullLosses(at95))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("losses");
        assertThat(at95.expectedShortfall(new double[] {1, 3, 2}, new double[9]))
                .isEqualTo(3);
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullLosses(HistoricalSimulation simulation) {
        simulation.valueAtRisk(null, new double[1]);
    }
}
