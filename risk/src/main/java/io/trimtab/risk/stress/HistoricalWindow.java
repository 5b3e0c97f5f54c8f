package io.trimtab.risk.stress;

import java.time.LocalDate;

/**
 * Falls of the US stock market that every book should have been held against.
 *
 * <p>From the close before the fall, a high of the Dow Jones or S&amp;P 500, to the close of its low.
 */
public enum HistoricalWindow {
    /** The great crash and what followed, down to the low of 1932. */
    CRASH_OF_1929("1929", LocalDate.of(1929, 9, 3), LocalDate.of(1932, 7, 8)),
    /** The four days before Black Monday, and Black Monday. */
    BLACK_MONDAY_1987("1987", LocalDate.of(1987, 10, 13), LocalDate.of(1987, 10, 19)),
    /** The end of the technology boom. */
    DOT_COM_2000("2000-02", LocalDate.of(2000, 3, 24), LocalDate.of(2002, 10, 9)),
    /** The financial crisis. */
    FINANCIAL_CRISIS_2008("2008", LocalDate.of(2007, 10, 9), LocalDate.of(2009, 3, 9)),
    /** The first weeks of the pandemic. */
    PANDEMIC_2020("2020-03", LocalDate.of(2020, 2, 19), LocalDate.of(2020, 3, 23));

    private final String label;
    private final LocalDate peak;
    private final LocalDate trough;

    HistoricalWindow(String label, LocalDate peak, LocalDate trough) {
        this.label = label;
        this.peak = peak;
        this.trough = trough;
    }

    /**
     * The close from which it fell.
     *
     * @return a trading day; returns count from the day after
     */
    public LocalDate peak() {
        return peak;
    }

    /**
     * The close at which the fall ended.
     *
     * @return a trading day, whose return is the last that counts
     */
    public LocalDate trough() {
        return trough;
    }

    /** As people say it: {@code 1987}. */
    @Override
    public String toString() {
        return label;
    }
}
