package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import java.time.LocalDate;

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
    private final HmmSettings settings;
    private final Watched watched;

    private HmmRegimeModel(HmmSettings settings, Watched watched) {
        this.settings = settings;
        this.watched = watched;
    }

    /**
     * A model of the mean return of all assets over the last 252 bars.
     *
     * @param settings how to fit
     * @return the model
     */
    public static HmmRegimeModel of(HmmSettings settings) {
        return new HmmRegimeModel(Check.notNull(settings, "settings"), Watched.standard());
    }

    /**
     * The same model over another number of bars.
     *
     * @param bars at least 2
     * @return the model
     */
    public HmmRegimeModel lookBack(int bars) {
        return new HmmRegimeModel(settings, new Watched(watched.series(), bars));
    }

    /**
     * The same model of another series.
     *
     * @param series which series of the panel
     * @return the model
     */
    public HmmRegimeModel watching(MarketSeries series) {
        return new HmmRegimeModel(settings, new Watched(series, watched.lookBack()));
    }

    @Override
    public String name() {
        return HmmFit.NAME;
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        return watched.believe(
                name(),
                settings.labels().vocabulary(settings.states()),
                history,
                asOf,
                (window, dates) ->
                        GaussianHmm.fit(window, dates, settings).filter().latest());
    }

    @Override
    public String toString() {
        return "HmmRegimeModel[" + settings.states() + " states, last " + watched.lookBack() + " bars]";
    }
}
