package io.trimtab.core.strategy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BacktestOverfittingTest {
    private static final double RATE = 0.03 / 252;

    private static Trials fromCsv(String file, int periods, double rate) {
        List<String> lines = Fixtures.lines(file);
        int n = lines.get(0).split(",").length;
        double[][] columns = new double[n][periods];
        for (int t = 0; t < periods; t++) {
            String[] cells = lines.get(t).split(",");
            for (int k = 0; k < n; k++) {
                columns[k][t] = Double.parseDouble(cells[k]);
            }
        }
        return Trials.of(Searches.names(n), columns).aboveRate(rate);
    }

    /** Oracle: fixture pbo_cscv.json, every row of seed852_S4; tolerance of sums in another order. */
    @Test
    void theSixChoicesOfFourBlocksAreThePublishedOnes() {
        Trials trials = fromCsv("strategy/pbo/pbo_M_seed852_200x40.csv", 200, RATE);
        OverfittingResult result = BacktestOverfitting.inBlocks(4).of(trials);
        assertThat(result.choices()).isEqualTo(6);
        assertThat(result.probability()).isEqualTo(0.5);
        assertThat(result.probabilityOfLoss()).isEqualTo(0.5);
        assertThat(result.degradationIntercept().orElseThrow()).isCloseTo(0.007954057627658592, within(1e-12));
        assertThat(result.degradationSlope().orElseThrow()).isCloseTo(-0.21989305786273583, within(1e-12));
        String[] best = {"s4", "s11", "s4", "s21", "s39", "s10"};
        double[] inSample = {
            0.20470985901329167,
            0.23642014401017078,
            0.3139725926415097,
            0.11406381585534105,
            0.13567546446159628,
            0.1964464692201121
        };
        double[] outOfSample = {
            0.12463199274503102,
            -0.2895317032643569,
            0.03147742501745099,
            0.03234674600614235,
            -0.04943493520890634,
            -0.06592014713074792
        };
        double[] logits = {
            2.5389738710582765,
            -2.970414465569701,
            1.5804503755608479,
            0.7672551527136674,
            -0.6567795363890703,
            -0.6567795363890703
        };
        for (int c = 0; c < 6; c++) {
            assertThat(result.best(c)).isEqualTo(best[c]);
            assertThat(result.inSample()[c]).isCloseTo(inSample[c], within(1e-12));
            assertThat(result.outOfSample()[c]).isCloseTo(outOfSample[c], within(1e-12));
            assertThat(result.logits()[c]).isCloseTo(logits[c], within(1e-12));
        }
    }

    @Test
    void theSeventyChoicesOfEightBlocksSumUpAsPublished() {
        Trials trials = fromCsv("strategy/pbo/pbo_M_seed852_200x40.csv", 200, RATE);
        OverfittingResult result = BacktestOverfitting.inBlocks(8).of(trials);
        assertThat(result.choices()).isEqualTo(70);
        assertThat(result.probability()).isCloseTo(0.38571428571428573, within(1e-15));
        assertThat(result.probabilityOfLoss()).isCloseTo(0.45714285714285713, within(1e-15));
        assertThat(result.degradationIntercept().orElseThrow()).isCloseTo(-0.0010548050366374162, within(1e-12));
        assertThat(result.degradationSlope().orElseThrow()).isCloseTo(0.024857603906497678, within(1e-11));
    }

    @Test
    void theStocksOfNewYorkInSixteenBlocksSumUpAsPublished() {
        Trials relatives = fromCsv("strategy/olps/nyse_o_price_relatives.csv", 5648, 0);
        double[][] logs = new double[relatives.size()][];
        for (int k = 0; k < logs.length; k++) {
            logs[k] =
                    Arrays.stream(relatives.performance(k)).map(StrictMath::log).toArray();
        }
        OverfittingResult result = BacktestOverfitting.inBlocks(16).of(Trials.of(relatives.ids(), logs));
        assertThat(result.choices()).isEqualTo(12870);
        assertThat(result.probability()).isCloseTo(0.625951825951826, within(1e-15));
        assertThat(result.probabilityOfLoss()).isCloseTo(0.06736596736596737, within(1e-15));
        assertThat(result.degradationIntercept().orElseThrow()).isCloseTo(0.06148887280075686, within(1e-12));
        assertThat(result.degradationSlope().orElseThrow()).isCloseTo(-0.7186784867449034, within(1e-11));
    }

    /** Oracle: every half joined day by day and measured from scratch; unequal blocks, ties, both metrics. */
    @Test
    void joinedMomentsGiveWhatJoinedSeriesGive() {
        Trials trials = Searches.normal(5, 45, 3, 0.2);
        double[][] columns = new double[6][];
        for (int k = 0; k < 5; k++) {
            columns[k] = trials.performance(k);
        }
        columns[5] = trials.performance(2); // a tie with s2
        Trials tied = Trials.of(Searches.names(6), columns);
        for (TrialMetric metric : TrialMetric.values()) {
            OverfittingResult result =
                    BacktestOverfitting.inBlocks(6).by(metric).of(tied);
            List<int[]> choices = choices(6, 3);
            assertThat(result.choices()).isEqualTo(choices.size());
            for (int c = 0; c < choices.size(); c++) {
                int[] in = choices.get(c);
                double[] searched = new double[6];
                double[] after = new double[6];
                for (int k = 0; k < 6; k++) {
                    searched[k] = measure(join(columns[k], in, true), metric);
                    after[k] = measure(join(columns[k], in, false), metric);
                }
                int best = 0;
                for (int k = 1; k < 5; k++) {
                    best = searched[k] > searched[best] ? k : best;
                }
                double rank = 0;
                for (double other : after) {
                    rank += other < after[best] ? 1 : other == after[best] ? 0.5 : 0;
                }
                rank += 0.5;
                assertThat(result.best(c)).isEqualTo("s" + best);
                assertThat(result.inSample()[c]).isCloseTo(searched[best], within(1e-13));
                assertThat(result.outOfSample()[c]).isCloseTo(after[best], within(1e-13));
                assertThat(result.logits()[c]).isCloseTo(Math.log(rank / (7 - rank)), within(1e-13));
            }
        }
    }

    private static List<int[]> choices(int blocks, int half) {
        List<int[]> all = new ArrayList<>();
        for (int a = 0; a < blocks; a++) {
            for (int b = a + 1; b < blocks; b++) {
                for (int c = b + 1; c < blocks; c++) {
                    all.add(new int[] {a, b, c});
                }
            }
        }
        assertThat(half).isEqualTo(3);
        return all;
    }

    /** 45 periods in 6 blocks: three of 8, then three of 7. */
    private static double[] join(double[] values, int[] blocks, boolean these) {
        int[] starts = {0, 8, 16, 24, 31, 38, 45};
        double[] joined = new double[values.length];
        int n = 0;
        for (int s = 0; s < 6; s++) {
            int block = s;
            if (Arrays.stream(blocks).anyMatch(x -> x == block) == these) {
                for (int t = starts[s]; t < starts[s + 1]; t++) {
                    joined[n++] = values[t];
                }
            }
        }
        return Arrays.copyOf(joined, n);
    }

    private static double measure(double[] values, TrialMetric metric) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return metric == TrialMetric.MEAN ? mean : mean / Math.sqrt(squares / (values.length - 1));
    }

    /** Without skill the mean over many searches is a half: each has a standard deviation of at most a half. */
    @Test
    void searchesWithoutSkillOverfitInHalfOfTheChoices() {
        double sum = 0;
        int searches = 100;
        for (int seed = 0; seed < searches; seed++) {
            sum += BacktestOverfitting.inBlocks(8)
                    .of(Searches.normal(20, 160, 1000 + seed))
                    .probability();
        }
        assertThat(sum / searches).isBetween(0.5 - 4 * 0.5 / 10, 0.5 + 4 * 0.5 / 10);
    }

    @Test
    void oneTrialWithMuchSkillIsNoOverfitting() {
        OverfittingResult result = BacktestOverfitting.inBlocks(10).of(Searches.normal(50, 1000, 5, 0.3));
        assertThat(result.probability()).isZero();
        assertThat(result.probabilityOfLoss()).isZero();
        assertThat(result.best(0)).isEqualTo("s0");
    }

    @Test
    void aTrialThatStaysInCashHasARatioOfZero() {
        Trials noise = Searches.normal(2, 40, 8);
        Trials trials =
                Trials.of(List.of("a", "b", "cash"), noise.performance(0), noise.performance(1), new double[40]);
        OverfittingResult result = BacktestOverfitting.inBlocks(4).of(trials);
        for (double value : result.inSample()) {
            assertThat(value).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    void whatCannotBeAnalysedIsRefusedWithTheReason() {
        assertThatThrownBy(() -> BacktestOverfitting.inBlocks(5)).hasMessageContaining("even");
        assertThatThrownBy(() -> BacktestOverfitting.inBlocks(22)).hasMessageContaining("from 4 to 20");
        BacktestOverfitting analysis = BacktestOverfitting.inBlocks(16);
        assertThatThrownBy(() -> analysis.of(Searches.normal(3, 31, 1))).hasMessageContaining("at least 32");
        assertThatThrownBy(() -> analysis.of(Searches.normal(1, 64, 1))).hasMessageContaining("number of trials");
        double[] bond = new double[64];
        Arrays.fill(bond, 0.001);
        Trials riskless =
                Trials.of(List.of("a", "bond"), Searches.normal(1, 64, 1).performance(0), bond);
        assertThatThrownBy(() -> analysis.of(riskless)).hasMessageContaining("performance of bond must vary");
    }

    @Test
    void theListenerHearsTheEndAndMayStop() {
        Trials trials = Searches.normal(3, 64, 1);
        long[] last = new long[2];
        BacktestOverfitting.inBlocks(12).of(trials, (done, all) -> {
            assertThat(done).isGreaterThanOrEqualTo(last[0]);
            last[0] = done;
            last[1] = all;
        });
        assertThat(last[0]).isEqualTo(924).isEqualTo(last[1]);
        assertThatThrownBy(() -> BacktestOverfitting.inBlocks(12).of(trials, (done, all) -> {
                    throw new CancellationException("enough");
                }))
                .isInstanceOf(CancellationException.class);
    }
}
