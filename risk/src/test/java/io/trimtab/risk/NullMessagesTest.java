package io.trimtab.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderSide;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.NullArguments;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.FactorAttribution;
import io.trimtab.risk.attribution.PortfolioRisk;
import io.trimtab.risk.attribution.RiskAttribution;
import io.trimtab.risk.attribution.VolatilityAttribution;
import io.trimtab.risk.limit.Breach;
import io.trimtab.risk.limit.BreachLedger;
import io.trimtab.risk.limit.Cut;
import io.trimtab.risk.limit.GateOrder;
import io.trimtab.risk.limit.GateSnapshot;
import io.trimtab.risk.limit.GuardReading;
import io.trimtab.risk.limit.LedgerEntry;
import io.trimtab.risk.limit.Limit;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.LimitBookGate;
import io.trimtab.risk.limit.LimitOverride;
import io.trimtab.risk.limit.MeasurementFailure;
import io.trimtab.risk.limit.OrderCut;
import io.trimtab.risk.limit.OrderRules;
import io.trimtab.risk.limit.PortfolioView;
import io.trimtab.risk.limit.PreTradeGate;
import io.trimtab.risk.limit.PreTradeGateBuilder;
import io.trimtab.risk.limit.PreTradeRiskGate;
import io.trimtab.risk.limit.ReArm;
import io.trimtab.risk.limit.RiskGateSnapshot;
import io.trimtab.risk.limit.RuleBreach;
import io.trimtab.risk.measure.CoMoments;
import io.trimtab.risk.measure.ConditionalVolatility;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.measure.Dispersion;
import io.trimtab.risk.measure.Drawdowns;
import io.trimtab.risk.measure.FamaDecomposition;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.MarketModel;
import io.trimtab.risk.measure.MarketTiming;
import io.trimtab.risk.measure.MeasureBatch;
import io.trimtab.risk.measure.MeasureTable;
import io.trimtab.risk.measure.MeasuredSeries;
import io.trimtab.risk.measure.ModelTail;
import io.trimtab.risk.measure.MonteCarloSimulation;
import io.trimtab.risk.measure.PeaksOverThreshold;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.PerformanceSummary;
import io.trimtab.risk.measure.PositionValue;
import io.trimtab.risk.measure.RelativeBatch;
import io.trimtab.risk.measure.RelativeMeasure;
import io.trimtab.risk.measure.ReturnSmoothing;
import io.trimtab.risk.measure.RiskFreeRate;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.ScenarioProbabilities;
import io.trimtab.risk.measure.StudentDistribution;
import io.trimtab.risk.measure.TailRisk;
import io.trimtab.risk.measure.TailThreshold;
import io.trimtab.risk.model.BayesStein;
import io.trimtab.risk.model.BodnarOkhrinParolya;
import io.trimtab.risk.model.CapmReturns;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.CovarianceRepair;
import io.trimtab.risk.model.DetonedCovariance;
import io.trimtab.risk.model.EquilibriumReturns;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.ExponentialCovariance;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.FactorRegression;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.FundamentalFactors;
import io.trimtab.risk.model.GapMoments;
import io.trimtab.risk.model.GapPolicy;
import io.trimtab.risk.model.GaussianMoments;
import io.trimtab.risk.model.GerberCovariance;
import io.trimtab.risk.model.GraphicalLasso;
import io.trimtab.risk.model.ImpliedVolatilities;
import io.trimtab.risk.model.JamesStein;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.model.LocalGlobalCovariance;
import io.trimtab.risk.model.MeanReturns;
import io.trimtab.risk.model.NeweyWestCovariance;
import io.trimtab.risk.model.NonlinearShrinkage;
import io.trimtab.risk.model.OracleApproximatingShrinkage;
import io.trimtab.risk.model.PairwiseMoments;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.PrincipalComponents;
import io.trimtab.risk.model.RandomMatrixDenoising;
import io.trimtab.risk.model.RepairCertificate;
import io.trimtab.risk.model.RepairedCovariance;
import io.trimtab.risk.model.ReturnTarget;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModelEstimator;
import io.trimtab.risk.model.RobustCovariance;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.model.SemiCovariance;
import io.trimtab.risk.model.ShrunkReturns;
import io.trimtab.risk.model.UnequalHistories;
import io.trimtab.risk.position.EqualRisk;
import io.trimtab.risk.position.Kelly;
import io.trimtab.risk.position.LotSize;
import io.trimtab.risk.position.PositionBook;
import io.trimtab.risk.position.PositionReport;
import io.trimtab.risk.position.PositionRisk;
import io.trimtab.risk.position.RiskPerTrade;
import io.trimtab.risk.position.Sizing;
import io.trimtab.risk.position.VolatilityTarget;
import io.trimtab.risk.stop.CalendarLoss;
import io.trimtab.risk.stop.LossWindow;
import io.trimtab.risk.stop.PositionSide;
import io.trimtab.risk.stop.PriceBar;
import io.trimtab.risk.stop.RollingLoss;
import io.trimtab.risk.stop.StopBook;
import io.trimtab.risk.stop.StopDistance;
import io.trimtab.risk.stop.StopOutcome;
import io.trimtab.risk.stop.StopPlan;
import io.trimtab.risk.stop.StopRule;
import io.trimtab.risk.stop.StopState;
import io.trimtab.risk.stream.MonitorReading;
import io.trimtab.risk.stream.MonitorSnapshot;
import io.trimtab.risk.stream.RiskMonitor;
import io.trimtab.risk.stream.RiskMonitorBuilder;
import io.trimtab.risk.stream.RollingDrawdown;
import io.trimtab.risk.stream.RollingMoments;
import io.trimtab.risk.stream.RollingTail;
import io.trimtab.risk.stream.TailLimit;
import io.trimtab.risk.stream.WindowSnapshot;
import io.trimtab.risk.stress.HistoricalReplay;
import io.trimtab.risk.stress.LiquidityAdjustedRisk;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.ReverseStress;
import io.trimtab.risk.stress.ReverseStressOutcome;
import io.trimtab.risk.stress.SpreadRisk;
import io.trimtab.risk.stress.StressOutcome;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.VolatilityModelContract;
import io.trimtab.risk.volatility.DynamicCorrelation;
import io.trimtab.risk.volatility.DynamicCorrelationFit;
import io.trimtab.risk.volatility.EwmaVolatility;
import io.trimtab.risk.volatility.GarchFilter;
import io.trimtab.risk.volatility.GarchFit;
import io.trimtab.risk.volatility.GarchModel;
import io.trimtab.risk.volatility.GarchParameters;
import io.trimtab.risk.volatility.GarchStandardErrors;
import io.trimtab.risk.volatility.NotFitted;
import io.trimtab.risk.volatility.VolatilityForecast;
import io.trimtab.risk.volatility.VolatilityModel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Null for any argument of any public method is answered with the argument's name. */
class NullMessagesTest {
    private static NullArguments samples() {
        ReturnPanel panel = Panels.of(new double[] {0.01, -0.02, 0.03}, new double[] {0.00, 0.01, -0.01});
        Universe universe = panel.universe();
        Weights weights = Weights.equal(universe);
        CovarianceMatrix covariance = SampleCovariance.unbiased().estimate(panel);
        TailRisk tail = HistoricalSimulation.at(Confidence.of(0.5)).measure(panel, weights);
        Limit limit = Limit.position(0.5);
        LimitBook book = LimitBook.builder().hard(limit).build();
        FactorCovariance factors = FactorCovariance.of(
                universe, CovarianceMatrix.of(Universe.of("F"), 0.04), new double[][] {{1}, {1}}, 0.1, 0.1);
        GappedReturns gapped = GappedReturns.of(panel);
        GarchFit fit = GarchModel.garch().fitOrThrow(VolatilityModelContract.returnsWithChangingVolatility(300, 1));
        ExpectedReturns returns = ExpectedReturns.of(universe, 0, 0);
        DeltaGamma optionBook = DeltaGamma.of(covariance, 0, new double[2], new double[2][2]);
        RiskMonitor monitor = RiskMonitor.over(panel).portfolio("A0").build(new double[] {1, 1});
        RollingTail rolling = RollingTail.over(2, Confidence.of(0.9));
        LocalDate before = panel.date(0).minusDays(1);
        HistoricalReplay replay = HistoricalReplay.of("A0", panel, before, panel.date(panel.rows() - 1));
        StressScenario scenario = StressScenario.named("A0").shocking("A0", 0.1);
        LiquidityProfile liquidity = LiquidityProfile.of(universe, new double[] {1, 1}, new double[2]);
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        PreTradeGateBuilder gateBuilder =
                PreTradeGate.over(universe).hard(limit).clock(clock);
        PreTradeGate gate = gateBuilder.build();
        GateOrder gateOrder = GateOrder.of("A0", "A0", 2);
        TradingState state = new TradingState(TradingState.Mode.ACTIVE, "", Instant.EPOCH, "");
        PositionBook positions =
                PositionBook.ofWeights(weights, new double[] {1, 1}, 1).withRiskModel(covariance);
        StopPlan plan = StopPlan.fixed(StopDistance.amount(1));
        StopState stop = plan.open(PositionSide.LONG, 10, Instant.EPOCH);
        RollingLoss loss = RollingLoss.over(Duration.ofDays(1));
        loss.observe(Instant.EPOCH, 1);
        CalendarLoss dayLoss = CalendarLoss.daily(ZoneOffset.UTC, LocalTime.MIDNIGHT);
        dayLoss.observe(Instant.EPOCH, 1);
        return new NullArguments()
                .with(loss, RollingLoss.class)
                .with(loss, LossWindow.class)
                .with(loss.snapshot(), RollingLoss.Snapshot.class)
                .with(new RollingLoss.Ended(Instant.EPOCH, 1), RollingLoss.Ended.class)
                .named("java.util.List<" + RollingLoss.Ended.class.getName() + ">", List.of())
                .with(dayLoss, CalendarLoss.class)
                .with(dayLoss.snapshot(), CalendarLoss.Snapshot.class)
                .with(ZoneOffset.UTC, ZoneId.class)
                .with(LocalTime.MIDNIGHT, LocalTime.class)
                .with(plan, StopPlan.class)
                .with(stop, StopState.class)
                .with(StopDistance.amount(1), StopDistance.class)
                .with(StopBook.empty(), StopBook.class)
                .with(PriceBar.tick(Instant.EPOCH, 10), PriceBar.class)
                .with(new StopOutcome.Holding(stop), StopOutcome.Holding.class)
                .with(
                        new StopOutcome.Stopped(StopRule.TIME, List.of(), Instant.EPOCH, 1, 1, 0, 0),
                        StopOutcome.Stopped.class)
                .named("java.util.List<" + StopRule.class.getName() + ">", List.of(StopRule.TIME))
                .with(new StopBook.Round(StopBook.empty(), new TreeMap<>()), StopBook.Round.class)
                .named(
                        "java.util.SortedMap<java.lang.String, " + PriceBar.class.getName() + ">",
                        new TreeMap<String, PriceBar>())
                .named(
                        "java.util.SortedMap<java.lang.String, " + StopOutcome.Stopped.class.getCanonicalName() + ">",
                        new TreeMap<String, StopOutcome.Stopped>())
                .with(Instant.EPOCH, Instant.class)
                .with(Duration.ofDays(1), Duration.class)
                .with(positions, PositionBook.class)
                .with(positions.measure(), PositionReport.class)
                .with(positions.measure().of("A0"), PositionRisk.class)
                .with(VolatilityTarget.annual(0.1, PeriodsPerYear.DAILY), VolatilityTarget.class)
                .with(EqualRisk.annual(0.1, PeriodsPerYear.DAILY), EqualRisk.class)
                .with(RiskPerTrade.of(0.1), RiskPerTrade.class)
                .with(Kelly.fraction(0.5), Kelly.class)
                .with(LotSize.of(1), LotSize.class)
                .with(new Sizing(weights, List.of()), Sizing.class)
                .with(gateBuilder, PreTradeGateBuilder.class)
                .with(gate, PreTradeGate.class)
                .with(gate.snapshot(), GateSnapshot.class)
                .with(gateOrder, GateOrder.class)
                .with(new OrderCut(gateOrder, 0), OrderCut.class)
                .with(state, TradingState.class)
                .with(ReArm.immediately(), ReArm.class)
                .with(OrderRules.none(), OrderRules.class)
                .with(OrderRules.builder(), OrderRules.Builder.class)
                .with(new LimitOverride("A0", "A0", "A0", Instant.EPOCH), LimitOverride.class)
                .with(new GuardReading(limit, "A0", Instant.EPOCH, 0, 0, ""), GuardReading.class)
                .with(gate.ledger(), BreachLedger.class)
                .with(clock, InstantSource.class)
                .with((DoubleSupplier) () -> 0, DoubleSupplier.class)
                .with(ZoneOffset.UTC, ZoneId.class)
                .with(BigDecimal.ONE, BigDecimal.class)
                .with(Order.market("A0", "A0", OrderSide.BUY, BigDecimal.ONE), Order.class)
                .named("java.util.List<" + LedgerEntry.class.getName() + ">", List.of())
                .named("java.util.List<" + RuleBreach.class.getName() + ">", List.of())
                .named("java.util.List<" + MeasurementFailure.class.getName() + ">", List.of())
                .with(monitor, RiskMonitor.class)
                .with(replay, HistoricalReplay.class)
                .with(replay.play(weights), HistoricalReplay.ReplayOutcome.class)
                .with(before, LocalDate.class)
                .with(scenario, StressScenario.class)
                .with(StressTest.of(covariance), StressTest.class)
                .with(StressTest.of(covariance).apply(scenario, weights), StressOutcome.class)
                .with(liquidity, LiquidityProfile.class)
                .with(new SpreadRisk(0, 0, 0), SpreadRisk.class)
                .named("java.util.SortedMap<java.lang.String, java.lang.String>", new TreeMap<String, String>())
                .with(LiquidityAdjustedRisk.of(covariance, liquidity, weights), LiquidityAdjustedRisk.class)
                .with(ReverseStress.of(covariance, weights), ReverseStress.class)
                .with(
                        new ReverseStressOutcome.MostLikely(universe, new double[2], 0, 0, 0),
                        ReverseStressOutcome.MostLikely.class)
                .named("java.util.SortedMap<java.lang.String, java.lang.Double>", new TreeMap<>())
                .with(RiskMonitor.over(panel).portfolio("A0"), RiskMonitorBuilder.class)
                .with(monitor.snapshot(), MonitorSnapshot.class)
                .with(monitor.reading(0), MonitorReading.class)
                .with(new TailLimit(Confidence.of(0.9), 1), TailLimit.class)
                .named("java.util.List<" + MonitorSnapshot.Position.class.getName() + ">", List.of())
                .named("java.util.List<" + MonitorReading.LimitReading.class.getName() + ">", List.of())
                .with(rolling, RollingTail.class)
                .with(rolling.snapshot(), WindowSnapshot.class)
                .with(RollingMoments.over(2), RollingMoments.class)
                .with(RollingDrawdown.over(2), RollingDrawdown.class)
                .with("A0", String.class)
                .with(universe, Universe.class)
                .with(panel, ReturnPanel.class)
                .with(weights, Weights.class)
                .with(new double[] {0.1, 0.2}, double[].class)
                .with(new double[][] {{1, 0}, {0, 1}}, double[][].class)
                .with(new int[] {0}, int[].class)
                .with(Confidence.of(0.9), Confidence.class)
                .with(ScenarioProbabilities.of(0.5, 0.5), ScenarioProbabilities.class)
                .with(PeriodsPerYear.DAILY, PeriodsPerYear.class)
                .with(covariance, CovarianceMatrix.class)
                .with(covariance, RiskModel.class)
                .with(PanelCovariance.of(panel), PanelCovariance.class)
                .with(factors, FactorCovariance.class)
                .with(factors, FactorStructure.class)
                .with(ExpectedReturns.of(universe, 0.1, 0.2), ExpectedReturns.class)
                .with(LedoitWolf.constantCorrelation(), LedoitWolf.class)
                .with(OracleApproximatingShrinkage.estimator(), OracleApproximatingShrinkage.class)
                .with(ExponentialCovariance.decay(0.9), ExponentialCovariance.class)
                .with(NeweyWestCovariance.lags(1), NeweyWestCovariance.class)
                .with(SemiCovariance.below(0), SemiCovariance.class)
                .with(NonlinearShrinkage.analytical(), NonlinearShrinkage.class)
                .with(PrincipalComponents.of(1), PrincipalComponents.class)
                .with(RandomMatrixDenoising.constantResidual(), RandomMatrixDenoising.class)
                .with(DetonedCovariance.of(SampleCovariance.unbiased()), DetonedCovariance.class)
                .with(SampleCovariance.unbiased(), CovarianceEstimator.class)
                .with(GerberCovariance.semidefinite(), GerberCovariance.class)
                .with(GraphicalLasso.penalty(0.5), GraphicalLasso.class)
                .with(RobustCovariance.minimumDeterminant(), RobustCovariance.class)
                .named("java.util.List<java.time.LocalDate>", List.of())
                .with(LocalGlobalCovariance.estimator(), LocalGlobalCovariance.class)
                .with(ImpliedVolatilities.perPeriod(universe, 0.1, 0.2), ImpliedVolatilities.class)
                .with(SampleCovariance.unbiased(), RiskModelEstimator.class)
                .with(FactorRegression.on(panel), FactorRegression.class)
                .with(
                        FundamentalFactors.of(universe, Universe.of("F"), new double[][] {{1}, {1}}),
                        FundamentalFactors.class)
                .with(MeanReturns.equallyWeighted(), MeanReturns.class)
                .with(SampleCovariance.unbiased(), SampleCovariance.class)
                .with(VolatilityAttribution.of(covariance, weights), EulerContributions.class)
                .with(HistoricalSimulation.at(Confidence.of(0.5)), HistoricalSimulation.class)
                .with(tail, TailRisk.class)
                .with(Drawdowns.ofEquity(new double[] {1, 2}), Drawdowns.class)
                .with(PerformanceConvention.of(PeriodsPerYear.DAILY), PerformanceConvention.class)
                .with(PerformanceConvention.of(PeriodsPerYear.DAILY).measure(0.01, 0.02), PerformanceSummary.class)
                .with(RiskFreeRate.ZERO, RiskFreeRate.class)
                .with(new MeasuredSeries(), MeasuredSeries.class)
                .with(CoMoments.correlation(), RelativeMeasure.class)
                .with(new Confidence[] {Confidence.of(0.9), Confidence.of(0.8)}, Confidence[].class)
                .with(ConditionalVolatility.exponentiallyWeighted(0.9), ConditionalVolatility.class)
                .with(TailThreshold.loss(0), TailThreshold.class)
                .with(PeaksOverThreshold.fit(TailThreshold.loss(0), 1, 2, 4, 8, 16, 32, 0), PeaksOverThreshold.class)
                .with(StudentDistribution.of(4), StudentDistribution.class)
                .with(ModelTail.gaussian(covariance, returns, Confidence.of(0.9)), ModelTail.class)
                .with(MonteCarloSimulation.gaussian(covariance, returns, 1), MonteCarloSimulation.class)
                .with(optionBook, DeltaGamma.class)
                .with(optionBook, PositionValue.class)
                .with(BlockBootstrap.independent(), BlockBootstrap.class)
                .with((PortfolioRisk) covariance::volatility, PortfolioRisk.class)
                .with(VolatilityAttribution.explain(covariance, weights), RiskAttribution.class)
                .with(FactorAttribution.of(factors, weights), FactorAttribution.class)
                .with(Dispersion.range(), RiskMeasure.class)
                .with(new RiskMeasure[] {Dispersion.range()}, RiskMeasure[].class)
                .named("java.util.List<" + RiskMeasure.class.getName() + ">", List.of(Dispersion.range()))
                .with(MeasureBatch.of(Dispersion.range()), MeasureBatch.class)
                .with(MeasureBatch.of(Dispersion.range()).measure(panel), MeasureTable.class)
                .with(MarketModel.beta(), RelativeMeasure.class)
                .with(new RelativeMeasure[] {MarketModel.beta()}, RelativeMeasure[].class)
                .named("java.util.List<" + RelativeMeasure.class.getName() + ">", List.of(MarketModel.beta()))
                .with(RelativeBatch.of(MarketModel.beta()), RelativeBatch.class)
                .with(new FamaDecomposition(0, 0, 0, 0, 0), FamaDecomposition.class)
                .with(new MarketTiming.Coefficient(0, 1), MarketTiming.Coefficient.class)
                .with(new ReturnSmoothing(1, 0, 0, 0), ReturnSmoothing.class)
                .with(limit, Limit.class)
                .with(book, LimitBook.class)
                .with(LimitBook.builder(), LimitBook.Builder.class)
                .with(LimitBookGate.over(book).build(), LimitBookGate.class)
                .with(LimitBookGate.over(book), LimitBookGate.Builder.class)
                .with(PreTradeRiskGate.over(universe, book).build(), PreTradeRiskGate.class)
                .with(PreTradeRiskGate.over(universe, book), PreTradeRiskGate.Builder.class)
                .with(PreTradeRiskGate.over(universe, book).build().snapshot(), RiskGateSnapshot.class)
                .with(PortfolioView.of(weights), PortfolioView.class)
                .with(new Cut(0, weights, "text"), Cut.class)
                .with(JamesStein.towards(ReturnTarget.GRAND_MEAN), JamesStein.class)
                .with(BayesStein.towards(ReturnTarget.GRAND_MEAN), BayesStein.class)
                .with(BodnarOkhrinParolya.optimal(), BodnarOkhrinParolya.class)
                .with(EquilibriumReturns.of(weights, 2), EquilibriumReturns.class)
                .with(CapmReturns.against(weights), CapmReturns.class)
                .with(new ShrunkReturns(ExpectedReturns.of(universe, 0.1, 0.2), 1, 0), ShrunkReturns.class)
                .with(gapped, GappedReturns.class)
                .with(CovarianceRepair.nearest(), CovarianceRepair.class)
                .with(CovarianceRepair.nearest().repair(universe, 1, 0, 0, 1), RepairedCovariance.class)
                .with(new RepairCertificate(0, 0, 0, 1, 1, 0), RepairCertificate.class)
                .with(GapPolicy.refuse().estimate(gapped), GapMoments.class)
                .with(GapPolicy.pairwise(CovarianceRepair.nearest()), PairwiseMoments.class)
                .with(GapPolicy.gaussian(), GaussianMoments.class)
                .with(GapPolicy.unequalHistories(), UnequalHistories.class)
                .with(
                        DynamicCorrelation.constant().withVolatility(EwmaVolatility.lambda(0.9)),
                        DynamicCorrelation.class)
                .with(
                        DynamicCorrelation.constant()
                                .withVolatility(EwmaVolatility.lambda(0.9))
                                .fit(panel),
                        DynamicCorrelationFit.class)
                .with(GarchModel.garch(), GarchModel.class)
                .with(fit, GarchFit.class)
                .with(fit.filter(), GarchFilter.class)
                .with(fit.parameters(), GarchParameters.class)
                .with(fit.forecast(2), VolatilityForecast.class)
                .with(new GarchStandardErrors(0, 0, 0, 0, 0, 0), GarchStandardErrors.class)
                .with(EwmaVolatility.lambda(0.9), EwmaVolatility.class)
                .with(new NotFitted("reason"), NotFitted.class)
                .named(
                        "java.util.List<" + Breach.class.getName() + ">",
                        List.of(new Breach(limit, "A0", 1, LimitKind.HARD, List.of())))
                .named("java.util.List<java.lang.String>", List.of("A0"))
                .named("java.util.List<" + LimitUsage.class.getName() + ">", List.of());
    }

    @Test
    void modelsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(RiskModel.class)).isEmpty();
    }

    @Test
    void measuresNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(TailRisk.class)).isEmpty();
    }

    @Test
    void streamsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(RiskMonitor.class)).isEmpty();
    }

    @Test
    void positionsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(PositionRisk.class)).isEmpty();
    }

    @Test
    void stopsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(StopPlan.class)).isEmpty();
    }

    @Test
    void stressNamesItsNullArguments() {
        assertThat(samples().problemsInPackageOf(StressTest.class)).isEmpty();
    }

    @Test
    void attributionNamesItsNullArguments() {
        assertThat(samples().problemsInPackageOf(EulerContributions.class)).isEmpty();
    }

    @Test
    void volatilityModelsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(VolatilityModel.class)).isEmpty();
    }

    @Test
    void limitsNameTheirNullArguments() {
        assertThat(samples().problemsInPackageOf(LimitBook.class)).isEmpty();
    }

    /** Arrays that are written or used as scratch may hold anything; models multiply whatever they are given. */
    @Test
    void whatIsNoNumberIsRefused() {
        for (Class<?> member : List.of(
                RiskModel.class,
                TailRisk.class,
                EulerContributions.class,
                LimitBook.class,
                VolatilityModel.class,
                PositionRisk.class,
                StopPlan.class)) {
            assertThat(samples().numbersTakenInPackageOf(member))
                    .allMatch(taken -> taken.matches("\\w+\\.\\w+Into with .*")
                            // infinite degrees of freedom are the normal distribution
                            || taken.equals(
                                    "GarchParameters.withDegreesOfFreedom with Infinity for its double number 1: taken")
                            // a window of one return that starts behind the bad one; an empty series is one
                            || taken.matches("MeasuredSeries\\.(load|loadLosses|loadLog|of|ofLosses) with .*")
                            || taken.matches("DeltaGamma\\.gain with .*")
                            // a return that is missing
                            || taken.equals("ScenarioProbabilities.ofKnown with NaN for its double[] number 1: taken")
                            // an asset without a price
                            || taken.equals("PreTradeGate.mark with NaN for its double[] number 2: taken")
                            || taken.matches("HistoricalSimulation\\.\\w+ with .* for its double\\[] number 2: taken"));
        }
    }
}
