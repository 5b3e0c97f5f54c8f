package io.trimtab.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.DataDefect;
import io.trimtab.core.market.DataFinding;
import io.trimtab.core.market.DataPolicy;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.HistoricalMarketData;
import io.trimtab.core.market.LogReturnPanel;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Panel;
import io.trimtab.core.market.PriceCsv;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.RawPrices;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Treatment;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.ValidationReport;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.ChangePointRegimeModel;
import io.trimtab.core.regime.ChangePoints;
import io.trimtab.core.regime.GaussianHmm;
import io.trimtab.core.regime.HmmFit;
import io.trimtab.core.regime.HmmRegimeModel;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.regime.InformationMethod;
import io.trimtab.core.regime.InitialDistribution;
import io.trimtab.core.regime.MarketSeries;
import io.trimtab.core.regime.MarkovSwitching;
import io.trimtab.core.regime.OnlineEnsemble;
import io.trimtab.core.regime.OnlineFilter;
import io.trimtab.core.regime.OpinionPool;
import io.trimtab.core.regime.ParameterErrors;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeEnsemble;
import io.trimtab.core.regime.RegimeLabels;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.regime.RegimePath;
import io.trimtab.core.regime.RuleRegimeModel;
import io.trimtab.core.regime.RuleSettings;
import io.trimtab.core.regime.StateFilter;
import io.trimtab.core.regime.SwitchingFilter;
import io.trimtab.core.regime.SwitchingFit;
import io.trimtab.core.regime.SwitchingPath;
import io.trimtab.core.regime.SwitchingRegimeModel;
import io.trimtab.core.regime.SwitchingSample;
import io.trimtab.core.regime.SwitchingSettings;
import io.trimtab.core.regime.SwitchingSpec;
import io.trimtab.core.regime.VarianceStructure;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.BootstrapDistribution;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.statistics.NormalMixture;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.statistics.SharpeTrials;
import io.trimtab.core.strategy.Aggregator;
import io.trimtab.core.strategy.AssetClass;
import io.trimtab.core.strategy.CatalogReading;
import io.trimtab.core.strategy.CorrelationLevel;
import io.trimtab.core.strategy.Factor;
import io.trimtab.core.strategy.FactorAdjustment;
import io.trimtab.core.strategy.FactorDirection;
import io.trimtab.core.strategy.FactorScore;
import io.trimtab.core.strategy.FactorTable;
import io.trimtab.core.strategy.FactorWeights;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.Incumbent;
import io.trimtab.core.strategy.MarketConditions;
import io.trimtab.core.strategy.MissingPolicy;
import io.trimtab.core.strategy.Normaliser;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.ReferenceFactors;
import io.trimtab.core.strategy.Rejection;
import io.trimtab.core.strategy.RejectionCode;
import io.trimtab.core.strategy.RiskProfile;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.core.strategy.ScoreMatrix;
import io.trimtab.core.strategy.ScorePenalty;
import io.trimtab.core.strategy.ScoreWorkspace;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.SelectionChange;
import io.trimtab.core.strategy.SelectionMethod;
import io.trimtab.core.strategy.SelectionState;
import io.trimtab.core.strategy.SelectionWeighting;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.SnapshotCatalog;
import io.trimtab.core.strategy.StalenessPenalty;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyQuery;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.strategy.StrategyType;
import io.trimtab.core.strategy.VolatilityLevel;
import io.trimtab.core.strategy.evidence.BacktestOverfitting;
import io.trimtab.core.strategy.evidence.ConfidenceSetResult;
import io.trimtab.core.strategy.evidence.EffectiveTrials;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.GateReason;
import io.trimtab.core.strategy.evidence.ModelConfidenceSet;
import io.trimtab.core.strategy.evidence.OverfittingResult;
import io.trimtab.core.strategy.evidence.RealityCheck;
import io.trimtab.core.strategy.evidence.Resampling;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.SpaResult;
import io.trimtab.core.strategy.evidence.StepwiseResult;
import io.trimtab.core.strategy.evidence.StepwiseTest;
import io.trimtab.core.strategy.evidence.SuperiorPredictiveAbility;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.strategy.evidence.TrialCorrelations;
import io.trimtab.core.strategy.evidence.TrialMetric;
import io.trimtab.core.strategy.evidence.Trials;
import io.trimtab.core.strategy.learning.ExponentiatedGradient;
import io.trimtab.core.strategy.learning.Hedge;
import io.trimtab.core.strategy.learning.LearnedScores;
import io.trimtab.core.strategy.learning.StrategyLearner;
import io.trimtab.core.strategy.learning.ThompsonSampling;
import io.trimtab.core.strategy.learning.UpperConfidence;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.testkit.NumberArguments;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Null for any argument of any public method is answered with the argument's name. */
class NullMessagesTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 31);

    private static NullArguments values() {
        return new NullArguments()
                .with("A", String.class)
                .with(DAY, LocalDate.class)
                .with(DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.class)
                .with(LocalTime.NOON, LocalTime.class)
                .with(ZoneOffset.UTC, ZoneId.class)
                .with(Duration.ofSeconds(1), Duration.class)
                .with(Path.of("absent.csv"), Path.class)
                .with(new double[] {1}, double[].class)
                .with(new String[] {"A"}, String[].class)
                .named("java.util.List<java.lang.String>", List.of("A"))
                .named("java.util.List<java.time.LocalDate>", List.of(DAY));
    }

    private static NullArguments market() {
        Universe universe = Universe.of("A");
        PriceHistory prices = PriceHistory.of(universe, List.of(DAY.minusDays(1), DAY), new double[] {1, 2});
        MarketSnapshot snapshot = MarketSnapshot.of(universe, Instant.EPOCH, new double[] {1});
        return values().with(universe, Universe.class)
                .with(prices, PriceHistory.class)
                .with(prices, Panel.class)
                .with(prices.returns(), ReturnPanel.class)
                .with(prices.logReturns(), LogReturnPanel.class)
                .with(prices.gappedReturns(), GappedReturns.class)
                .with(snapshot, MarketSnapshot.class)
                .with(Weights.equal(universe), Weights.class)
                .with(RawPrices.of(prices), RawPrices.class)
                .with(RawPrices.builder(), RawPrices.Builder.class)
                .with(PriceCsv.wide(), PriceCsv.class)
                .with(HistoricalMarketData.of(prices), HistoricalMarketData.class)
                .with(DataPolicy.standard(), DataPolicy.class)
                .with(DataPolicy.builder(), DataPolicy.Builder.class)
                .with(DataDefect.GAP, DataDefect.class)
                .with(new DataDefect[] {DataDefect.GAP}, DataDefect[].class)
                .with(Treatment.WARN, Treatment.class)
                .with(DataPolicy.standard().validate(prices), ValidationReport.class)
                .named("java.util.List<" + DataFinding.class.getName() + ">", List.of());
    }

    private static NullArguments regime() {
        SwitchingSpec spec = SwitchingSpec.states(2);
        MarkovSwitching switching = MarkovSwitching.of(spec, 0.9, 0.1, 1, 2, 1);
        SwitchingSample sample = SwitchingSample.of(new double[] {1, 2, 1});
        double[] spells = new double[80];
        for (int t = 0; t < spells.length; t++) {
            spells[t] = (t * 37 % 11 - 5) * (t / 20 % 2 == 0 ? 1 : 4);
        }
        SwitchingFit.Converged fit = (SwitchingFit.Converged)
                MarkovSwitching.fit(SwitchingSample.of(spells), spec.switching(SwitchingSpec.VARIANCE));
        GaussianHmm model = GaussianHmm.of(new double[] {1}, new double[] {1}, new double[] {1}, new double[] {1});
        RegimeBelief belief = RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, "test", DAY);
        return market().with(model, GaussianHmm.class)
                .with(belief, RegimeBelief.class)
                .with(model.onlineFilter(), OnlineFilter.class)
                .with(model.onlineFilter(), StateFilter.class)
                .with(OnlineEnsemble.of(OpinionPool.LINEAR, 1), OnlineEnsemble.class)
                .with(RegimePath.of(List.of(Regime.BULL), List.of(DAY), new double[] {1}, "test"), RegimePath.class)
                .with(Regime.BULL, Regime.class)
                .with(new Regime[] {Regime.BULL}, Regime[].class)
                .named("java.util.List<" + Regime.class.getName() + ">", List.of(Regime.BULL))
                .with(HmmSettings.states(1), HmmSettings.class)
                .with(HmmRegimeModel.of(HmmSettings.states(1)), HmmRegimeModel.class)
                .with(VarianceStructure.COMMON, VarianceStructure.class)
                .with(InitialDistribution.STATIONARY, InitialDistribution.class)
                .with(RegimeLabels.byMean(), RegimeLabels.class)
                .with(MarketSeries.equalWeight(), MarketSeries.class)
                .with(fit, SwitchingFit.Converged.class)
                .with(spec, SwitchingSpec.class)
                .with(switching, MarkovSwitching.class)
                .with(sample, SwitchingSample.class)
                .with(switching.path(sample), SwitchingPath.class)
                .with(switching.onlineFilter(), SwitchingFilter.class)
                .with(switching.standardErrors(sample, InformationMethod.OBSERVED), ParameterErrors.class)
                .with(SwitchingSettings.standard(), SwitchingSettings.class)
                .with(InformationMethod.OBSERVED, InformationMethod.class)
                .with(SwitchingRegimeModel.of(spec), SwitchingRegimeModel.class)
                .with(Progress.unheard(), Progress.class)
                .with(ChangePoints.expectingRunsOf(2), ChangePoints.class)
                .with(ChangePointRegimeModel.of(PeriodsPerYear.DAILY), ChangePointRegimeModel.class)
                .with(RuleSettings.standard(PeriodsPerYear.DAILY), RuleSettings.class)
                .with(RuleRegimeModel.of(RuleSettings.standard(PeriodsPerYear.DAILY)), RuleRegimeModel.class)
                .with(RegimeEnsemble.linear(), RegimeEnsemble.class)
                .with(RegimeEnsemble.linear(), RegimeModel.class)
                .with(OpinionPool.LINEAR, OpinionPool.class)
                .with(new double[][] {{1}}, double[][].class)
                .with(HmmFit.Failed.Cause.NO_VARIATION, HmmFit.Failed.Cause.class)
                .with(PeriodsPerYear.DAILY, PeriodsPerYear.class)
                .with(Confidence.of(0.95), Confidence.class);
    }

    private static NullArguments strategy() {
        RegimeBelief belief = RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, "test", DAY);
        MarketConditions conditions = MarketConditions.of(belief);
        StrategyRecord record = StrategyRecord.builder("A", StrategyType.TREND).build();
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(ReferenceFactors.adaptation(), Normaliser.asIs())
                .build();
        Ranking ranking = scorer.score(List.of(record), belief);
        Selection selection = Selector.top(1).select(ranking);
        String here = "io.trimtab.core.strategy.";
        return regime().with(conditions, MarketConditions.class)
                .with(record, StrategyRecord.class)
                .with(record.toBuilder(), StrategyRecord.Builder.class)
                .with(record.performance(), PerformanceSummary.class)
                .with(record.context(), StrategyContext.class)
                .with(record.evidence(), TrackEvidence.class)
                .with(SelectionGate.open(), SelectionGate.class)
                .with(TrialCorrelations.of(List.of("A"), new double[] {1}), TrialCorrelations.class)
                .with(LearnedScores.of(List.of("A"), Hedge.over(1, 1)), LearnedScores.class)
                .with(SelectionMethod.regimeBased(), SelectionMethod.class)
                .with(scorer, StrategyScorer.class)
                .with(StrategyScorer.builder(), StrategyScorer.Builder.class)
                .with(scorer.weights(), FactorWeights.class)
                .with(scorer.tabulate(List.of(record), conditions), FactorTable.class)
                .with(ScoreWorkspace.forFactors(1), ScoreWorkspace.class)
                .with(ranking, Ranking.class)
                .with(ranking.first(), ScoreCard.class)
                .with(selection, Selection.class)
                .with(selection.state(), SelectionState.class)
                .with(Selector.top(1), Selector.class)
                .with(SelectionWeighting.EQUAL, SelectionWeighting.class)
                .with(SelectionChange.Kind.LEFT, SelectionChange.Kind.class)
                .with(RejectionCode.OUTRANKED, RejectionCode.class)
                .with(StrategyQuery.all(), StrategyQuery.class)
                .with(StrategyType.TREND, StrategyType.class)
                .with(new StrategyType[] {StrategyType.TREND}, StrategyType[].class)
                .with(AssetClass.FX, AssetClass.class)
                .with(new AssetClass[] {AssetClass.FX}, AssetClass[].class)
                .with(RiskProfile.BALANCED, RiskProfile.class)
                .with(VolatilityLevel.LOW, VolatilityLevel.class)
                .with(CorrelationLevel.LOW, CorrelationLevel.class)
                .with(MissingPolicy.REJECT, MissingPolicy.class)
                .with(ReferenceFactors.adaptation(), Factor.class)
                .with(Normaliser.asIs(), Normaliser.class)
                .with(FactorDirection.Kind.COST, FactorDirection.Kind.class)
                .with(FactorScore.Source.MEASURED, FactorScore.Source.class)
                .with(InMemoryStrategyCatalog.empty(), InMemoryStrategyCatalog.class)
                .with(ScoreMatrix.of(1, 1, new double[] {1}, new double[] {1}), ScoreMatrix.class)
                .with(Aggregator.borda(), Aggregator.class)
                .with(InMemoryStrategyCatalog.empty(), StrategyCatalog.class)
                .with((InstantSource) () -> Instant.EPOCH, InstantSource.class)
                .with(
                        SnapshotCatalog.over(InMemoryStrategyCatalog.empty(), Duration.ofDays(1), () -> Instant.EPOCH),
                        SnapshotCatalog.class)
                .with(CatalogReading.Staleness.FRESH, CatalogReading.Staleness.class)
                .with(FactorAdjustment.none(), FactorAdjustment.class)
                .with(new StalenessPenalty(1, 1, 1), ScorePenalty.class)
                .with(new StalenessPenalty(1, 1, 1), StalenessPenalty.class)
                .with((ToDoubleFunction<StrategyRecord>) strategy -> 1, ToDoubleFunction.class)
                .with((Function<String, double[]>) id -> new double[0], Function.class)
                .with(new int[] {1}, int[].class)
                .named("java.util.List<" + here + "StrategyRecord>", List.of(record))
                .named(Collection.class.getName() + "<" + here + "StrategyRecord>", List.of(record))
                .named("java.util.List<" + here + "ScoreCard>", ranking.cards())
                .named(
                        "java.util.List<" + here + "FactorScore>",
                        ranking.first().factors())
                .named("java.util.List<" + Rejection.class.getName() + ">", List.of())
                .named("java.util.List<" + SelectedStrategy.class.getName() + ">", List.of())
                .named("java.util.List<" + SelectionChange.class.getName() + ">", List.of())
                .named("java.util.List<" + Incumbent.class.getName() + ">", List.of())
                .named("java.util.List<" + here + "StrategyType>", List.of())
                .named("java.util.List<" + here + "AssetClass>", List.of())
                .named(SortedMap.class.getName() + "<java.lang.String, java.lang.String>", new TreeMap<>())
                .named(SortedSet.class.getName() + "<java.lang.String>", new TreeSet<>());
    }

    private static NullArguments evidence() {
        double[] noise = {1, -1, 2, -2, 3, -3, 1, 0, 4, -4, 1, 2, -2, -1, 3, -2};
        double[] other = {2, 1, -2, 3, -3, 1, 0, -4, 4, 1, 2, -2, -1, 1, -3, 2};
        Trials trials = Trials.of(List.of("A", "B"), noise, other);
        EvidenceStudy study = EvidenceStudy.standard(1).replications(99).blocks(4);
        EvidenceReport report = study.examine(trials);
        Resampling resampling = Resampling.automatic(trials, 99, 1);
        return values().with(new double[][] {noise}, double[][].class)
                .with(noise.clone(), double[].class)
                .with(trials, Trials.class)
                .with(trials.correlations(), TrialCorrelations.class)
                .with(resampling, Resampling.class)
                .with(BlockBootstrap.independent(), BlockBootstrap.class)
                .with((Progress) (done, all) -> {}, Progress.class)
                .with(SuperiorPredictiveAbility.plain(resampling), SuperiorPredictiveAbility.class)
                .with(report.best(), SpaResult.class)
                .with(RealityCheck.with(resampling), RealityCheck.class)
                .with(StepwiseTest.romanoWolf(resampling), StepwiseTest.class)
                .with(new StepwiseResult(List.of("A"), new double[] {1}, new double[] {1}), StepwiseResult.class)
                .with(ModelConfidenceSet.range(resampling), ModelConfidenceSet.class)
                .with(new ConfidenceSetResult(List.of("A"), new double[] {1}), ConfidenceSetResult.class)
                .with(BacktestOverfitting.inBlocks(4), BacktestOverfitting.class)
                .with(report.overfitting(), OverfittingResult.class)
                .with(TrialMetric.MEAN, TrialMetric.class)
                .with(EffectiveTrials.ALL, EffectiveTrials.class)
                .with(study, EvidenceStudy.class)
                .with(report, EvidenceReport.class)
                .with(report.tried(), SharpeTrials.class)
                .with(TrackEvidence.none(), TrackEvidence.class)
                .with(SelectionGate.open(), SelectionGate.class)
                .with(GateReason.NOT_EXAMINED, GateReason.class)
                .with(Confidence.of(0.95), Confidence.class)
                .named("java.util.List<" + TrackEvidence.class.getName() + ">", List.of(TrackEvidence.none()));
    }

    @Test
    void theTypesOfEvidenceNameTheirNullArguments() {
        assertThat(evidence().problemsInPackageOf(Trials.class)).isEmpty();
    }

    private static NullArguments learning() {
        return values().with(Hedge.over(1, 1), Hedge.class)
                .with(Hedge.over(1, 1), StrategyLearner.class)
                .with(ExponentiatedGradient.over(1, 0.05), ExponentiatedGradient.class)
                .with(UpperConfidence.over(1, 1), UpperConfidence.class)
                .with(ThompsonSampling.over(1, 1, 1), ThompsonSampling.class)
                .with(LearnedScores.of(List.of("A"), Hedge.over(1, 1)), LearnedScores.class)
                .named("java.util.Map<java.lang.String, java.lang.Double>", Map.of("A", 0.1));
    }

    @Test
    void theTypesOfLearningNameTheirNullArguments() {
        assertThat(learning().problemsInPackageOf(Hedge.class)).isEmpty();
    }

    /** NaN is the return of a strategy that was not run, for those that take it. */
    @Test
    void learnersRefuseWhatIsNoNumber() {
        assertThat(new NumberArguments(learning()).problemsInPackageOf(Hedge.class))
                .filteredOn(problem -> !problem.startsWith("UpperConfidence.observe with NaN")
                        && !problem.startsWith("ThompsonSampling.observe with NaN"))
                .isEmpty();
    }

    @Test
    void theTypesOfMarketNameTheirNullArguments() {
        assertThat(market().problemsInPackageOf(Universe.class)).isEmpty();
    }

    @Test
    void theTypesOfRegimeNameTheirNullArguments() {
        assertThat(regime().problemsInPackageOf(Regime.class)).isEmpty();
    }

    @Test
    void theTypesOfStrategyNameTheirNullArguments() {
        // a catalog in files needs a folder; see its own test
        assertThat(strategy().problemsInPackageOf(StrategyRecord.class))
                .filteredOn(problem -> !problem.startsWith("FileStrategyCatalog."))
                .isEmpty();
    }

    @Test
    void theTypesOfTimeNameTheirNullArguments() {
        NullArguments samples = values().with(ManualClock.startingAt(Instant.EPOCH), ManualClock.class);
        assertThat(samples.problemsInPackageOf(ManualClock.class)).isEmpty();
    }

    @Test
    void theTypesOfStatisticsNameTheirNullArguments() {
        NullArguments samples = values().with(Confidence.of(0.5), Confidence.class)
                .with(PeriodsPerYear.DAILY, PeriodsPerYear.class)
                .with(new SplittableRandom(1), SplittableRandom.class)
                .with(new int[] {0}, int[].class)
                .with(new SharpeEstimate(0.1, 10, 0, 3), SharpeEstimate.class)
                .with(new SharpeTrials(2, 1), SharpeTrials.class)
                .with(new HypothesisTest("test", 1, 0.5), HypothesisTest.class)
                .with(NormalMixture.of(new double[] {1}, new double[] {0}, new double[] {1}), NormalMixture.class)
                .with(BlockBootstrap.independent(), BlockBootstrap.class)
                .with(new BootstrapDistribution(1, new double[] {1}, 1), BootstrapDistribution.class);
        assertThat(samples.problemsInPackageOf(Confidence.class)).isEmpty();
    }

    /**
     * But for the arrays results are written to; for prices, which are read as they come and then checked by {@link
     * io.trimtab.core.market.PriceHistory#validate}; for returns that may be missing; and for volumes and spreads, which
     * may be unknown.
     */
    @Test
    void marketRegimeAndStrategyRefuseWhatIsNoNumber() {
        assertThat(new NumberArguments(market()).problemsInPackageOf(Universe.class))
                .filteredOn(problem -> !problem.contains("Into with")
                        && !problem.startsWith("PriceHistory.of with")
                        && !problem.startsWith("Builder.add with")
                        && !problem.startsWith("GappedReturns.of with NaN")
                        && !problem.startsWith("MarketSnapshot.withVolumes with NaN")
                        && !problem.startsWith("MarketSnapshot.withSpreads with NaN"))
                .isEmpty();
        // a fit to a series with a gap is an outcome, and so is a sample with one; lengths fit no specification; of the
        // settings' numbers of one value each no constructor is
        // valid
        assertThat(new NumberArguments(regime().named("int", 5)).problemsInPackageOf(Regime.class))
                .filteredOn(problem -> !problem.contains("Into with")
                        && !problem.startsWith("GaussianHmm.fit with")
                        && !problem.startsWith("HmmSettings.new with")
                        && !problem.startsWith("RuleSettings.new with")
                        && !problem.startsWith("MarkovSwitching.")
                        && !problem.startsWith("SwitchingFilter.update with")
                        && !problem.startsWith("SwitchingSample."))
                .isEmpty();
        // of evidence as well, what was not measured is NaN
        assertThat(new NumberArguments(evidence().named("int", 16)).problemsInPackageOf(Trials.class))
                .filteredOn(problem -> !problem.contains(".new with NaN")
                        && !problem.contains(" must have length 1, had 16") // the arrays of other tests
                        && !problem.startsWith("TrackEvidence.new with") // the samples' 0.5 is no number of trials
                        && !problem.startsWith("EvidenceReport.new with")
                        && !problem.startsWith("GateRefusal.new with"))
                .isEmpty();
        // a figure that was not measured is NaN, and a raw value that is missing
        NullArguments strategies = strategy()
                .with(FactorDirection.benefit(), FactorDirection.class)
                .with(PerformanceSummary.builder(), PerformanceSummary.Builder.class);
        assertThat(new NumberArguments(strategies).problemsInPackageOf(StrategyRecord.class))
                .filteredOn(problem -> !problem.contains("Into with")
                        && !problem.startsWith(
                                "Builder.") // what is built is checked when it is, see PerformanceSummary.new
                        && !problem.startsWith("FactorDirection.goodness with")
                        && !problem.startsWith("FactorResearch.byHorizon with")
                        && !problem.startsWith("InformationCoefficient.new with")
                        && !problem.startsWith("FamilyStatistics.new with")
                        && !problem.startsWith("Recommendation.new with")
                        && !problem.startsWith("YearOfFinds.new with")
                        && !problem.startsWith("FactorScore.new with")
                        && !problem.startsWith("Rejection.new with")
                        && !problem.startsWith("ScoreCard.new with")
                        && !problem.startsWith("StrategyScorer.tableOf with")
                        && !problem.contains(".new with NaN"))
                .isEmpty();
    }
}
