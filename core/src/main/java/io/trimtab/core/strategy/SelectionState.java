package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a selection needs to know of the ones before: which strategies are being run, and for how long.
 *
 * <p>A selection takes one and gives the next ({@link Selection#state()}), so that a host can keep it between cycles
 * or restarts. Immutable and thread-safe.
 *
 * @param incumbents the strategies being run, in the order of their ids
 */
public record SelectionState(List<Incumbent> incumbents) implements Serializable {
    private static final SelectionState EMPTY = new SelectionState(List.of());

    public SelectionState {
        List<Incumbent> ordered = new ArrayList<>(Check.copy(incumbents, "incumbents"));
        ordered.sort(Comparator.comparing(Incumbent::id));
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).id().equals(ordered.get(i - 1).id())) {
                throw new IllegalArgumentException("incumbents must have unique ids, but \""
                        + ordered.get(i).id() + "\" is repeated");
            }
        }
        incumbents = List.copyOf(ordered);
    }

    /**
     * No strategy is being run.
     *
     * @return the state before the first selection
     */
    public static SelectionState empty() {
        return EMPTY;
    }

    /**
     * Strategies that entered together and have been part of one selection.
     *
     * @param ids the strategies
     * @param since the date they entered
     * @return the state
     */
    public static SelectionState of(List<String> ids, LocalDate since) {
        Check.notNull(since, "since");
        return new SelectionState(Check.copy(ids, "ids").stream()
                .map(id -> new Incumbent(id, since, 1))
                .toList());
    }

    /**
     * One of the strategies being run.
     *
     * @param id a strategy
     * @return what is known of its time here, if it is being run
     */
    public Optional<Incumbent> byId(String id) {
        Check.notNull(id, "id");
        return incumbents.stream().filter(i -> i.id().equals(id)).findFirst();
    }

    /**
     * Whether a strategy is being run.
     *
     * @param id a strategy
     * @return true if it is
     */
    public boolean contains(String id) {
        return byId(id).isPresent();
    }
}
