package io.trimtab.docs.demo;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.MarketSeries;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeModel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The regime of the currency market: a hidden Markov model of the equally weighted basket, fitted anew each January.
 *
 * <p>The parameters of a year come from the six years before it, and the belief of a day filters the returns up to that
 * day with them. Between two Januaries the meaning of a regime stays the same, which it would not if the model were
 * fitted in each cycle. Fits are kept, so an instance belongs to one history.
 */
final class YearlyHmm implements RegimeModel {
    /** Trading days that a fit sees at most: about six years. */
    static final int FIT_DAYS = 1500;

    /** A quarter of a log-likelihood unit in ten thousand is nothing to wait for. */
    private static final HmmSettings SETTINGS =
            HmmSettings.states(3).withStarts(4).withStopping(2000, 1e-4);

    private final MarketSeries basket = MarketSeries.equalWeight();
    private final SortedMap<Integer, HmmFit> fits = new TreeMap<>();

    @Override
    public String name() {
        return "Gaussian HMM, fitted each January";
    }

    @Override
    public synchronized RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
        int end = rowsUpTo(history, asOf);
        int learned = Math.min(end, rowsUpTo(history, LocalDate.of(asOf.getYear() - 1, 12, 31)));
        HmmFit fit = fits.computeIfAbsent(asOf.getYear(), year -> fit(history, learned));
        if (!(fit instanceof HmmFit.Converged converged)) {
            List<Regime> regimes = SETTINGS.labels().vocabulary(SETTINGS.states());
            return RegimeBelief.unknown(regimes, name(), asOf, ((HmmFit.Failed) fit).message());
        }
        return filter(converged, history, Math.max(0, learned - FIT_DAYS), end, asOf);
    }

    private HmmFit fit(ReturnPanel history, int end) {
        int first = Math.max(0, end - FIT_DAYS);
        return GaussianHmm.fit(
                basket.over(history, first, end - first), history.dates().subList(first, end), SETTINGS);
    }

    private RegimeBelief filter(HmmFit.Converged fit, ReturnPanel history, int first, int end, LocalDate asOf) {
        GaussianHmm model = fit.model();
        double[] path = new double[(end - first) * model.states()];
        model.filterInto(basket.over(history, first, end - first), path);
        double[] latest = Arrays.copyOfRange(path, path.length - model.states(), path.length);
        return RegimeBelief.of(fit.stateRegimes(), latest, name(), asOf);
    }

    private static int rowsUpTo(ReturnPanel history, LocalDate day) {
        int found = Collections.binarySearch(history.dates(), day);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
