package io.trimtab.optimizer;

import java.util.List;
import java.util.Optional;

/**
 * No weights satisfy all constraints; which of them contradict each other, how sure that is, and what would help.
 *
 * <p>Immutable and thread-safe.
 */
public final class Infeasible implements PortfolioSolution {
    private final List<String> conflict;
    private final String message;
    private final List<Relaxation> relaxations;
    private final FarkasCertificate certificate;
    /** Empty or one. */
    private final List<NearestPortfolio> nearest;

    Infeasible(
            List<String> conflict,
            String message,
            List<Relaxation> relaxations,
            FarkasCertificate certificate,
            List<NearestPortfolio> nearest) {
        this.conflict = List.copyOf(conflict);
        this.message = message;
        this.relaxations = List.copyOf(relaxations);
        this.certificate = certificate;
        this.nearest = List.copyOf(nearest);
    }

    /**
     * The constraints that cannot hold together; without any one of them the others could.
     *
     * @return their names, in the order of the problem
     */
    public List<String> conflict() {
        return conflict;
    }

    /**
     * The contradiction in one sentence.
     *
     * @return for a person, with the best attainable value
     */
    @Override
    public String message() {
        return message;
    }

    /**
     * For each constraint that can make the whole problem feasible by itself, by how little; each was verified by solving
     * the problem so relaxed.
     *
     * @return in the order of the problem; empty if no constraint alone can
     */
    public List<Relaxation> relaxations() {
        return relaxations;
    }

    /**
     * The numerical proof.
     *
     * @return proven for certain
     */
    public FarkasCertificate certificate() {
        return certificate;
    }

    /**
     * The nearest that there is: all constraints together give way by the smallest total.
     *
     * @return the portfolio with its relaxations; empty where the objective has no optimum even then
     */
    public Optional<NearestPortfolio> nearest() {
        return nearest.stream().findFirst();
    }

    @Override
    public String toString() {
        return "Infeasible[" + message + "]";
    }
}
