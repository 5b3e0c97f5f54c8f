package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stretch of history, played again to a portfolio of today.
 *
 * <pre>{@code
 * HistoricalReplay crash = HistoricalReplay.of(returns, HistoricalWindow.BLACK_MONDAY_1987);
 * ReplayOutcome outcome = crash.play(weights);
 * outcome.loss();        // from the first close to the last
 * outcome.worstLoss();   // the deepest on the way
 * StressScenario scenario = crash.scenario();  // the same returns for a StressTest
 * }</pre>
 *
 * <p>The portfolio is bought at the close of the first date and held without trading: after t periods it is worth {@code 1 +
 * sum of w_i (growth of i until t - 1)}. Immutable and thread-safe.
 */
public final class HistoricalReplay {
    /** A holiday and a weekend may lie between a date and the nearest row. */
    private static final int DAYS_APART = 7;

    private final String name;
    private final ReturnPanel rows;
    private final LocalDate from;

    private HistoricalReplay(String name, ReturnPanel rows, LocalDate from) {
        this.name = name;
        this.rows = rows;
        this.from = from;
    }

    /**
     * One of the famous falls.
     *
     * @param history simple returns that cover it
     * @param window which
     * @return the replay
     * @throws IllegalArgumentException if the history does not cover the window
     */
    public static HistoricalReplay of(ReturnPanel history, HistoricalWindow window) {
        Check.notNull(window, "window");
        return of(window.toString(), history, window.peak(), window.trough());
    }

    /**
     * Any stretch.
     *
     * @param name for people
     * @param history simple returns that cover it
     * @param from the close at which it begins; the first return that counts is of a later date
     * @param to the close at which it ends, whose return is the last that counts
     * @return the replay
     * @throws IllegalArgumentException if the name is blank, there is no return between the dates, or the history begins or
     *     ends more than a week within them
     */
    public static HistoricalReplay of(String name, ReturnPanel history, LocalDate from, LocalDate to) {
        Check.notBlank(name, "name");
        Check.notNull(history, "history");
        if (!Check.notNull(from, "from").isBefore(Check.notNull(to, "to"))) {
            throw new IllegalArgumentException("to must be after from (" + from + "), was " + to);
        }
        ReturnPanel rows = history.between(from.plusDays(1), to);
        if (rows.rows() == 0) {
            throw new IllegalArgumentException(
                    "history must have returns after " + from + " and until " + to + ", has none");
        }
        if (rows.date(0).isAfter(from.plusDays(DAYS_APART))
                || rows.date(rows.rows() - 1).isBefore(to.minusDays(DAYS_APART))) {
            throw new IllegalArgumentException("history must cover " + from + " to " + to
                    + ", but its returns there are of " + rows.date(0) + " to " + rows.date(rows.rows() - 1));
        }
        return new HistoricalReplay(name, rows, from);
    }

    /**
     * What each asset returned over the whole stretch.
     *
     * @return a scenario that names every asset
     */
    public StressScenario scenario() {
        double[] growth = new double[rows.columns()];
        Arrays.fill(growth, 1);
        double[] row = new double[growth.length];
        for (int t = 0; t < rows.rows(); t++) {
            grow(growth, row, t);
        }
        SortedMap<String, Double> shocks = new TreeMap<>();
        for (int i = 0; i < growth.length; i++) {
            shocks.put(rows.universe().id(i), growth[i] - 1);
        }
        return StressScenario.named(name).shocking(shocks);
    }

    private void grow(double[] growth, double[] row, int t) {
        rows.rowInto(t, row, 0);
        for (int i = 0; i < growth.length; i++) {
            growth[i] *= 1 + row[i];
        }
    }

    /**
     * Plays it to a portfolio.
     *
     * @param weights over the universe of the history, as fractions of equity
     * @return the equity on the way
     * @throws IllegalArgumentException if the universes differ
     */
    public ReplayOutcome play(Weights weights) {
        rows.universe().requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double[] growth = new double[rows.columns()];
        Arrays.fill(growth, 1);
        double[] row = new double[growth.length];
        double[] equity = new double[rows.rows()];
        for (int t = 0; t < equity.length; t++) {
            grow(growth, row, t);
            double gain = 0;
            for (int i = 0; i < growth.length; i++) {
                gain += weights.get(i) * (growth[i] - 1);
            }
            equity[t] = 1 + gain;
        }
        return new ReplayOutcome(name, rows.dates(), equity);
    }

    @Override
    public String toString() {
        return "HistoricalReplay[" + name + ", after " + from + ", " + rows.rows() + " returns until "
                + rows.date(rows.rows() - 1) + "]";
    }

    /**
     * A portfolio's equity while history went by.
     *
     * @param name of the stretch
     * @param dates one for each return; copied
     * @param equity after each, as a fraction of what there was at the beginning; below 0 where more was lost than there
     *     was; copied
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
    public record ReplayOutcome(String name, List<LocalDate> dates, double[] equity) {
        public ReplayOutcome {
            Check.notBlank(name, "name");
            dates = Check.copy(dates, "dates");
            equity = Check.allFinite(Check.notNull(equity, "equity"), "equity").clone();
            Check.length(equity.length, dates.size(), "equity");
            Check.atLeast(equity.length, 1, "number of equity values");
        }

        @Override
        public double[] equity() {
            return equity.clone();
        }

        /**
         * The loss from the first close to the last.
         *
         * @return a fraction of the first equity, positive for a loss
         */
        public double loss() {
            return 1 - equity[equity.length - 1];
        }

        /**
         * The largest loss since the first close at any close.
         *
         * @return a fraction of the first equity; negative if there was a gain at every close
         */
        public double worstLoss() {
            return 1 - equity[worst()];
        }

        /**
         * When the loss was largest.
         *
         * @return the first such date
         */
        public LocalDate worstDate() {
            return dates.get(worst());
        }

        private int worst() {
            int worst = 0;
            for (int t = 1; t < equity.length; t++) {
                worst = equity[t] < equity[worst] ? t : worst;
            }
            return worst;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ReplayOutcome that
                    && name.equals(that.name)
                    && dates.equals(that.dates)
                    && Arrays.equals(equity, that.equity);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * name.hashCode() + dates.hashCode()) + Arrays.hashCode(equity);
        }

        @Override
        public String toString() {
            return name + ": loses " + Text.number(100 * loss()) + "%, at worst " + Text.number(100 * worstLoss())
                    + "% on " + worstDate();
        }
    }
}
