package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * Which strategies to run, why these, why not the others, and what changes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param chosen the strategies chosen, the best score first; none if none is eligible
 * @param rejected every other candidate with the first reason that applies, in the order of their ids
 * @param changes who enters and who leaves, in the order of their ids
 * @param state what the next selection needs to know
 * @param ranking the ranking it was made from
 */
public record Selection(
        List<SelectedStrategy> chosen,
        List<Rejection> rejected,
        List<SelectionChange> changes,
        SelectionState state,
        Ranking ranking) {
    public Selection {
        chosen = Check.copy(chosen, "chosen");
        rejected = Check.copy(rejected, "rejected");
        changes = Check.copy(changes, "changes");
        Check.notNull(state, "state");
        Check.notNull(ranking, "ranking");
    }

    /**
     * The ids of the strategies chosen.
     *
     * @return the best score first
     */
    public List<String> ids() {
        return chosen.stream().map(SelectedStrategy::id).toList();
    }

    /**
     * Whether no strategy was chosen: nothing is to be traded.
     *
     * @return true if none was eligible
     */
    public boolean isEmpty() {
        return chosen.isEmpty();
    }
}
