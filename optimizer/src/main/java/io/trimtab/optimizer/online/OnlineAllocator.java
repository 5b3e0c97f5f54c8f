package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.cycle.port.Allocator;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The allocator of a trading cycle that holds what an online rule holds after the prices it is shown.
 *
 * <pre>{@code
 * Allocator allocator = OnlineAllocator.of(assets -> OnlineRule.exponentiatedGradient(assets, 0.05));
 * }</pre>
 *
 * <p>In each cycle the rule starts anew and learns from the whole history of the request, so that a decision depends on the request
 * alone: nothing is lost in a restart, and a replay gives the same weights. Thread-safe if the host's function is.
 */
public final class OnlineAllocator implements Allocator {
    private final IntFunction<OnlineRule> rules;

    private OnlineAllocator(IntFunction<OnlineRule> rules) {
        this.rules = rules;
    }

    /**
     * An allocator by a rule.
     *
     * @param rules makes a rule that has observed nothing, for a number of assets
     * @return the allocator
     */
    public static OnlineAllocator of(IntFunction<OnlineRule> rules) {
        return new OnlineAllocator(Check.notNull(rules, "rules"));
    }

    @Override
    public Allocation allocate(AllocationRequest request) {
        PriceHistory prices = Check.notNull(request, "request").market().history();
        if (!prices.isComplete()) {
            return new Allocation.NotAllocated("an online rule needs a price of every asset on every date", List.of());
        }
        ReturnPanel returns = prices.returns();
        OnlineRule rule = rules.apply(returns.columns());
        double[] period = new double[returns.columns()];
        for (int t = 0; t < returns.rows(); t++) {
            for (int i = 0; i < period.length; i++) {
                period[i] = returns.get(t, i);
                if (!(period[i] > -1)) {
                    String what = returns.universe().id(i) + " lost everything on "
                            + returns.dates().get(t);
                    return new Allocation.NotAllocated(what, List.of());
                }
            }
            rule = rule.observe(period);
        }
        return Allocation.Allocated.of(
                Weights.of(returns.universe(), rule.weights()), rule + " after " + returns.rows() + " periods");
    }
}
