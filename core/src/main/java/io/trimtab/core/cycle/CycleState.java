package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.strategy.SelectionState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a cycle must know of the cycles before it: keep it, and a new {@link TradingCycle} goes on where the old one was.
 *
 * <p>Positions and money are not part of it: the venue is asked for them each time. Immutable.
 *
 * @param nextCycle the number of the next cycle, from 1
 * @param selection the strategies being run, and for how long
 * @param weights what was held when the last cycle ended, as fractions of equity, sorted; copied
 * @param prices the last valid price of each asset, sorted; copied
 * @param openOrders orders whose end is not known yet; they are asked about, never sent again; copied
 * @param observed the equity and the prices that performance was last measured from
 * @param lastRebalance when orders last went out; {@link Instant#MIN} if never
 * @param halt why nothing trades until the host resets the cycle; empty if it is not halted
 * @param episodes conditions that were announced and still hold, sorted; copied
 * @param proposals what waits for approval, at most one; copied
 */
public record CycleState(
        long nextCycle,
        SelectionState selection,
        SortedMap<String, Double> weights,
        SortedMap<String, Double> prices,
        List<String> openOrders,
        Observed observed,
        Instant lastRebalance,
        String halt,
        SortedSet<String> episodes,
        List<Proposal> proposals) {
    /** Checks and copies. */
    public CycleState {
        if (nextCycle < 1) {
            throw new IllegalArgumentException("nextCycle must be at least 1, was " + nextCycle);
        }
        Check.notNull(selection, "selection");
        weights = finite(weights, "weights");
        prices = finite(prices, "prices");
        openOrders = List.copyOf(Check.notNull(openOrders, "openOrders"));
        Check.notNull(observed, "observed");
        Check.notNull(lastRebalance, "lastRebalance");
        Check.notNull(halt, "halt");
        episodes = Collections.unmodifiableSortedSet(new TreeSet<>(Check.notNull(episodes, "episodes")));
        proposals = List.copyOf(Check.notNull(proposals, "proposals"));
    }

    /**
     * What performance was last measured from.
     *
     * @param equity the equity; 0 if nothing was measured yet
     * @param at when; {@link Instant#MIN} if nothing was measured yet
     * @param prices the prices then, sorted; copied
     */
    public record Observed(double equity, Instant at, SortedMap<String, Double> prices) {
        /** Checks and copies. */
        public Observed {
            Check.notNegative(equity, "equity");
            Check.notNull(at, "at");
            prices = finite(prices, "prices");
        }

        static Observed nothing() {
            return new Observed(0, Instant.MIN, new TreeMap<>());
        }
    }

    /**
     * The state before the first cycle.
     *
     * @return nothing selected, nothing held, nothing open
     */
    public static CycleState initial() {
        return new CycleState(
                1,
                SelectionState.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                Observed.nothing(),
                Instant.MIN,
                "",
                new TreeSet<>(),
                List.of());
    }

    /**
     * Whether nothing trades until the host resets the cycle.
     *
     * @return true if it is halted
     */
    public boolean isHalted() {
        return !halt.isEmpty();
    }

    CycleState halted(String reason) {
        return new CycleState(
                nextCycle,
                selection,
                weights,
                prices,
                openOrders,
                observed,
                lastRebalance,
                reason,
                episodes,
                proposals);
    }

    CycleState proposing(List<Proposal> pending) {
        return new CycleState(
                nextCycle, selection, weights, prices, openOrders, observed, lastRebalance, halt, episodes, pending);
    }

    private static SortedMap<String, Double> finite(SortedMap<String, Double> map, String name) {
        SortedMap<String, Double> copy = new TreeMap<>(Check.notNull(map, name));
        copy.forEach((key, value) -> Check.finite(value, name + "[" + key + "]"));
        return Collections.unmodifiableSortedMap(copy);
    }
}
