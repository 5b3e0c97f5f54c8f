package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PanelProperties {
    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private static PriceHistory prices(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LocalDate> dates = new ArrayList<>();
        LocalDate date = START;
        for (int t = 0; t < rows; t++) {
            dates.add(date);
            date = date.plusDays(1 + random.nextInt(4));
        }
        double[] values = new double[rows * columns];
        for (int k = 0; k < values.length; k++) {
            values[k] = StrictMath.exp(random.nextDouble() * 4 - 2);
        }
        List<String> ids = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            ids.add("a" + j);
        }
        return PriceHistory.of(Universe.of(ids), dates, values);
    }

    /** The same numbers in an array of their own. */
    private static PriceHistory copy(PriceHistory view) {
        double[] values = new double[view.rows() * view.columns()];
        for (int j = 0; j < view.columns(); j++) {
            for (int t = 0; t < view.rows(); t++) {
                values[j * view.rows() + t] = view.get(t, j);
            }
        }
        return PriceHistory.of(view.universe(), view.dates(), values);
    }

    @Property
    void aViewOfAViewEqualsACopyAndAnswersAlike(
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @IntRange(min = 1, max = 6) int columns,
            @ForAll long seed) {
        PriceHistory all = prices(rows, columns, seed);
        SplittableRandom random = new SplittableRandom(~seed);
        List<String> ids = new ArrayList<>(all.universe().ids());
        Collections.shuffle(ids, new Random(seed));
        Universe chosen = Universe.of(ids.subList(0, 1 + random.nextInt(columns)));
        int last = random.nextInt(rows + 1);
        PriceHistory view = all.lastRows(last).select(chosen).firstRows(random.nextInt(last + 1));

        PriceHistory copy = copy(view);

        assertThat(view).isEqualTo(copy).hasSameHashCodeAs(copy);
        double[] column = new double[view.rows()];
        double[] row = new double[view.columns()];
        for (int t = 0; t < view.rows(); t++) {
            view.rowInto(t, row, 0);
            for (int j = 0; j < view.columns(); j++) {
                int origin = all.rowAtOrBefore(view.date(t));
                double expected = all.get(origin, all.universe().indexOf(chosen.id(j)));
                view.columnInto(j, column, 0);
                assertThat(view.get(t, j)).isEqualTo(expected);
                assertThat(row[j]).isEqualTo(expected);
                assertThat(column[t]).isEqualTo(expected);
            }
        }
        if (view.rows() >= 2) {
            assertThat(view.returns()).isEqualTo(copy.returns());
        }
    }

    @Property
    void dateRangesKeepExactlyTheDatesWithin(
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @IntRange(min = -3, max = 80) int from,
            @ForAll @IntRange(min = 0, max = 80) int length,
            @ForAll long seed) {
        PriceHistory all = prices(rows, 2, seed);
        LocalDate first = START.plusDays(from);
        LocalDate last = first.plusDays(length);

        assertThat(all.between(first, last).dates())
                .isEqualTo(all.dates().stream()
                        .filter(d -> !d.isBefore(first) && !d.isAfter(last))
                        .toList());
        assertThat(all.upTo(last).dates())
                .isEqualTo(all.dates().stream().filter(d -> !d.isAfter(last)).toList());
    }

    @Property
    void pricesAreRebuiltFromTheirReturns(
            @ForAll @IntRange(min = 2, max = 60) int rows,
            @ForAll @IntRange(min = 1, max = 4) int columns,
            @ForAll long seed) {
        PriceHistory all = prices(rows, columns, seed);
        ReturnPanel simple = all.returns();
        LogReturnPanel logs = all.logReturns();
        for (int j = 0; j < columns; j++) {
            double compounded = all.get(0, j);
            double summed = 0;
            for (int t = 1; t < rows; t++) {
                compounded *= 1 + simple.get(t - 1, j);
                summed += logs.get(t - 1, j);
                // each step rounds thrice at most: 60 steps of 2^-52 with room to spare, amplified by falls of e^4
                assertThat(compounded).isEqualTo(all.get(t, j), within(1e-12 * all.get(t, j)));
                assertThat(StrictMath.exp(summed) * all.get(0, j))
                        .isEqualTo(all.get(t, j), within(1e-12 * all.get(t, j)));
            }
        }
    }

    @Property
    void permutingColumnsPermutesReturnsBitForBit(
            @ForAll @IntRange(min = 2, max = 30) int rows,
            @ForAll @IntRange(min = 1, max = 6) int columns,
            @ForAll long seed) {
        PriceHistory all = prices(rows, columns, seed);
        List<String> ids = new ArrayList<>(all.universe().ids());
        Collections.shuffle(ids, new Random(seed));
        Universe permuted = Universe.of(ids);

        assertThat(all.select(permuted).returns()).isEqualTo(all.returns().select(permuted));
    }

    @Property
    void scalingAllPricesByAPowerOfTwoLeavesReturnsUnchanged(
            @ForAll @IntRange(min = 2, max = 30) int rows,
            @ForAll @IntRange(min = -20, max = 20) int power,
            @ForAll long seed) {
        PriceHistory all = prices(rows, 2, seed);
        double[] scaled = new double[rows * 2];
        for (int j = 0; j < 2; j++) {
            for (int t = 0; t < rows; t++) {
                scaled[j * rows + t] = Math.scalb(all.get(t, j), power);
            }
        }

        assertThat(PriceHistory.of(all.universe(), all.dates(), scaled).returns())
                .isEqualTo(all.returns());
    }
}
