package io.trimtab.optimizer;

import io.trimtab.risk.model.RiskModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The date of the data of a problem. */
final class DataDate {
    private DataDate() {}

    /** What the problem was told, else the latest of its covariances; none if one of these has none. At most one. */
    static List<LocalDate> of(PortfolioProblem problem, Assembly assembly) {
        if (!problem.statedDate().isEmpty()) {
            return problem.statedDate();
        }
        Objective objective = problem.objective();
        List<RiskModel> risks = new ArrayList<>();
        objective.ratio().forEach(ratio -> risks.add(ratio.risk()));
        for (Term term : objective.terms()) {
            if (term instanceof Term.Quadratic quadratic) {
                risks.add(quadratic.risk());
            }
        }
        assembly.form.quadratics().forEach(bound -> risks.add(bound.risk()));
        List<LocalDate> latest = List.of();
        for (RiskModel risk : risks) {
            Optional<LocalDate> own = risk.asOf();
            if (own.isEmpty()) {
                return List.of();
            }
            latest = latest.isEmpty() || own.get().isAfter(latest.get(0)) ? List.of(own.get()) : latest;
        }
        return latest;
    }
}
