package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.RiskModel;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Configures a {@link PreTradeGate}; not thread-safe. */
public final class PreTradeGateBuilder {
    final Universe universe;
    OrderRules rules = OrderRules.none();
    ReArm reArm = ReArm.immediately();
    double warningLevel = 0.8;

    private final List<LimitEntry> limits = new ArrayList<>();
    private final Map<String, List<LimitEntry>> strategies = new LinkedHashMap<>();
    private final double[] units;
    private @Nullable InstantSource clock;
    private @Nullable ReturnPanel scenarios;
    private @Nullable RiskModel model;
    private @Nullable DoubleSupplier drawdown;
    private @Nullable DoubleSupplier dayLoss;

    PreTradeGateBuilder(Universe universe) {
        this.universe = universe;
        units = new double[universe.size()];
        Arrays.fill(units, 1);
    }

    /**
     * Adds a limit on the account that denies.
     *
     * @param limit the limit
     * @return this builder
     */
    public PreTradeGateBuilder hard(Limit limit) {
        limits.add(new LimitEntry(Check.notNull(limit, "limit"), LimitKind.HARD));
        return this;
    }

    /**
     * Adds a limit on the account that only warns.
     *
     * @param limit the limit
     * @return this builder
     */
    public PreTradeGateBuilder soft(Limit limit) {
        limits.add(new LimitEntry(Check.notNull(limit, "limit"), LimitKind.SOFT));
        return this;
    }

    /**
     * Adds all limits of a book, hard and soft, and takes its warning level.
     *
     * @param book the book
     * @return this builder
     */
    public PreTradeGateBuilder limits(LimitBook book) {
        limits.addAll(Check.notNull(book, "book").entries());
        warningLevel = book.warningLevel();
        return this;
    }

    /**
     * Adds limits on what one strategy holds by itself, as fractions of the equity of the account. They judge the orders that
     * name it, besides the limits on the account.
     *
     * @param name the strategy's name
     * @param book its limits, hard and soft
     * @return this builder
     * @throws IllegalArgumentException if the strategy has limits already
     */
    public PreTradeGateBuilder strategy(String name, LimitBook book) {
        Check.notBlank(name, "name");
        if (strategies.putIfAbsent(name, Check.notNull(book, "book").entries()) != null) {
            throw new IllegalArgumentException("strategy '" + name + "' is defined twice");
        }
        return this;
    }

    /**
     * How many units of an asset a lot is; 1 unless stated.
     *
     * @param asset the id of the asset
     * @param size positive, such as 100 shares or 0.00000001 coins
     * @return this builder
     */
    public PreTradeGateBuilder lot(String asset, BigDecimal size) {
        units[universe.indexOf(asset)] =
                Check.positive(Check.notNull(size, "size").doubleValue(), "lot of " + asset);
        return this;
    }

    /**
     * Scenarios for value at risk and expected shortfall.
     *
     * @param returns simple returns over the universe
     * @return this builder
     * @throws IllegalArgumentException if the universes differ or there is no row
     */
    public PreTradeGateBuilder scenarios(ReturnPanel returns) {
        universe.requireSame(Check.notNull(returns, "returns").universe(), "scenarios");
        Check.atLeast(returns.rows(), 1, "number of scenarios");
        scenarios = returns;
        return this;
    }

    /**
     * The covariance for volatility and correlation.
     *
     * @param covariance over the universe
     * @return this builder
     * @throws IllegalArgumentException if the universes differ
     */
    public PreTradeGateBuilder riskModel(RiskModel covariance) {
        universe.requireSame(Check.notNull(covariance, "covariance").universe(), "risk model");
        model = covariance;
        return this;
    }

    /**
     * The drawdown of the account, for {@link Limit#drawdown}.
     *
     * @param fraction asked at every check
     * @return this builder
     */
    public PreTradeGateBuilder drawdown(DoubleSupplier fraction) {
        drawdown = Check.notNull(fraction, "fraction");
        return this;
    }

    /**
     * The loss of the day, for {@link Limit#dailyLoss}.
     *
     * @param fraction asked at every check
     * @return this builder
     */
    public PreTradeGateBuilder dayLoss(DoubleSupplier fraction) {
        dayLoss = Check.notNull(fraction, "fraction");
        return this;
    }

    /**
     * Rules on orders themselves.
     *
     * @param orderRules the rules
     * @return this builder
     */
    public PreTradeGateBuilder rules(OrderRules orderRules) {
        rules = Check.notNull(orderRules, "orderRules");
        return this;
    }

    /**
     * When limits that were exceeded count as kept again; immediately unless stated.
     *
     * @param policy the policy
     * @return this builder
     */
    public PreTradeGateBuilder reArm(ReArm policy) {
        reArm = Check.notNull(policy, "policy");
        return this;
    }

    /**
     * From which usage a limit is reported as a warning; 0.8 unless stated.
     *
     * @param fraction of the bound, from 0 to 1
     * @return this builder
     */
    public PreTradeGateBuilder warnAt(double fraction) {
        warningLevel = Check.within(fraction, 0, 1, "warning level");
        return this;
    }

    /**
     * The clock of order rules, cool-downs and the ledger; must be given.
     *
     * @param source read in milliseconds
     * @return this builder
     */
    public PreTradeGateBuilder clock(InstantSource source) {
        clock = Check.notNull(source, "source");
        return this;
    }

    InstantSource requireClock() {
        if (clock == null) {
            throw new IllegalStateException("the gate needs a clock: give one with clock(...)");
        }
        return clock;
    }

    /**
     * The gate.
     *
     * @return a gate that holds nothing and knows no prices
     * @throws IllegalStateException if there is no clock
     * @throws IllegalArgumentException if there is no limit on the account: it would admit everything
     */
    public PreTradeGate build() {
        requireClock();
        if (limits.isEmpty()) {
            throw new IllegalArgumentException(
                    "a gate must have at least one limit: without one it would admit everything");
        }
        Inventory.Marks marks = new Inventory.Marks(units.clone());
        List<Desk> desks = new ArrayList<>();
        Map<String, Integer> index = new LinkedHashMap<>();
        desks.add(desk("", limits, marks));
        strategies.forEach((name, entries) -> {
            index.put(name, desks.size());
            desks.add(desk(name, entries, marks));
        });
        return new PreTradeGate(this, marks, desks, index);
    }

    private Desk desk(String name, List<LimitEntry> entries, Inventory.Marks marks) {
        Inventory inventory = new Inventory(universe, marks);
        List<Meter> meters = new ArrayList<>();
        for (LimitEntry entry : entries) {
            MeterSite site = new MeterSite(entry.limit(), entry.kind(), inventory, scenarios, model, drawdown, dayLoss);
            meters.add(entry.limit().gauge().meter(site));
        }
        return new Desk(name, inventory, meters);
    }
}
