package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;
import java.util.List;

/**
 * A {@link RegimeModel} that fits a {@link GaussianHmm} to the last bars of a series whenever it is asked.
 *
 * <p>It keeps nothing between calls, so that the same history always gives the same belief. A call is a fit: O(starts x
 * iterations x bars x K^2), milliseconds for a year of days and a few states. Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeModel model = HmmRegimeModel.of(HmmSettings.states(3)).lookBack(504);
 * RegimeBelief belief = model.believe(returns, today);
 * }</pre>
 */
public final class HmmRegimeModel implements RegimeModel {
    private static final int DEFAULT_LOOK_BACK = 252;

    private final HmmSettings settings;
    private final MarketSeries series;
    private final int lookBack;

    private HmmRegimeModel(HmmSettings settings, MarketSeries series, int lookBack) {
        this.settings = settings;
        this.series = series;
        this.lookBack = lookBack;
    }

    /**
     * A model of the mean return of all assets over the last 252 bars.
     *
     * @param settings how to fit
     * @return the model
     */
    public static HmmRegimeModel of(HmmSettings settings) {
        return new HmmRegimeModel(Check.notNull(settings, "settings"), MarketSeries.equalWeight(), DEFAULT_LOOK_BACK);
    }

    /**
     * The same model over another number of bars.
     *
     * @param bars at least 2
     * @return the model
     */
    public HmmRegimeModel lookBack(int bars) {
        return new HmmRegimeModel(settings, series, Check.atLeast(bars, 2, "lookBack"));
    }

    /**
     * The same model of another series.
     *
     * @param watched which series of the panel
     * @return the model
     */
    public HmmRegimeModel watching(MarketSeries watched) {
        return new HmmRegimeModel(settings, Check.notNull(watched, "series"), lookBack);
    }

    @Override
    public String name() {
        return HmmFit.NAME;
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        Check.notNull(history, "history");
        Check.notNull(asOf, "asOf");
        List<Regime> regimes = settings.labels().vocabulary(settings.states());
        int end = history.rowAtOrBefore(asOf) + 1;
        int rows = Math.min(end, lookBack);
        if (rows == 0) {
            return RegimeBelief.unknown(regimes, name(), asOf, "no observation up to " + asOf);
        }
        double[] watched;
        try {
            watched = series.over(history, end - rows, rows);
        } catch (IllegalArgumentException absent) {
            // An index that was left out of today's data must not stop the cycle: nothing is known without it.
            return RegimeBelief.unknown(regimes, name(), asOf, "no series to watch: " + absent.getMessage());
        }
        HmmFit fit = GaussianHmm.fit(watched, history.dates().subList(end - rows, end), settings);
        RegimeBelief latest = fit.filter().latest();
        if (!latest.isKnown()) {
            return RegimeBelief.unknown(regimes, name(), asOf, latest.note());
        }
        return RegimeBelief.of(latest.regimes(), latest.probabilities(), name(), asOf)
                .withDuration(latest.durationBars());
    }

    @Override
    public String toString() {
        return "HmmRegimeModel[" + settings.states() + " states, last " + lookBack + " bars]";
    }
}
