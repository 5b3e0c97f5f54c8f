package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: Arrays.sort. */
class OrderStatisticsTest {
    @Property(tries = 400)
    void selectionAgreesWithSortingAndPartitions(
            @ForAll @IntRange(min = 1, max = 3000) int n,
            @ForAll @IntRange(max = 6) int shape,
            @ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (shape) {
                case 0 -> random.nextDouble();
                case 1 -> random.nextInt(3); // many ties
                case 2 -> i;
                case 3 -> -i;
                case 4 -> Math.min(i, n - i); // organ pipe
                case 5 -> i % 17;
                default -> 1 / (random.nextInt(5) - 2.0); // infinities and repeats
            };
        }
        check(values, random.nextInt(n), random.nextInt(4));
        check(values, 0, 0);
        check(values, n - 1, 1);
    }

    private static void check(double[] values, int k, int offset) {
        int n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] x = new double[n + offset + 1];
        Arrays.fill(x, 12345);
        System.arraycopy(values, 0, x, offset, n);
        double selected = OrderStatistics.select(n, x, offset, k);
        assertThat(selected).isEqualTo(sorted[k] + 0.0);
        assertThat(x[offset + n]).isEqualTo(12345);
        for (int i = 0; i < n; i++) {
            if (i <= k ? x[offset + i] > selected : x[offset + i] < selected) {
                throw new AssertionError("element " + i + " is on the wrong side");
            }
        }
        Arrays.sort(x, offset, offset + n);
        assertThat(Arrays.compare(x, offset, offset + n, sorted, 0, n)).isZero();
    }

    private static double[] shape(int n, IntToDoubleFunction value) {
        double[] x = new double[n];
        Arrays.setAll(x, value);
        return x;
    }

    /** The work counted is the number of elements that partitions of the whole range visit: 2.8 n at most for these. */
    @ParameterizedTest
    @ValueSource(ints = {500, 20_000, 200_000})
    void ordersThatAreNotAdverseTakeAFewPassesOnly(int n) {
        List<double[]> shapes = List.of(
                shape(n, i -> i),
                shape(n, i -> -i),
                shape(n, i -> (i % 2 == 0 ? i : n - i) * (i % 3 == 0 ? -1 : 1)),
                shape(n, i -> i % 17),
                Exact.filled(n, 7));
        for (double[] x : shapes) {
            for (int k : new int[] {0, n / 3, n / 2, n - 1}) {
                check(x, k, 0);
                assertThat(Selection.place(x.clone(), 0, n - 1, k, 3L * n)).isNotNegative();
            }
        }
    }

    /** An organ pipe looks alike around every position, so that samples by position mislead: the worst order known here. */
    @ParameterizedTest
    @ValueSource(ints = {500, 200_000})
    void pathologicalOrdersStayWithinTheBoundOnWork(int n) {
        double[] pipe = shape(n, i -> Math.min(i, n - i));
        check(pipe, n / 2, 0);
        assertThat(Selection.place(pipe, 0, n - 1, n / 2, 8L * n))
                .as("a heap sort ended it")
                .isNegative();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1000, 20_000})
    void aHeapSortTakesOverWhenTheBudgetIsSpent(int n) {
        double[] x = Exact.random(n, 3);
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        for (long budget : new long[] {0, n, n + n / 2}) {
            for (int k : new int[] {0, n / 2, n - 1}) {
                double[] own = x.clone();
                long rest = Selection.place(own, 0, n - 1, k, budget);
                assertThat(own[k]).isEqualTo(sorted[k]);
                if (budget == 0) {
                    assertThat(rest).isNegative();
                    assertThat(own).containsExactly(sorted);
                }
            }
        }
    }

    @Property(tries = 300)
    void sortingAgreesWithTheLibraryOnAnyShape(
            @ForAll @IntRange(min = 0, max = 2000) int n,
            @ForAll @IntRange(max = 4) int shape,
            @ForAll @LongRange(min = 0) long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n + 2];
        for (int i = 0; i < n; i++) {
            values[i + 1] = switch (shape) {
                case 0 -> random.nextDouble() - 0.5;
                case 1 -> random.nextInt(3); // many ties
                case 2 -> i;
                case 3 -> n - i;
                default -> Math.abs(i - n / 2); // an organ pipe
            };
        }
        values[0] = 7;
        values[n + 1] = -7;
        double[] expected = values.clone();
        Arrays.sort(expected, 1, n + 1);
        OrderStatistics.sort(n, values, 1);
        assertThat(values).containsExactly(expected);
    }

    @Test
    void sortingHasPatienceForNoAdversaryAndNoNumberThatIsNone() {
        // killer of the median of three: Musser, Introspective sorting and selection algorithms, 1997
        int k = 4096;
        double[] killer = new double[2 * k];
        for (int i = 1; i <= k; i++) {
            killer[i - 1] = i % 2 == 1 ? i : k + i - 1;
            killer[k + i - 1] = 2 * i;
        }
        double[] expected = killer.clone();
        Arrays.sort(expected);
        OrderStatistics.sort(2 * k, killer, 0);
        assertThat(killer).containsExactly(expected);
        double[] zeros = {0.0, -0.0, -1};
        OrderStatistics.sort(3, zeros, 0);
        assertThat(Double.doubleToLongBits(zeros[1]) | Double.doubleToLongBits(zeros[2]))
                .isZero();
        assertThatThrownBy(() -> OrderStatistics.sort(2, new double[] {1, Double.NaN}, 0))
                .hasMessage("x[1] must be a number, was NaN");
    }

    @Test
    void heapSortSortsAnyRange() {
        for (int n = 1; n < 60; n++) {
            double[] x = Exact.random(n + 2, n);
            double[] expected = x.clone();
            Arrays.sort(expected, 1, n + 1);
            HeapSort.sort(x, 1, n);
            assertThat(x).containsExactly(expected);
        }
    }

    @Test
    void zeroIsPositiveWhateverTheOrder() {
        for (double[] x : new double[][] {{0.0, -0.0, 1}, {-0.0, 0.0, 1}, {1, -0.0, 0.0}}) {
            assertThat(Double.doubleToLongBits(OrderStatistics.select(3, x.clone(), 0, 0)))
                    .isZero();
            assertThat(Double.doubleToLongBits(OrderStatistics.select(3, x.clone(), 0, 1)))
                    .isZero();
            assertThat(Double.doubleToLongBits(OrderStatistics.interpolated(3, x.clone(), 0, 0.5)))
                    .isZero();
        }
    }

    /** Oracle: R's quantile(c(1, 2, 4, 8, 16), p, type = 7), whose position is p (n - 1). */
    @Test
    void interpolationIsLinearBetweenNeighbours() {
        double[] x = {8, 1, 16, 2, 4};
        assertThat(OrderStatistics.interpolated(5, x.clone(), 0, 0.25 * 4)).isEqualTo(2);
        assertThat(OrderStatistics.interpolated(5, x.clone(), 0, 0.9 * 4)).isEqualTo(12.8);
        assertThat(OrderStatistics.interpolated(5, x.clone(), 0, 4)).isEqualTo(16);
        double inf = Double.POSITIVE_INFINITY;
        assertThat(OrderStatistics.interpolated(3, new double[] {inf, inf, 1}, 0, 1.5))
                .isEqualTo(inf);
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> OrderStatistics.select(3, new double[] {1, Double.NaN, 2}, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x[1] must be a number, was NaN");
        assertThatThrownBy(() -> OrderStatistics.select(3, new double[3], 0, 3))
                .hasMessage("rank must be within [0, 2], was 3");
        assertThatThrownBy(() -> OrderStatistics.interpolated(3, new double[3], 0, 2.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position");
        assertThatThrownBy(() -> OrderStatistics.interpolated(0, new double[3], 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
