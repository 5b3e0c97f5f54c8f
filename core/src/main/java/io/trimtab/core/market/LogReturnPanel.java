package io.trimtab.core.market;

import java.time.LocalDate;
import java.util.List;

/**
 * Logarithmic returns of a universe over dates: {@code ln(price / previous price)}, all finite.
 *
 * <p>They add up over time, not over assets: the return of a portfolio is not the weighted sum of log returns, so
 * that they have a type of their own and are no {@link ReturnPanel}. Made by {@link PriceHistory#logReturns()}.
 * Immutable and thread-safe.
 */
public final class LogReturnPanel extends Panel<LogReturnPanel> {
    private LogReturnPanel(Layout layout) {
        super(layout);
    }

    /** Takes ownership of {@code values}; checks that they are finite. */
    static LogReturnPanel adopt(Universe universe, List<LocalDate> dates, double[] values) {
        LogReturnPanel panel = new LogReturnPanel(Layout.owning(universe, dates, values));
        panel.requireFinite();
        return panel;
    }

    /**
     * The same returns as fractions.
     *
     * @return simple returns, {@code exp(log return) - 1}
     */
    public ReturnPanel simple() {
        double[] simple = new double[rows() * columns()];
        for (int j = 0; j < columns(); j++) {
            columnInto(j, simple, j * rows());
        }
        for (int k = 0; k < simple.length; k++) {
            simple[k] = StrictMath.expm1(simple[k]);
        }
        return ReturnPanel.adopt(universe(), dates(), simple);
    }

    @Override
    LogReturnPanel withLayout(Layout layout) {
        return new LogReturnPanel(layout);
    }

    @Override
    String noun() {
        return "log return";
    }
}
