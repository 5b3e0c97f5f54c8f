package io.trimtab.docs.examples;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.channel.LogChannel;
import io.trimtab.core.cycle.CycleMode;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.market.MarketDataSource;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.regime.HmmRegimeModel;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.OptimizingAllocator;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.LimitBookGate;
import io.trimtab.risk.model.LedoitWolf;
import java.time.InstantSource;

/** Wires a whole trading cycle on a paper account; a person approves each proposal. */
public final class WholeCycle {
    private WholeCycle() {}

    /**
     * Wires a cycle.
     *
     * @param feed where prices come from
     * @param catalog the candidate strategies
     * @param clock the host's clock
     * @return a cycle to be started and run
     */
    public static TradingCycle wire(MarketDataSource feed, StrategyCatalog catalog, InstantSource clock) {
        return TradingCycle.builder()
                .marketData(feed)
                .strategies(catalog)
                .regime(HmmRegimeModel.of(HmmSettings.states(2)).lookBack(504))
                .allocator(OptimizingAllocator.of(
                        request -> PortfolioProblem.over(request.current().universe())
                                .minimize(variance(LedoitWolf.constantCorrelation()
                                        .estimate(request.market().history().returns())))
                                .subjectTo(fullyInvested(), longOnly(), maxWeight(0.10))))
                .riskGate(LimitBookGate.over(LimitBook.builder().position(0.15).build())
                        .build())
                .execution(PaperVenue.builder().build())
                .alerts(AlertService.builder().otherwise(LogChannel.create()).build(clock, NanoClock.system()))
                .mode(CycleMode.SEMI_AUTOMATED)
                .clock(clock)
                .build();
    }
}
