package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.time.Progress;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A {@link RegimeModel} that fits a {@link MarkovSwitching} model to the last bars of a series whenever it is asked.
 *
 * <p>It keeps nothing between calls, so that the same history always gives the same belief. A call is a fit: tens to
 * hundreds of milliseconds for a year of days. Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeModel model = SwitchingRegimeModel.of(SwitchingSpec.states(2).withLags(1).switching("const", "variance"));
 * RegimeBelief belief = model.believe(returns, today);
 * }</pre>
 */
public final class SwitchingRegimeModel implements RegimeModel {
    private static final String NAME = "Markov switching";

    private final SwitchingSpec spec;
    private final SwitchingSettings settings;
    private final RegimeLabels labels;
    private final Watched watched;

    private SwitchingRegimeModel(SwitchingSpec spec, SwitchingSettings settings, RegimeLabels labels, Watched watched) {
        this.spec = spec;
        this.settings = settings;
        this.labels = labels;
        this.watched = watched;
    }

    /**
     * A model of the mean return of all assets over the last 252 bars, labelled by volatility if the variance switches and
     * by mean if not.
     *
     * @param spec what the model is made of; without regressors and transition covariates, which a panel does not have
     * @return the model
     * @throws IllegalArgumentException if the specification has regressors or covariates
     */
    public static SwitchingRegimeModel of(SwitchingSpec spec) {
        Check.notNull(spec, "spec");
        if (!spec.regressors().isEmpty() || !spec.transitionCovariates().isEmpty()) {
            throw new IllegalArgumentException("spec must be without regressors and transition covariates, was " + spec
                    + "; fit it with MarkovSwitching.fit");
        }
        return new SwitchingRegimeModel(
                spec,
                SwitchingSettings.standard(),
                spec.switches(SwitchingSpec.VARIANCE) ? RegimeLabels.byVolatility() : RegimeLabels.byMean(),
                Watched.standard());
    }

    /**
     * The same model over another number of bars.
     *
     * @param bars at least 2
     * @return the model
     */
    public SwitchingRegimeModel lookBack(int bars) {
        return new SwitchingRegimeModel(spec, settings, labels, new Watched(watched.series(), bars));
    }

    /**
     * The same model of another series.
     *
     * @param series which series of the panel
     * @return the model
     */
    public SwitchingRegimeModel watching(MarketSeries series) {
        return new SwitchingRegimeModel(spec, settings, labels, new Watched(series, watched.lookBack()));
    }

    /**
     * The same model fitted otherwise.
     *
     * @param value how to fit
     * @return the model
     */
    public SwitchingRegimeModel with(SwitchingSettings value) {
        return new SwitchingRegimeModel(spec, Check.notNull(value, "settings"), labels, watched);
    }

    /**
     * The same model with other labels, which see each state's mean and variance.
     *
     * @param value which regime each state is
     * @return the model
     */
    public SwitchingRegimeModel labelled(RegimeLabels value) {
        return new SwitchingRegimeModel(spec, settings, Check.notNull(value, "labels"), watched);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        return watched.believe(name(), labels.vocabulary(spec.states), history, asOf, this::judge);
    }

    private RegimeBelief judge(double[] window, List<LocalDate> dates) {
        LocalDate last = dates.get(dates.size() - 1);
        SwitchingFit fit = MarkovSwitching.fit(SwitchingSample.of(window), spec, settings, Progress.unheard());
        if (fit instanceof SwitchingFit.Converged converged) {
            return path(converged, dates).latest();
        }
        return RegimeBelief.unknown(
                labels.vocabulary(spec.states), name(), last, ((SwitchingFit.Failed) fit).message());
    }

    private RegimePath path(SwitchingFit.Converged fit, List<LocalDate> dates) {
        int k = spec.states;
        double[] variances = new double[k];
        for (int s = 0; s < k; s++) {
            variances[s] = fit.model().coefficient(SwitchingSpec.VARIANCE, s);
        }
        double[] transition = fit.model().transition();
        List<Regime> ofStates = List.copyOf(labels.label(
                GaussianHmm.of(StationaryChain.distribution(k, transition), transition, fit.stateMeans(), variances)));
        Check.length(ofStates.size(), k, "labels " + ofStates);
        List<Regime> regimes = List.copyOf(new LinkedHashSet<>(ofStates));
        double[] byState = fit.path().filtered();
        int bars = byState.length / k;
        double[] byRegime = new double[bars * regimes.size()];
        for (int t = 0; t < bars; t++) {
            for (int s = 0; s < k; s++) {
                int at = t * regimes.size() + regimes.indexOf(ofStates.get(s));
                byRegime[at] = Math.min(1, byRegime[at] + byState[t * k + s]);
            }
        }
        return RegimePath.of(regimes, dates.subList(spec.lags, dates.size()), byRegime, name());
    }

    @Override
    public String toString() {
        return "SwitchingRegimeModel[" + spec + ", last " + watched.lookBack() + " bars]";
    }
}
