package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
    private static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    private static double[] ramp(int n) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> i);
        return x;
    }

    /** Oracle: the definition. Within a block each position follows the last; blocks are exactly as long as asked. */
    @Test
    void circularBlocksAreRunsOfOneLength() {
        int[] positions = new int[103];
        BlockBootstrap.circular(10).positionsInto(100, new SplittableRandom(1), positions);
        BlockBootstrap.circular(10).positionsInto(100, new SplittableRandom(1), positions);
        for (int t = 0; t < 100; t++) {
            assertThat(positions[t]).isBetween(0, 99);
            if (t % 10 != 0) {
                assertThat(positions[t]).isEqualTo((positions[t - 1] + 1) % 100);
            }
        }
        assertThat(Arrays.copyOfRange(positions, 100, 103)).containsOnly(0);
    }

    /**
     * Oracle: geometric lengths have mean L and variance L (L - 1); over about 100,000 / L blocks the mean length is
     * within five standard errors, and the share of blocks of length 1 near 1 / L.
     */
    @Test
    void stationaryBlocksAreGeometric() {
        double mean = 8;
        int n = 100_000;
        int[] positions = new int[n];
        BlockBootstrap.stationary(mean).positionsInto(n, new SplittableRandom(2), positions);
        int blocks = 1;
        int singles = 0;
        int run = 1;
        for (int t = 1; t < n; t++) {
            if (positions[t] == (positions[t - 1] + 1) % n) {
                run++;
            } else {
                singles += run == 1 ? 1 : 0;
                blocks++;
                run = 1;
            }
        }
        double error = Math.sqrt(mean * (mean - 1) / blocks);
        assertThat((double) n / blocks).isCloseTo(mean, within(5 * error));
        assertThat((double) singles / blocks).isCloseTo(1 / mean, within(5 * Math.sqrt(0.11 / blocks)));
    }

    /** Oracle: uniform counts; chi-squared of 9 degrees of freedom exceeds 33.7 with probability 1e-4. */
    @Test
    void everyObservationIsEquallyLikely() {
        for (BlockBootstrap bootstrap : new BlockBootstrap[] {
            BlockBootstrap.independent(), BlockBootstrap.circular(3), BlockBootstrap.stationary(2.5)
        }) {
            int[] counts = new int[10];
            int[] positions = new int[10];
            SplittableRandom random = new SplittableRandom(3);
            // one position of each series only, because those of one series depend on each other
            for (int b = 0; b < 20_000; b++) {
                bootstrap.positionsInto(10, random, positions);
                counts[positions[7]]++;
            }
            double chiSquared = 0;
            for (int count : counts) {
                chiSquared += (count - 2000.0) * (count - 2000.0) / 2000.0;
            }
            assertThat(chiSquared).as(bootstrap.toString()).isLessThan(33.7);
        }
    }

    /** Oracle: SplitMix64 (Steele, Lea and Flood 2014) written out in another language. A seed means the same draws forever. */
    @Test
    void aSeedIsAPromise() {
        int[] positions = new int[12];
        BlockBootstrap.independent().positionsInto(12, new SplittableRandom(42), positions);
        assertThat(positions).containsExactly(INDEPENDENT_42);
        BlockBootstrap.stationary(4).positionsInto(12, new SplittableRandom(42), positions);
        assertThat(positions).containsExactly(STATIONARY_42);
    }

    private static final int[] INDEPENDENT_42 = {8, 1, 3, 4, 0, 10, 2, 9, 4, 7, 2, 5};
    private static final int[] STATIONARY_42 = {8, 3, 4, 10, 9, 10, 11, 5, 6, 7, 8, 1};

    @Test
    void aSeriesIsDrawnAtThePositions() {
        for (BlockBootstrap bootstrap : new BlockBootstrap[] {
            BlockBootstrap.independent(), BlockBootstrap.circular(3), BlockBootstrap.stationary(3)
        }) {
            int[] positions = new int[20];
            double[] drawn = new double[20];
            bootstrap.positionsInto(20, new SplittableRandom(9), positions);
            bootstrap.resampleInto(20, ramp(20), new SplittableRandom(9), drawn);
            assertThat(drawn)
                    .containsExactly(Arrays.stream(positions).asDoubleStream().toArray());
        }
    }

    /**
     * Oracle: the bootstrap variance of the mean of independent draws is s^2 (n - 1) / n^2 exactly; 20,000 replications
     * estimate its root to 0.5%, so 3% is six standard errors.
     */
    @Test
    void theStandardErrorOfTheMeanIsKnown() {
        double[] x = {0.3, -1.2, 2.2, 0.7, -0.4, 1.1, 0.05, -2.0, 0.9, 1.4};
        BootstrapDistribution d = BlockBootstrap.independent().replicate(x, 20_000, 5, BlockBootstrapTest::mean);
        double mean = mean(x);
        double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 100;
        assertThat(d.standardError()).isCloseTo(Math.sqrt(variance), within(0.03 * Math.sqrt(variance)));
        assertThat(d.bias()).isCloseTo(0, within(5 * Math.sqrt(variance / 20_000)));
        assertThat(d.estimate()).isEqualTo(mean);
        assertThat(d.seed()).isEqualTo(5);
        assertThat(d.replications()).isEqualTo(20_000);
        assertThat(d).isEqualTo(BlockBootstrap.independent().replicate(x, 20_000, 5, BlockBootstrapTest::mean));
        assertThat(d).hasSameHashCodeAs(BlockBootstrap.independent().replicate(x, 20_000, 5, BlockBootstrapTest::mean));
        assertThat(d).isNotEqualTo(BlockBootstrap.independent().replicate(x, 20_000, 6, BlockBootstrapTest::mean));
    }

    /**
     * Oracle: of an AR(1) series with coefficient 0.6 the variance of the mean is four times that of independent draws;
     * blocks see most of it, single draws nothing.
     */
    @Test
    void blocksSeeDependenceOverTime() {
        double[] x = autoregressive(4000, 0.6, 11);
        double single = BlockBootstrap.independent()
                .replicate(x, 500, 1, BlockBootstrapTest::mean)
                .standardError();
        BlockLength length = BlockLength.of(x);
        for (BlockBootstrap blocks : new BlockBootstrap[] {
            BlockBootstrap.stationary(length.stationary()), BlockBootstrap.circular(length.circular())
        }) {
            double ratio = blocks.replicate(x, 500, 1, BlockBootstrapTest::mean).standardError() / single;
            assertThat(ratio).isBetween(1.6, 2.4);
        }
    }

    /** Oracle: 95% of 95% intervals of a normal mean cover it; 300 tries have a standard error of 1.3%, and n = 60 costs 1%. */
    @Test
    void intervalsCover() {
        SplittableRandom random = new SplittableRandom(77);
        int percentile = 0;
        int basic = 0;
        for (int k = 0; k < 300; k++) {
            double[] x = new double[60];
            Arrays.setAll(x, i -> StandardNormal.quantile((random.nextLong() >>> 11) * 0x1p-53 + 0x1p-54));
            BootstrapDistribution d = BlockBootstrap.independent().replicate(x, 400, k, BlockBootstrapTest::mean);
            percentile += d.interval(Confidence.of(0.95)).contains(0) ? 1 : 0;
            basic += d.basicInterval(Confidence.of(0.95)).contains(0) ? 1 : 0;
        }
        assertThat(percentile / 300.0).isBetween(0.885, 0.99);
        assertThat(basic / 300.0).isBetween(0.885, 0.99);
    }

    @Test
    void theLeanFormDrawsTheSame() {
        double[] x = ramp(30);
        double[] values = new double[50];
        BlockBootstrap.circular(4)
                .replicateInto(30, x, new SplittableRandom(8), BlockBootstrapTest::mean, new double[30], values);
        Arrays.sort(values);
        assertThat(BlockBootstrap.circular(4)
                        .replicate(x, 50, 8, BlockBootstrapTest::mean)
                        .replicates())
                .containsExactly(values);
    }

    @Test
    void quantilesInterpolate() {
        BootstrapDistribution d = new BootstrapDistribution(2, new double[] {4, 1, 3, 2}, 0);
        assertThat(d.quantile(0)).isEqualTo(1);
        assertThat(d.quantile(1)).isEqualTo(4);
        assertThat(d.quantile(0.5)).isEqualTo(2.5);
        assertThat(d.basicInterval(Confidence.of(0.5)).low()).isEqualTo(4 - d.quantile(0.75));
        assertThat(new BootstrapDistribution(2, new double[] {4}, 0).standardError())
                .isZero();
        assertThat(d.toString()).contains("4 series, seed 0");
    }

    @Test
    void longWorkReportsAndStops() {
        long[] last = new long[2];
        int[] calls = new int[1];
        BlockBootstrap.independent().replicate(ramp(100_000), 9, 1, BlockBootstrapTest::mean, (done, total) -> {
            assertThat(done).isGreaterThan(last[0]);
            last[0] = done;
            last[1] = total;
            calls[0]++;
        });
        assertThat(last).containsExactly(9, 9);
        assertThat(calls[0]).isEqualTo(5);
        assertThatThrownBy(() -> BlockBootstrap.independent()
                        .replicate(ramp(100_000), 9, 1, BlockBootstrapTest::mean, (done, total) -> {
                            throw new CancellationException("enough");
                        }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void badInputIsRefused() {
        BlockBootstrap plain = BlockBootstrap.independent();
        SplittableRandom random = new SplittableRandom(1);
        assertThatThrownBy(() -> BlockBootstrap.circular(0)).hasMessage("blockLength must be at least 1, was 0");
        assertThatThrownBy(() -> BlockBootstrap.stationary(0.5)).hasMessageContaining("meanBlockLength");
        assertThatThrownBy(() -> BlockBootstrap.stationary(Double.NaN)).hasMessageContaining("meanBlockLength");
        assertThatThrownBy(() -> plain.replicate(new double[0], 5, 1, BlockBootstrapTest::mean))
                .hasMessage("number of observations must be at least 1, was 0");
        assertThatThrownBy(() -> plain.replicate(new double[] {1, Double.NaN}, 5, 1, BlockBootstrapTest::mean))
                .hasMessage("series[1] must be finite, was NaN");
        assertThatThrownBy(() -> plain.replicate(ramp(3), 0, 1, BlockBootstrapTest::mean))
                .hasMessageContaining("replications");
        assertThatThrownBy(() -> plain.replicate(ramp(3), 5, 1, x -> x[0] == 0 && x[1] == 1 ? 1 : Double.NaN))
                .hasMessageContaining("is NaN");
        double[] x = ramp(5);
        assertThatThrownBy(() -> plain.resampleInto(5, x, random, x)).hasMessageContaining("another array");
        assertThatThrownBy(() -> plain.resampleInto(6, x, random, new double[6]))
                .hasMessageContaining("series must");
        assertThatThrownBy(() -> plain.resampleInto(5, x, random, new double[4]))
                .hasMessageContaining("out must");
        assertThatThrownBy(() -> plain.positionsInto(0, random, new int[4])).hasMessageContaining("n must be");
        assertThatThrownBy(() -> new BootstrapDistribution(1, new double[] {Double.NaN}, 1))
                .hasMessageContaining("replicates[0]");
        assertThatThrownBy(() -> new BootstrapDistribution.Interval(2, 1)).hasMessageContaining("low");
    }

    @Test
    void intervalsOfEqualReplicatesAreThatValueToTheBit() {
        for (double value : new double[] {0.1, -0.1, 1.0 / 3, 0.7}) {
            for (int replications : new int[] {1, 2, 10, 999, 1000}) {
                double[] equal = new double[replications];
                Arrays.fill(equal, value);
                BootstrapDistribution distribution = new BootstrapDistribution(value, equal, 1);
                for (double coverage : new double[] {1e-9, 0.5, 0.9, 0.95, 0.99}) {
                    assertThat(distribution.interval(Confidence.of(coverage)))
                            .isEqualTo(new BootstrapDistribution.Interval(value, value));
                }
            }
        }
    }

    @Test
    void bootstrapsAreValues() {
        assertThat(BlockBootstrap.circular(3))
                .isEqualTo(BlockBootstrap.circular(3))
                .hasSameHashCodeAs(BlockBootstrap.circular(3))
                .isNotEqualTo(BlockBootstrap.stationary(3))
                .hasToString("BlockBootstrap[circular, blocks of 3]");
        assertThat(BlockBootstrap.independent()).hasToString("BlockBootstrap[independent]");
        assertThat(BlockBootstrap.stationary(2.5)).hasToString("BlockBootstrap[stationary, blocks of 2.5 on average]");
    }

    static double[] autoregressive(int n, double coefficient, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        double last = 0;
        for (int t = 0; t < n; t++) {
            last = coefficient * last + StandardNormal.quantile((random.nextLong() >>> 11) * 0x1p-53 + 0x1p-54);
            x[t] = last;
        }
        return x;
    }
}
