package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Descends a fallback ladder until a rung holds. */
final class Ladder {
    private final PortfolioProblem problem;
    private final PortfolioSolution first;
    /** What the rungs so far have relaxed. */
    private final List<String> soft = new ArrayList<>();

    private Ladder(PortfolioProblem problem, PortfolioSolution first) {
        this.problem = problem;
        this.first = first;
    }

    static void check(PortfolioProblem problem, List<Rung> rungs) {
        List<String> names =
                problem.constraints().stream().map(Constraint::name).toList();
        for (Rung rung : rungs) {
            for (String name : rung.constraints()) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException(
                            "there is no constraint named \"" + name + "\" to relax; there are " + names);
                }
            }
            for (Weights weights : rung.weights()) {
                problem.universe().requireSame(weights.universe(), "the previous weights");
            }
        }
    }

    /** The first rung that holds; what came of the problem itself if none does or none is needed. */
    static PortfolioSolution descend(PortfolioProblem problem, PortfolioSolution first, List<Rung> rungs) {
        if (first instanceof Optimal || first instanceof Feasible) {
            return first;
        }
        Ladder ladder = new Ladder(problem.fallingBackTo(), first);
        for (Rung rung : rungs) {
            List<Fallback> held = ladder.attempt(rung);
            if (!held.isEmpty()) {
                return held.get(0);
            }
        }
        return first;
    }

    private List<Fallback> attempt(Rung rung) {
        soft.addAll(rung.constraints());
        return switch (rung.kind()) {
            case RELAX -> relaxed(rung);
            case PREVIOUS -> held(rung, nearestTo(rung.weights().get(0)));
            case EQUAL_WEIGHT -> held(rung, nearestTo(Weights.equal(problem.universe())));
            case MINIMUM_VARIANCE ->
                problem.objective().covariance().isEmpty()
                        ? List.of()
                        : held(rung, Objectives.variance(problem.objective().riskModel()));
        };
    }

    private Objective nearestTo(Weights target) {
        double[] ones = new double[target.universe().size()];
        Arrays.fill(ones, 1);
        return new Objective(
                "squared distance",
                Objective.Sense.MINIMIZE,
                List.of(new Term.Diagonal("squared distance", target.universe(), ones, target.toArray())));
    }

    private List<Fallback> held(Rung rung, Objective objective) {
        List<Constraint> hard = new ArrayList<>(problem.constraints());
        hard.removeIf(c -> soft.contains(c.name()) || c instanceof SoftConstraint);
        PortfolioSolution solution =
                problem.withConstraints(hard).minimize(objective).solve();
        return solution instanceof Optimal found ? List.of(fallback(rung, found, List.of())) : List.of();
    }

    private List<Fallback> relaxed(Rung rung) {
        if (!(first instanceof Infeasible)) {
            return List.of();
        }
        // soft constraints of the problem contradict nothing; on the rungs they do not count
        List<Constraint> hard = new ArrayList<>(problem.constraints());
        hard.removeIf(c -> c instanceof SoftConstraint);
        boolean[] movable = new boolean[hard.size()];
        for (int c = 0; c < movable.length; c++) {
            movable[c] = soft.contains(hard.get(c).name());
        }
        List<Fallback> out = new ArrayList<>();
        for (Nearest.Found found : Nearest.of(problem.withConstraints(hard), movable)) {
            if (found.own()) {
                out.add(fallback(rung, found.optimal(), found.portfolio().relaxations()));
            }
        }
        return out;
    }

    private Fallback fallback(Rung rung, Optimal found, List<Relaxation> relaxations) {
        StringBuilder text = new StringBuilder("fell back to ").append(rung.name());
        String joint = " (";
        for (Relaxation relaxation : relaxations) {
            text.append(joint).append(relaxation.needs());
            joint = ", ";
        }
        text.append(relaxations.isEmpty() ? "" : ")").append(" because ").append(first.message());
        return new Fallback(rung.name(), found, relaxations, first, text.toString());
    }
}
