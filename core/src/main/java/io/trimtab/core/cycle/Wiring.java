package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.cycle.port.Allocator;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.PerformanceTracker;
import io.trimtab.core.cycle.port.RiskGate;
import io.trimtab.core.market.MarketDataSource;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyScorer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Everything a cycle is wired to. */
record Wiring(
        String name,
        CycleConfig config,
        InstantSource clock,
        MarketDataSource marketData,
        StrategyCatalog catalog,
        RegimeModel regime,
        StrategyScorer scorer,
        Selector selector,
        Allocator allocator,
        RiskGate gate,
        ExecutionVenue venue,
        AlertSink alerts,
        @Nullable PerformanceTracker performance) {}
