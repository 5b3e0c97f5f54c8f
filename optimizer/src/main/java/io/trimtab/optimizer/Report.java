package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.Residuals;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Turns weights and multipliers back into the words of the problem. Nothing in it changes once it is made. */
final class Report implements Term.Forms {
    private final PortfolioProblem problem;
    private final Objective objective;
    private final Universe universe;
    private final Assembly assembly;
    private final QuadraticProgram program;
    private final double[] w;
    private final double[] y;
    /** The derivative of the objective with respect to each row's bound, and to each asset's. */
    private final double[] rowPrice;

    private final double[] assetPrice;
    /** What the one-sided prices are made from when they are asked for; or they themselves. */
    private final double[] multipliers;

    private final double unit;
    private final List<Prices> ofRisk;
    /** The derivative of the objective with respect to each bound on a risk. */
    private final double[] riskPrice;
    /** w'Sw of the program, as the proof has it. */
    private final double form;

    /** The program that the multipliers and residuals belong to, times the curvature, is the minimised objective. */
    Report(
            PortfolioProblem problem,
            Assembly assembly,
            QuadraticProgram program,
            double[] w,
            double[] y,
            Residuals residuals,
            double curvature,
            double[] riskPrice) {
        this(problem, assembly, program, w, y, residuals, curvature, riskPrice, List.of());
    }

    /** With one-sided prices that know the bounds on risk, if there are any. */
    Report(
            PortfolioProblem problem,
            Assembly assembly,
            QuadraticProgram program,
            double[] w,
            double[] y,
            Residuals residuals,
            double curvature,
            double[] riskPrice,
            List<Prices> ofRisk) {
        this.problem = problem;
        this.objective = problem.objective();
        this.universe = problem.universe();
        this.assembly = assembly;
        this.program = program;
        this.w = w;
        this.y = y;
        this.riskPrice = riskPrice;
        this.ofRisk = ofRisk;
        unit = objective.sign() * curvature;
        multipliers = cleaned(assembly, residuals, y);
        rowPrice = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            rowPrice[i] = unit * multipliers[i] + 0.0;
        }
        assetPrice = new double[w.length];
        for (int j = 0; j < w.length; j++) {
            double cost = allowed(
                    residuals.reducedCost(j),
                    w[j],
                    assembly.form.lower()[j],
                    assembly.form.upper()[j]);
            assetPrice[j] = Math.abs(cost) <= residuals.resolution() ? 0 : unit * cost + 0.0;
        }
        form = residuals.variance();
    }

    /** Multipliers without those that change reduced costs by less than the last bits of the weights do. */
    private static double[] cleaned(Assembly assembly, Residuals residuals, double[] y) {
        double[] out = y.clone();
        for (int i = 0; i < assembly.m(); i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            double largest = 0;
            for (int j = 0; j < assembly.n(); j++) {
                double steepest = Math.max(
                        Math.abs(row.slopeAbove(j, Double.MAX_VALUE)), Math.abs(row.slopeBelow(j, -Double.MAX_VALUE)));
                largest = Math.max(largest, steepest);
            }
            out[i] = Math.abs(y[i]) * largest <= residuals.resolution() ? 0 : y[i];
        }
        return out;
    }

    /** The reduced cost as far as a bound that is reached can have it: rounding gives none the wrong sign. */
    private static double allowed(double cost, double weight, double lower, double upper) {
        double least = weight == upper ? Double.NEGATIVE_INFINITY : 0;
        double most = weight == lower ? Double.POSITIVE_INFINITY : 0;
        return Math.max(least, Math.min(most, cost));
    }

    /** Of the program's own covariance the proof has formed it, in doubled precision: no other pass is needed. */
    @Override
    public double of(RiskModel risk, double[] centre) {
        return centre.length == 0 && program.isOnly(risk) ? form : Term.Quadratic.form(risk, w, centre);
    }

    Optimal optimal(KktProof proof, int iterations, String method, Duration time) {
        Map<String, Double> terms = objective.values(w, this);
        double value = 0;
        for (Map.Entry<String, Double> term : terms.entrySet()) {
            value += term.getValue();
        }
        return new Optimal(
                Weights.of(universe, w),
                value,
                terms,
                volatility(),
                expectedReturn(),
                activities(),
                this,
                proof,
                method,
                iterations,
                time);
    }

    Optional<LocalDate> asOf() {
        return DataDate.of(problem, assembly).stream().findFirst();
    }

    Objective objective() {
        return objective;
    }

    /** From the weights alone where they are of fewer assets than the report. */
    WarmStart warmStart(Weights weights) {
        return weights.universe().size() == w.length
                ? WarmStart.at(weights, assembly, program, w, y)
                : WarmStart.at(weights);
    }

    /** By the objective's covariance, or by that of a bound on risk; NaN if there is neither. */
    private double volatility() {
        double[] zero = new double[0];
        for (RiskModel risk : covariance()) {
            return Math.sqrt(of(risk, zero));
        }
        return Double.NaN;
    }

    /** The covariance by which volatility is reported: at most one. */
    private List<RiskModel> covariance() {
        List<LinearForm.Quadratic> bounds = assembly.form.quadratics();
        return objective.covariance().isEmpty() && !bounds.isEmpty()
                ? List.of(bounds.get(0).risk())
                : objective.covariance();
    }

    /** The same, of the assets alone. */
    List<RiskModel> riskModel() {
        List<RiskModel> out = new ArrayList<>();
        for (RiskModel risk : covariance()) {
            out.add(risk instanceof PaddedRisk padded ? padded.inner() : risk);
        }
        return out;
    }

    /** By how much the minimised objective falls per unit by which all bounds of each constraint move outwards. */
    double[] outwardPrices() {
        double[] out = new double[assembly.constraints.size()];
        for (int i = 0; i < rowPrice.length; i++) {
            out[assembly.form.rows().get(i).owner()] += Math.abs(rowPrice[i]);
        }
        for (int j = 0; j < w.length; j++) {
            if (assetPrice[j] != 0) {
                int owner = holdsLower(j) ? assembly.form.lowerOwner(j) : assembly.form.upperOwner(j);
                out[owner] += Math.abs(assetPrice[j]);
            }
        }
        for (int k = 0; k < riskPrice.length; k++) {
            out[assembly.form.quadratics().get(k).owner()] += Math.abs(riskPrice[k]);
        }
        return out;
    }

    /** The one-sided prices of a constraint that is known to exist. */
    PricePair pair(String constraint, Map<String, Double> single) {
        int c = 0;
        double largest = 0;
        for (int k = 0; k < assembly.constraints.size(); k++) {
            String name = assembly.constraints.get(k).name();
            c = name.equals(constraint) ? k : c;
            largest = Math.max(largest, Math.abs(single.getOrDefault(name, 0.0)));
        }
        Prices prices =
                ofRisk.isEmpty() ? new Prices(assembly, program, w, multipliers, unit, new int[0]) : ofRisk.get(0);
        return prices.pair(c, single.getOrDefault(constraint, 0.0), largest, divisor());
    }

    /** What prices of soft constraints are divided by in the objective: of a ratio its volatility. */
    double divisor() {
        return objective.ratio().isEmpty() ? 1 : volatility();
    }

    /** The derivative of the minimised Lagrangian on the side below the weight of each asset. */
    double[] costsBelow() {
        Residuals residuals = new Residuals(program);
        residuals.certify(w, multipliers);
        double[] out = new double[w.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = Math.abs(unit) * residuals.costBelow(j);
        }
        return out;
    }

    // ---- without a bound

    /** The problem without the bound that holds an asset, from these weights; this problem if none does. */
    PortfolioProblem unbound(int j) {
        boolean lower = holdsLower(j);
        if (!lower && w[j] != assembly.form.upper()[j]) {
            return problem;
        }
        int owner = lower ? assembly.form.lowerOwner(j) : assembly.form.upperOwner(j);
        List<Constraint> all = new ArrayList<>(assembly.constraints);
        all.set(owner, new Unbinding(all.get(owner), j, !lower));
        return problem.withConstraints(all).warmStartedFrom(Weights.of(universe, w));
    }

    private boolean holdsLower(int j) {
        double lo = assembly.form.lower()[j];
        double hi = assembly.form.upper()[j];
        return lo == hi ? objective.sign() * assetPrice[j] >= 0 : w[j] == lo;
    }

    private String without(int j, PortfolioSolution solution) {
        if (solution instanceof Optimal free) {
            return ": would be " + Numbers.percent(free.weights().get(j)) + " without it";
        }
        return solution instanceof Unbounded || solution instanceof NotAttained ? ": would have no end without it" : "";
    }

    private OptionalDouble expectedReturn() {
        for (ExpectedReturns mu : objective.returns()) {
            return OptionalDouble.of(expectedReturn(mu));
        }
        for (Constraint constraint : assembly.constraints) {
            for (ExpectedReturns mu : NamedConstraint.returnsOf(constraint)) {
                return OptionalDouble.of(expectedReturn(mu));
            }
        }
        return OptionalDouble.empty();
    }

    /** Of the assets alone: the slacks of soft constraints come after them, and earn nothing. */
    private double expectedReturn(ExpectedReturns mu) {
        double sum = 0;
        for (int j = 0; j < mu.universe().size(); j++) {
            sum = Math.fma(mu.get(j), w[j], sum);
        }
        return sum;
    }

    private double activity(LinearForm.Row row) {
        return row.activity(w);
    }

    // ---- constraints

    private List<ConstraintActivity> activities() {
        List<ConstraintActivity> out = new ArrayList<>();
        int next = 0;
        for (int c = 0; c < assembly.constraints.size(); c++) {
            int begin = next;
            while (next < assembly.form.bounds().size()
                    && assembly.form.bounds().get(next).owner() == c) {
                next++;
            }
            out.add(activity(c, begin, next));
        }
        return out;
    }

    /** Of several rows or bounds of one constraint the tightest stands for all; prices add up. Its bounds: [from, to). */
    private ConstraintActivity activity(int c, int from, int to) {
        Constraint constraint = assembly.constraints.get(c);
        double lower = Double.NEGATIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        double value = 0;
        double price = 0;
        double tightest = Double.POSITIVE_INFINITY;
        boolean binds = false;
        Binding binding = new Binding(universe);
        List<LinearForm.Row> rows = assembly.form.rows();
        for (int i = 0; i < rows.size(); i++) {
            LinearForm.Row row = rows.get(i);
            if (row.owner() != c) {
                continue;
            }
            price += rowPrice[i];
            double at = activity(row);
            double slack = Math.min(at - row.lower(), row.upper() - at);
            if (slack < tightest || tightest == Double.POSITIVE_INFINITY) {
                tightest = slack;
                lower = row.lower();
                upper = row.upper();
                value = at;
            }
            if (binds(slack, at)) {
                // also where no weight counts in it: nothing traded under a turnover of 0
                binds = true;
                addMembers(row, binding);
            }
        }
        for (int k = 0; k < assembly.form.quadratics().size(); k++) {
            LinearForm.Quadratic bound = assembly.form.quadratics().get(k);
            if (bound.owner() == c) {
                price += riskPrice[k];
                upper = bound.limit();
                value = bound.at(w);
                if (binds(upper - value, upper)) {
                    binds = true;
                    addHeld(binding);
                }
            }
        }
        for (int k = from; k < to; k++) {
            LinearForm.Bound bound = assembly.form.bounds().get(k);
            int j = bound.asset();
            double slack = bound.isUpper() ? bound.value() - w[j] : w[j] - bound.value();
            boolean owns = (bound.isUpper() ? assembly.form.upperOwner(j) : assembly.form.lowerOwner(j)) == c;
            boolean reached = slack <= 0;
            if (reached) {
                binds = true;
                binding.add(j);
                if (owns && pricedHere(j, bound.isUpper())) {
                    price += assetPrice[j];
                }
            }
            if (slack < tightest) {
                tightest = slack;
                value = w[j];
                lower = bound.isUpper() ? Double.NEGATIVE_INFINITY : bound.value();
                upper = bound.isUpper() ? bound.value() : Double.POSITIVE_INFINITY;
            }
        }
        return new ConstraintActivity(
                constraint.name(), constraint.description(), lower, value, upper, binding.ids(), binds, price + 0.0);
    }

    private static boolean binds(double slack, double at) {
        return slack <= 1e-12 * Math.max(1, Math.abs(at));
    }

    private void addHeld(Binding binding) {
        for (int j = 0; j < w.length; j++) {
            if (w[j] != 0) {
                binding.add(j);
            }
        }
    }

    private void addMembers(LinearForm.Row row, Binding binding) {
        for (int j = 0; j < w.length; j++) {
            if (row.involves(j, w[j])) {
                binding.add(j);
            }
        }
    }

    /** Where both bounds of an asset coincide, the sign of the price says which of them it belongs to. */
    private boolean pricedHere(int j, boolean upper) {
        double z = objective.sign() * assetPrice[j];
        boolean fixed = assembly.form.lower()[j] == assembly.form.upper()[j];
        return !fixed || (upper ? z < 0 : z >= 0);
    }

    // ---- assets

    /** With what the asset would weigh without the bound that holds it: solves the problem once more. */
    Explanation explainBySolving(int j) {
        PortfolioProblem other = unbound(j);
        return explain(j, other == problem ? "" : without(j, other.solve()));
    }

    /** The assets that a constraint binds, each once, in the order in which they were found. */
    private static final class Binding {
        private final Universe universe;
        private List<String> ids = List.of();
        private boolean[] known = new boolean[0];

        Binding(Universe universe) {
            this.universe = universe;
        }

        void add(int j) {
            if (known.length == 0) {
                known = new boolean[universe.size()];
                ids = new ArrayList<>(known.length); // a budget binds them all
            }
            if (!known[j]) {
                known[j] = true;
                ids.add(universe.id(j));
            }
        }

        List<String> ids() {
            return List.copyOf(ids);
        }
    }

    /** Made when asked for: texts for a thousand assets cost more than the optimum. */
    Explanation explain(int j) {
        return explain(j, "");
    }

    private Explanation explain(int j, String without) {
        double lo = assembly.form.lower()[j];
        double hi = assembly.form.upper()[j];
        String id = universe.id(j);
        String weight = Numbers.percent(w[j]);
        if (w[j] != lo && w[j] != hi) {
            String kinks = kinks(j);
            if (!kinks.isEmpty()) {
                return new Explanation(
                        id,
                        w[j],
                        Explanation.Position.AT_KINK,
                        "",
                        0,
                        id + " stays at " + weight + ": for " + kinks + ", a change either way would not pay");
            }
            return new Explanation(id, w[j], Explanation.Position.FREE, "", 0, free(j, id, weight));
        }
        boolean lower = holdsLower(j);
        int owner = lower ? assembly.form.lowerOwner(j) : assembly.form.upperOwner(j);
        Constraint holder = assembly.constraints.get(owner);
        Explanation.Position position = lo == hi
                ? Explanation.Position.FIXED
                : lower ? Explanation.Position.AT_LOWER : Explanation.Position.AT_UPPER;
        String where = switch (position) {
            case AT_LOWER -> w[j] == 0 ? " is not held" : " is at its floor of " + weight;
            case AT_UPPER -> " is at its cap of " + weight;
            default -> " is fixed at " + weight;
        };
        String price = assetPrice[j] == 0
                ? "moving that bound would change nothing to first order"
                : "raising that bound by 1% would change the " + objective.name() + " by "
                        + Numbers.text(assetPrice[j] / 100);
        String text = id + where + " (" + holder.description() + ")" + without + "; " + price;
        return new Explanation(id, w[j], position, holder.name(), assetPrice[j], text);
    }

    /** The costs and priced constraints that have a kink at the weight of an asset. */
    private String kinks(int j) {
        List<String> names = new ArrayList<>();
        for (Term term : objective.terms()) {
            if (term instanceof Term.PiecewiseLinear bent && contains(bent.breakpoints()[j], w[j])) {
                names.add(term.name());
            }
        }
        for (int i = 0; i < rowPrice.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            if (rowPrice[i] != 0
                    && row.bends(j)
                    && contains(row.functions().get(0).breakpoints(j), w[j])) {
                names.add(assembly.constraints.get(row.owner()).description());
            }
        }
        return String.join(" and ", names);
    }

    private static boolean contains(double[] points, double x) {
        for (double point : points) {
            if (point == x) {
                return true;
            }
        }
        return false;
    }

    private String free(int j, String id, String weight) {
        StringBuilder text =
                new StringBuilder(id).append(" is free at ").append(weight).append(": no bound of its own holds it");
        String joint = "; held with others by ";
        for (int i = 0; i < rowPrice.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            if (rowPrice[i] != 0 && row.involves(j, w[j])) {
                text.append(joint).append(assembly.constraints.get(row.owner()).description());
                joint = ", ";
            }
        }
        return text.toString();
    }
}
