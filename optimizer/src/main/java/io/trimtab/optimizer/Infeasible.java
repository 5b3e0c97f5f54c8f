package io.trimtab.optimizer;

import java.util.List;

/**
 * No weights satisfy all constraints; which of them contradict each other, how sure that is, and what would help.
 *
 * @param conflict the names of constraints that cannot hold together; without any one of them the others could
 * @param message the contradiction in one sentence
 * @param relaxations for each constraint that can make the whole problem feasible by itself, by how little
 * @param certificate the numerical proof
 */
public record Infeasible(
        List<String> conflict, String message, List<Relaxation> relaxations, FarkasCertificate certificate)
        implements PortfolioSolution {
    /** Copies. */
    public Infeasible {
        conflict = List.copyOf(conflict);
        relaxations = List.copyOf(relaxations);
    }
}
