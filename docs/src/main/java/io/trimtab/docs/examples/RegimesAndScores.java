package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.regime.ChangePointRegimeModel;
import io.trimtab.core.regime.InformationMethod;
import io.trimtab.core.regime.MarkovSwitching;
import io.trimtab.core.regime.RegimeEnsemble;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.regime.RuleRegimeModel;
import io.trimtab.core.regime.RuleSettings;
import io.trimtab.core.regime.SwitchingFilter;
import io.trimtab.core.regime.SwitchingFit;
import io.trimtab.core.regime.SwitchingRegimeModel;
import io.trimtab.core.regime.SwitchingSample;
import io.trimtab.core.regime.SwitchingSpec;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.Aggregator;
import io.trimtab.core.strategy.FactorAdjustment;
import io.trimtab.core.strategy.FactorScore;
import io.trimtab.core.strategy.FactorWeights;
import io.trimtab.core.strategy.FileStrategyCatalog;
import io.trimtab.core.strategy.Normaliser;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.ReferenceFactors;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.core.strategy.SnapshotCatalog;
import io.trimtab.core.strategy.StalenessPenalty;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.BarChart;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.StackedAreaChart;
import io.trimtab.docs.ecb.EcbHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Regimes of seventeen currencies, scores with other rules, and a catalog that outlives a crash. */
public final class RegimesAndScores {
    /** The bars the model of the picture is fitted to; it is then followed over all later ones. */
    public static final int LEARNED = 2500;

    private RegimesAndScores() {}

    /**
     * The return of holding all currencies in equal weight.
     *
     * @param returns daily returns
     * @return one a day
     */
    public static double[] market(ReturnPanel returns) {
        double[] losses = BacktestTheRisk.losses(returns);
        return Arrays.stream(losses).map(x -> 0.0 - x).toArray();
    }

    /**
     * Fits a model in which mean and variance switch.
     *
     * @param market daily returns
     * @return the fit
     */
    public static SwitchingFit.Converged fitted(double[] market) {
        SwitchingSpec spec = SwitchingSpec.states(2).switching("const", "variance");
        SwitchingFit fit = MarkovSwitching.fit(SwitchingSample.of(market), spec);
        if (fit instanceof SwitchingFit.Converged converged) {
            return converged;
        }
        throw new IllegalStateException(fit.toString());
    }

    /**
     * The parameters with their standard errors.
     *
     * @param fit a fit
     * @return one line a parameter
     */
    public static List<String> parameters(SwitchingFit.Converged fit) {
        return fit.model().spec().parameterNames().stream()
                .map(name -> String.format(
                        Locale.ROOT,
                        "%-12s %.3g (%.1g)",
                        name,
                        fit.model().parameter(name),
                        fit.standardErrors(InformationMethod.OBSERVED).of(name)))
                .toList();
    }

    /**
     * Follows the model bar by bar.
     *
     * @param model the model, which knows nothing of the bars
     * @param market daily returns
     * @return the probability of the turbulent state after each
     */
    public static double[] followed(MarkovSwitching model, double[] market) {
        SwitchingFilter filter = model.onlineFilter();
        double[] turbulent = new double[market.length];
        for (int t = 0; t < market.length; t++) {
            filter.update(market[t]);
            turbulent[t] = filter.probability(1);
        }
        return turbulent;
    }

    /**
     * Draws what was believed, and when.
     *
     * @param returns daily returns
     * @return the picture
     */
    public static StackedAreaChart beliefs(ReturnPanel returns) {
        double[] market = market(returns);
        MarkovSwitching model = fitted(Arrays.copyOf(market, LEARNED)).model();
        double[] turbulent = followed(model, Arrays.copyOfRange(market, LEARNED, market.length));
        return StackedAreaChart.over(returns.dates().subList(LEARNED, returns.rows()), Axis.percent("Probability"))
                .titled(
                        "Calm or turbulent: seventeen currencies, believed day by day",
                        "The probability of the turbulent state of a Markov-switching model fitted to the ten years before"
                                + " the picture begins, after each day. " + EcbHistory.SOURCE + ".")
                .layer("Turbulent", Colour.VERMILLION, turbulent)
                .layer(
                        "Calm",
                        Colour.SKY,
                        Arrays.stream(turbulent).map(p -> 1 - p).toArray())
                .build();
    }

    /**
     * Three opinions in one.
     *
     * @param periods how many bars make a year
     * @return the model
     */
    public static RegimeModel pooled(PeriodsPerYear periods) {
        return RegimeEnsemble.linear()
                .with(SwitchingRegimeModel.of(SwitchingSpec.states(2).switching("const", "variance")), 2)
                .with(ChangePointRegimeModel.of(periods), 1)
                .with(RuleRegimeModel.of(RuleSettings.standard(periods)), 1);
    }

    /**
     * A scorer in which strengths do not make up for weaknesses, young records count less and old ones lose.
     *
     * @return the scorer
     */
    public static StrategyScorer prudent() {
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(ReferenceFactors.regime(), Normaliser.asIs())
                .factor(
                        ReferenceFactors.performance(),
                        Normaliser.rank(),
                        FactorAdjustment.shrunkToCohort(StrategyRecord::usageCount, 20))
                .factor(ReferenceFactors.confidence(), Normaliser.asIs())
                .factor(ReferenceFactors.risk(), Normaliser.rank())
                .factor(ReferenceFactors.adaptation(), Normaliser.asIs())
                .weights(FactorWeights.reference())
                .aggregatedBy(Aggregator.powerMean(0.5))
                .penalty(new StalenessPenalty(90, 0.10, 0.30))
                .build();
        return scorer;
    }

    /**
     * Draws why strategies have the scores they have.
     *
     * @param ranking scored strategies
     * @param title of the picture
     * @return the picture
     */
    public static BarChart reasons(Ranking ranking, String title) {
        BarChart.Builder chart = BarChart.stacked(Axis.number("Score"))
                .titled(title, "For each strategy what each factor contributed to its score; penalties go below zero.");
        Colour[] colours = Colour.values();
        List<FactorScore> factors = ranking.first().factors();
        for (int f = 0; f < factors.size(); f++) {
            chart.series(factors.get(f).factor(), colours[f]);
        }
        for (ScoreCard card : ranking.cards()) {
            double[] parts = card.factors().stream()
                    .mapToDouble(FactorScore::contribution)
                    .toArray();
            chart.row(card.id(), String.format(Locale.ROOT, "%.3f", card.total()), parts);
        }
        return chart.build();
    }

    /**
     * Keeps strategies in files.
     *
     * @param folder where
     * @param found what was found
     * @return how many strategies are there when the folder is opened again
     */
    public static int kept(Path folder, List<StrategyRecord> found) {
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            found.forEach(catalog::add);
        }
        try (FileStrategyCatalog again = FileStrategyCatalog.open(folder)) {
            return again.candidates().size();
        }
    }

    /**
     * A catalog that may fail for a while.
     *
     * @param remote the catalog that may fail
     * @param clock tells the age of what it said last
     * @return a catalog that answers from its last snapshot for up to two days
     */
    public static StrategyCatalog steady(StrategyCatalog remote, InstantSource clock) {
        return SnapshotCatalog.over(remote, Duration.ofDays(2), clock);
    }

    /**
     * Writes the pictures of the guide.
     *
     * @param args the folder
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ReturnPanel returns = EcbHistory.load().returns();
        parameters(fitted(Arrays.copyOf(market(returns), LEARNED))).forEach(System.out::println);
        Files.writeString(Path.of(args[0], "regimes.svg"), beliefs(returns).document());
        Files.writeString(
                Path.of(args[0], "scores.svg"), ExampleStrategies.picture().document());
    }
}
