package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;
import java.util.List;

/** What the models that watch one series over a look-back have in common: what they see, and when they know nothing. */
record Watched(MarketSeries series, int lookBack) {
    static final int DEFAULT_LOOK_BACK = 252;

    Watched {
        Check.notNull(series, "series");
        Check.atLeast(lookBack, 2, "lookBack");
    }

    /** Judges a window of the series. */
    @FunctionalInterface
    interface Judge {
        RegimeBelief judge(double[] window, List<LocalDate> dates);
    }

    static Watched standard() {
        return new Watched(MarketSeries.equalWeight(), DEFAULT_LOOK_BACK);
    }

    /** The judgement of the last bars up to a date, under the model's name and the date asked for; or unknown. */
    RegimeBelief believe(String name, List<Regime> regimes, ReturnPanel history, LocalDate asOf, Judge judge) {
        Check.notNull(history, "history");
        Check.notNull(asOf, "asOf");
        int end = history.rowAtOrBefore(asOf) + 1;
        int rows = Math.min(end, lookBack);
        if (rows == 0) {
            return RegimeBelief.unknown(regimes, name, asOf, "no observation up to " + asOf);
        }
        double[] window;
        try {
            window = series.over(history, end - rows, rows);
        } catch (IllegalArgumentException absent) {
            // An index that was left out of today's data must not stop the cycle: nothing is known without it.
            return RegimeBelief.unknown(regimes, name, asOf, "no series to watch: " + absent.getMessage());
        }
        RegimeBelief latest = judge.judge(window, history.dates().subList(end - rows, end));
        if (!latest.isKnown()) {
            return RegimeBelief.unknown(regimes, name, asOf, latest.note());
        }
        return RegimeBelief.of(latest.regimes(), latest.probabilities(), name, asOf)
                .withDuration(latest.durationBars());
    }
}
