package io.trimtab.risk.testkit;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Small return panels for tests. */
public final class Panels {
    private Panels() {}

    /**
     * A universe of n assets named A0, A1, ...
     *
     * @param n the number of assets
     * @return the universe
     */
    public static Universe universe(int n) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add("A" + i);
        }
        return Universe.of(ids);
    }

    /**
     * A panel of the given columns on consecutive days.
     *
     * @param columns the returns of each asset
     * @return the panel
     */
    public static ReturnPanel of(double[]... columns) {
        return of(universe(columns.length), columns);
    }

    /**
     * A panel of the given columns on consecutive days.
     *
     * @param universe the assets
     * @param columns the returns of each asset
     * @return the panel
     */
    public static ReturnPanel of(Universe universe, double[]... columns) {
        return ReturnPanel.of(universe, dates(columns[0].length), flat(columns));
    }

    /**
     * Consecutive days from 2020 on.
     *
     * @param rows how many
     * @return the dates
     */
    public static List<LocalDate> dates(int rows) {
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            dates.add(LocalDate.of(2020, 1, 1).plusDays(t));
        }
        return dates;
    }

    /**
     * Columns one after the other.
     *
     * @param columns numbers of each asset, equally many
     * @return all in one array
     */
    public static double[] flat(double[]... columns) {
        int rows = columns[0].length;
        double[] flat = new double[rows * columns.length];
        for (int j = 0; j < columns.length; j++) {
            System.arraycopy(columns[j], 0, flat, j * rows, rows);
        }
        return flat;
    }

    /**
     * Random returns with a common factor, volatilities between 0.5% and 3%, and a drift.
     *
     * @param rows the number of dates
     * @param n the number of assets
     * @param seed the seed
     * @return n columns of returns
     */
    public static double[][] random(int rows, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] market = new double[rows];
        Arrays.setAll(market, t -> bell(random));
        double[][] columns = new double[n][rows];
        for (int j = 0; j < n; j++) {
            double volatility = 0.005 + 0.025 * random.nextDouble();
            double beta = random.nextDouble() * 1.5 - 0.2;
            for (int t = 0; t < rows; t++) {
                columns[j][t] = 0.0003 + volatility * (beta * market[t] + bell(random));
            }
        }
        return columns;
    }

    private static double bell(SplittableRandom random) {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }
}
