package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.cycle.port.Allocator;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Managed;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.cycle.port.PerformanceTracker;
import io.trimtab.core.cycle.port.RiskGate;
import io.trimtab.core.market.MarketDataSource;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.strategy.Selector;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyScorer;
import io.trimtab.core.time.NanoClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Wires a {@link TradingCycle}. Market data, strategies, regime model, allocator, risk gate, venue and alerts are
 * needed; all that is missing is named at once. Not thread-safe.
 */
public final class TradingCycleBuilder {
    private String name = "cycle";
    private CycleConfig config = CycleConfig.normal();
    private InstantSource clock = InstantSource.system();
    private StrategyScorer scorer = StrategyScorer.reference();
    private @Nullable MarketDataSource marketData;
    private @Nullable StrategyCatalog strategies;
    private @Nullable RegimeModel regime;
    private @Nullable Selector selector;
    private @Nullable Allocator allocator;
    private @Nullable RiskGate riskGate;
    private @Nullable ExecutionVenue execution;
    private @Nullable AlertSink alerts;
    private @Nullable PerformanceTracker performance;

    NanoClock nanos = NanoClock.system();
    Metrics metrics = Metrics.none();
    CycleState state = CycleState.initial();

    @Nullable
    Executor executor;

    TradingCycleBuilder() {}

    /**
     * Sets the name that the ids of cycles and orders begin with; one for each account at a venue.
     *
     * @param value not blank; {@code cycle} by default
     * @return this builder
     */
    public TradingCycleBuilder name(String value) {
        name = Check.notBlank(value, "name");
        return this;
    }

    /**
     * Sets how the cycle behaves.
     *
     * @param value the normal configuration by default
     * @return this builder
     */
    public TradingCycleBuilder config(CycleConfig value) {
        config = Check.notNull(value, "config");
        return this;
    }

    /**
     * Sets who decides that orders go out, in the configuration given so far.
     *
     * @param value the mode; a person approves by default
     * @return this builder
     */
    public TradingCycleBuilder mode(CycleMode value) {
        config = config.toBuilder().mode(value).build();
        return this;
    }

    /**
     * Sets the clock that says what time it is.
     *
     * @param value the system clock by default
     * @return this builder
     */
    public TradingCycleBuilder clock(InstantSource value) {
        clock = Check.notNull(value, "clock");
        return this;
    }

    /**
     * Sets the clock that deadlines and timings are measured with.
     *
     * @param value the system clock by default
     * @return this builder
     */
    public TradingCycleBuilder nanoClock(NanoClock value) {
        nanos = Check.notNull(value, "nanoClock");
        return this;
    }

    /**
     * Sets where prices come from.
     *
     * @param value the source
     * @return this builder
     */
    public TradingCycleBuilder marketData(MarketDataSource value) {
        marketData = Check.notNull(value, "marketData");
        return this;
    }

    /**
     * Sets where candidate strategies come from.
     *
     * @param value the catalog
     * @return this builder
     */
    public TradingCycleBuilder strategies(StrategyCatalog value) {
        strategies = Check.notNull(value, "strategies");
        return this;
    }

    /**
     * Sets the model of the market's regime.
     *
     * @param value the model
     * @return this builder
     */
    public TradingCycleBuilder regime(RegimeModel value) {
        regime = Check.notNull(value, "regime");
        return this;
    }

    /**
     * Sets how strategies are scored.
     *
     * @param value the five reference factors by default
     * @return this builder
     */
    public TradingCycleBuilder scorer(StrategyScorer value) {
        scorer = Check.notNull(value, "scorer");
        return this;
    }

    /**
     * Sets how strategies are selected.
     *
     * @param value by default the best ones, as many and with such confidence as the configuration says
     * @return this builder
     */
    public TradingCycleBuilder selector(Selector value) {
        selector = Check.notNull(value, "selector");
        return this;
    }

    /**
     * Sets what finds the weights.
     *
     * @param value the allocator
     * @return this builder
     */
    public TradingCycleBuilder allocator(Allocator value) {
        allocator = Check.notNull(value, "allocator");
        return this;
    }

    /**
     * Sets what says whether orders may go out.
     *
     * @param value the gate
     * @return this builder
     */
    public TradingCycleBuilder riskGate(RiskGate value) {
        riskGate = Check.notNull(value, "riskGate");
        return this;
    }

    /**
     * Sets where orders go.
     *
     * @param value the venue
     * @return this builder
     */
    public TradingCycleBuilder execution(ExecutionVenue value) {
        execution = Check.notNull(value, "execution");
        return this;
    }

    /**
     * Sets who is told.
     *
     * @param value the sink
     * @return this builder
     */
    public TradingCycleBuilder alerts(AlertSink value) {
        alerts = Check.notNull(value, "alerts");
        return this;
    }

    /**
     * Sets what follows performance; without one it is not measured.
     *
     * @param value the tracker
     * @return this builder
     */
    public TradingCycleBuilder performance(PerformanceTracker value) {
        performance = Check.notNull(value, "performance");
        return this;
    }

    /**
     * Sets where measurements go.
     *
     * @param value nowhere by default
     * @return this builder
     */
    public TradingCycleBuilder metrics(Metrics value) {
        metrics = Check.notNull(value, "metrics");
        return this;
    }

    /**
     * Goes on where another cycle was.
     *
     * @param value the state of the other cycle; the initial state by default
     * @return this builder
     */
    public TradingCycleBuilder startingFrom(CycleState value) {
        state = Check.notNull(value, "startingFrom");
        return this;
    }

    /**
     * Sets where the components are called, so that one that does not answer in time can be left behind. It must not
     * be used up by one cycle: give it two threads or more, or one for each call.
     *
     * @param value without one the components are called on the thread that runs the cycle
     * @return this builder
     */
    public TradingCycleBuilder executor(Executor value) {
        executor = Check.notNull(value, "executor");
        return this;
    }

    /**
     * Makes the cycle; nothing is called before it is started or run.
     *
     * @return a new cycle
     * @throws IllegalArgumentException naming every component that is missing
     */
    public TradingCycle build() {
        return new TradingCycle(this);
    }

    Wiring wiring() {
        List<String> missing = new ArrayList<>();
        Object[] needed = {marketData, strategies, regime, allocator, riskGate, execution, alerts};
        String[] names = {"marketData", "strategies", "regime", "allocator", "riskGate", "execution", "alerts"};
        for (int i = 0; i < needed.length; i++) {
            if (needed[i] == null) {
                missing.add(names[i]);
            }
        }
        if (marketData == null
                || strategies == null
                || regime == null
                || allocator == null
                || riskGate == null
                || execution == null
                || alerts == null) {
            throw new IllegalArgumentException(
                    "a trading cycle needs " + missing + ", which the builder was not given");
        }
        Selector chosen = selector == null
                ? Selector.top(config.maxStrategies()).minimumConfidence(config.minConfidence())
                : selector;
        return new Wiring(
                name,
                config,
                clock,
                marketData,
                strategies,
                regime,
                scorer,
                chosen,
                allocator,
                riskGate,
                execution,
                alerts,
                performance);
    }

    /** The components with something to start and stop, each once, in the order in which data passes them. */
    List<Managed> managed() {
        List<Managed> managed = new ArrayList<>();
        Object[] all = {marketData, execution, strategies, regime, allocator, riskGate, performance, alerts};
        for (Object component : all) {
            if (component instanceof Managed one && managed.stream().noneMatch(known -> known == one)) {
                managed.add(one);
            }
        }
        return managed;
    }
}
