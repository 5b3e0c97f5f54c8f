package io.trimtab.optimizer;

import java.util.List;
import java.util.function.Function;

/** Says in a sentence what constraints that contradict each other ask for and how much of it there can be. */
final class ConflictWords {
    private final PortfolioProblem problem;
    private final Function<Assembly, Contradiction> look;

    ConflictWords(PortfolioProblem problem, Function<Assembly, Contradiction> look) {
        this.problem = problem;
        this.look = look;
    }

    /** What the constraints of an irreducible contradiction cannot do together. */
    String sentence(List<Constraint> core) {
        Assembly assembly = Assembly.of(problem.universe(), core);
        int crossed = assembly.crossed();
        if (crossed >= 0) {
            return problem.universe().id(crossed) + " would have to weigh at least "
                    + Numbers.text(assembly.form.lower()[crossed]) + " and at most "
                    + Numbers.text(assembly.form.upper()[crossed]) + ": "
                    + descriptions(core, -1) + " contradict each other";
        }
        Contradiction proof = look.apply(assembly);
        int target = target(assembly, proof);
        if (target < 0) {
            return descriptions(core, -1) + " contradict each other";
        }
        LinearForm.Row row = assembly.form.rows().get(target);
        Constraint asked = core.get(row.owner());
        boolean below = proof.rows[target] > 0;
        double wanted = below ? row.lower() : row.upper();
        double margin = new Margin(problem, look).of(core, row.owner());
        double limit = below ? wanted - margin : wanted + margin;
        boolean budget = asked.name().equals("fully invested") || asked.name().equals("budget");
        String others = core.size() == 1 ? "these assets" : descriptions(core, row.owner());
        return others + " with " + assembly.n() + " assets cannot " + (below ? "reach " : "stay within ")
                + (budget ? "a budget of " + Numbers.text(wanted) : asked.description())
                + (Double.isNaN(limit) ? "" : " (at " + (below ? "most " : "least ") + Numbers.text(limit) + ")");
    }

    /** The row that is best asked for in the sentence: what is wanted at least, but not the budget, if there is one. */
    private static int target(Assembly assembly, Contradiction proof) {
        int budget = -1;
        int other = -1;
        for (int i = 0; i < proof.rows.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            String name = assembly.constraints.get(row.owner()).name();
            if (proof.rows[i] == 0) {
                continue;
            }
            if (name.equals("fully invested") || name.equals("budget")) {
                budget = i;
            } else if (proof.rows[i] > 0 && row.upper() == Double.POSITIVE_INFINITY) {
                return i;
            } else if (other < 0) {
                other = i;
            }
        }
        return budget >= 0 ? budget : other;
    }

    private static String descriptions(List<Constraint> core, int except) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < core.size(); c++) {
            if (c != except) {
                boolean last = c == core.size() - 1 || (c == core.size() - 2 && except == core.size() - 1);
                text.append(text.length() == 0 ? "" : last ? " and " : ", ")
                        .append(core.get(c).description());
            }
        }
        return text.toString();
    }
}
