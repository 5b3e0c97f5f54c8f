package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import io.trimtab.risk.stop.StopOutcome.Holding;
import io.trimtab.risk.stop.StopOutcome.Stopped;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stops of all positions, each on its own.
 *
 * <pre>{@code
 * StopBook.Round round = book.next(bars);
 * round.stopped().forEach((id, stopped) -> close(id, stopped));
 * book = round.book();      // those that are left
 * }</pre>
 *
 * <p>A stop that fires closes its position and touches no other. A position without a bar stays as it is. After it was
 * stopped a position may be opened again. Immutable and thread-safe; O(n) a round.
 */
public final class StopBook {
    private static final StopBook EMPTY = new StopBook(Collections.emptySortedMap());

    private final SortedMap<String, StopState> states;

    private StopBook(SortedMap<String, StopState> states) {
        this.states = states;
    }

    /**
     * A book without positions.
     *
     * @return the book
     */
    public static StopBook empty() {
        return EMPTY;
    }

    /**
     * The same with a position more.
     *
     * @param id of the position
     * @param state its stops
     * @return the book
     * @throws IllegalArgumentException if the id is blank, or the position is open: close it first, since its stops would be
     *     forgotten
     */
    public StopBook with(String id, StopState state) {
        Check.notBlank(id, "id");
        Check.notNull(state, "state");
        if (states.containsKey(id)) {
            throw new IllegalArgumentException("position " + id + " is open already: " + states.get(id));
        }
        SortedMap<String, StopState> copy = new TreeMap<>(states);
        copy.put(id, state);
        return new StopBook(Collections.unmodifiableSortedMap(copy));
    }

    /**
     * The same without a position, because it was closed for another reason.
     *
     * @param id of the position
     * @return the book
     * @throws IllegalArgumentException if there is no such position
     */
    public StopBook without(String id) {
        of(id);
        SortedMap<String, StopState> copy = new TreeMap<>(states);
        copy.remove(id);
        return new StopBook(Collections.unmodifiableSortedMap(copy));
    }

    /**
     * All positions after a bar of some of them.
     *
     * @param bars by position; of positions that are not open nothing is done
     * @return what was closed, and what is left
     * @throws IllegalArgumentException if a bar is earlier than the last of its position; the message names it
     */
    public Round next(SortedMap<String, PriceBar> bars) {
        Check.notNull(bars, "bars");
        SortedMap<String, StopState> left = new TreeMap<>();
        SortedMap<String, Stopped> stopped = new TreeMap<>();
        states.forEach((id, state) -> {
            PriceBar bar = bars.get(id);
            StopOutcome outcome = bar == null ? new Holding(state) : next(id, state, bar);
            if (outcome instanceof Holding holding) {
                left.put(id, holding.state());
            } else if (outcome instanceof Stopped fired) {
                stopped.put(id, fired);
            }
        });
        return new Round(new StopBook(Collections.unmodifiableSortedMap(left)), stopped);
    }

    private static StopOutcome next(String id, StopState state, PriceBar bar) {
        if (bar.time().isBefore(state.lastSeen())) {
            throw new IllegalArgumentException(
                    "bar of " + id + " must not be before the last of " + state.lastSeen() + ", was of " + bar.time());
        }
        return state.next(bar);
    }

    /**
     * The stops of one position.
     *
     * @param id of the position
     * @return its stops
     * @throws IllegalArgumentException if there is no such position
     */
    public StopState of(String id) {
        StopState state = states.get(Check.notNull(id, "id"));
        if (state == null) {
            throw new IllegalArgumentException("no position " + id + " is open; open are " + states.keySet());
        }
        return state;
    }

    /**
     * The open positions.
     *
     * @return their stops by id; immutable
     */
    public SortedMap<String, StopState> states() {
        return states;
    }

    /**
     * What a round of bars did.
     *
     * @param book the positions that are left
     * @param stopped those that were closed, by id; copied
     */
    public record Round(StopBook book, SortedMap<String, Stopped> stopped) {
        public Round {
            Check.notNull(book, "book");
            stopped = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(stopped, "stopped")));
        }
    }

    @Override
    public String toString() {
        return "StopBook" + states;
    }
}
