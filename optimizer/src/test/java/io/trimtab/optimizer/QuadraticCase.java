package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.linearCosts;
import static io.trimtab.optimizer.Objectives.utility;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A quadratic problem as plain arrays, and the certificate of an answer to it: minimise {@code w'Sw/2 + q'w} subject to
 * {@code rowLower <= Aw <= rowUpper} and {@code lower <= w <= upper}.
 *
 * <p>It is handed to the library through its public face, and answers are judged by what the public face says alone:
 * weights, shadow prices and the prices of single assets.
 */
public final class QuadraticCase {
    public int n;
    public double[][] s = new double[0][];
    public double[] q = new double[0];
    public double[][] rows = new double[0][];
    public double[] rowLower = new double[0];
    public double[] rowUpper = new double[0];
    public double[] lower = new double[0];
    public double[] upper = new double[0];
    /** What trading one unit of each weight costs, or empty; what is held now; the most that may be traded, or infinity. */
    public double[] cost = new double[0];

    public double[] current = new double[0];
    public double turnover = Double.POSITIVE_INFINITY;

    /** A rule of a host's own. */
    record Rule(String name, NamedConstraint.Meaning meaning) implements Constraint {
        @Override
        public String description() {
            return "rule " + name;
        }

        @Override
        public void describe(Universe universe, LinearForm form) {
            meaning.describe(universe, form);
        }
    }

    public RiskModel risk() {
        double[] flat = new double[n * n];
        for (int j = 0; j < n; j++) {
            System.arraycopy(s[j], 0, flat, j * n, n);
        }
        return new DenseRisk(n, flat);
    }

    public PortfolioProblem problem() {
        RiskModel risk = risk();
        Universe universe = risk.universe();
        double[] mu = new double[n];
        for (int j = 0; j < n; j++) {
            mu[j] = -q[j];
        }
        Objective gain = utility(ExpectedReturns.of(universe, mu), risk, 1);
        if (cost.length > 0) {
            Weights rates = Weights.of(universe, cost);
            gain = gain.plus(linearCosts(rates, rates, Weights.of(universe, current)));
        }
        PortfolioProblem problem =
                PortfolioProblem.over(universe).maximize(gain).subjectTo(constraints());
        return turnover < Double.POSITIVE_INFINITY
                ? problem.subjectTo(turnover(Weights.of(universe, current)).atMost(turnover))
                : problem;
    }

    List<Constraint> constraints() {
        List<Constraint> out = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            int row = i;
            out.add(new Rule("row " + i, (u, form) -> form.row(rows[row], rowLower[row], rowUpper[row])));
        }
        out.add(new Rule("box", (u, form) -> {
            for (int j = 0; j < n; j++) {
                if (lower[j] > Double.NEGATIVE_INFINITY) {
                    form.atLeast(j, lower[j]);
                }
                if (upper[j] < Double.POSITIVE_INFINITY) {
                    form.atMost(j, upper[j]);
                }
            }
        }));
        return out;
    }

    /** How far an answer is from optimal, in about 32 digits. */
    public static final class Certificate {
        /** Violation over max(1, |bound|). */
        public double primal;
        /** Over max(|Sw|, |q|). */
        public double dual;
        /** Over max(w'Sw/2, |q'w|). */
        public double gap;
        /** The same two, where the divisor is at least 1e-5 of what cancels in them. */
        public double hedgedDual;

        public double hedgedGap;
        public double objective;
        /** The gap as it is. */
        public double absoluteGap;

        public double worst() {
            return Math.max(primal, Math.max(hedgedDual, hedgedGap));
        }
    }

    public Certificate certify(Optimal best) {
        double[] w = best.weights().toArray();
        double[] y = new double[rows.length];
        for (int i = 0; i < y.length; i++) {
            // utility falls as minus the minimised form rises
            y[i] = -best.shadowPrice("row " + i);
        }
        return certify(w, y, turnover < Double.POSITIVE_INFINITY ? best.shadowPrice("turnover") : 0);
    }

    /** With y the derivative of the minimum with respect to each row's bound, minus that with respect to the turnover's. */
    public Certificate certify(double[] w, double[] y, double turnoverPrice) {
        Certificate c = new Certificate();
        double sizeOfProduct = 0;
        double sizeOfLinear = 0;
        double worstDual = 0;
        double cancelsInDual = 0;
        double cancelsInGap = 0;
        Twofold form = new Twofold();
        Twofold linear = new Twofold();
        Twofold complement = new Twofold();
        Twofold sum = new Twofold();
        Twofold sumOfCosts = new Twofold();
        for (int i = 0; i < rows.length; i++) {
            sum.clear();
            for (int j = 0; j < n; j++) {
                sum.addProduct(rows[i][j], w[j]);
            }
            double activity = sum.value();
            // in the unit in which the row's largest coefficient is one
            double unit = 0;
            for (double a : rows[i]) {
                unit = Math.max(unit, Math.abs(a));
            }
            unit = unit > 0 ? 1 / unit : 1;
            c.primal = Math.max(c.primal, over(unit * (rowLower[i] - activity), unit * rowLower[i]));
            c.primal = Math.max(c.primal, over(unit * (activity - rowUpper[i]), unit * rowUpper[i]));
            double bound = y[i] > 0 ? rowLower[i] : rowUpper[i];
            if (y[i] != 0 && !Double.isFinite(bound)) {
                double largest = 0;
                for (double a : rows[i]) {
                    largest = Math.max(largest, Math.abs(a));
                }
                worstDual = Math.max(worstDual, Math.abs(y[i]) * largest);
            } else if (y[i] != 0) {
                // y (a - bound) >= 0
                Twofold part = new Twofold().add(sum).add(-bound);
                complement.addProduct(part, y[i]);
            }
        }
        double traded = 0;
        if (turnover < Double.POSITIVE_INFINITY) {
            sum.clear();
            for (int j = 0; j < n; j++) {
                double trade = w[j] - current[j];
                sum.add(Math.abs(trade));
            }
            traded = sum.value();
            c.primal = Math.max(c.primal, over(traded - turnover, turnover));
            worstDual = Math.max(worstDual, -turnoverPrice);
            complement.addProduct(new Twofold().add(turnover).add(-traded), Math.max(0, turnoverPrice));
        }
        for (int j = 0; j < n; j++) {
            sum.clear();
            double terms = Math.abs(q[j]);
            for (int i = 0; i < n; i++) {
                sum.addProduct(s[j][i], w[i]);
                terms += Math.abs(s[j][i] * w[i]);
            }
            sizeOfProduct = Math.max(sizeOfProduct, Math.abs(sum.value()));
            sizeOfLinear = Math.max(sizeOfLinear, Math.abs(q[j]));
            form.addProduct(sum, w[j]);
            linear.addProduct(q[j], w[j]);
            sum.add(q[j]);
            for (int i = 0; i < rows.length; i++) {
                sum.addProduct(-rows[i][j], y[i]);
                terms += Math.abs(rows[i][j] * y[i]);
            }
            c.primal = Math.max(c.primal, over(lower[j] - w[j], lower[j]));
            c.primal = Math.max(c.primal, over(w[j] - upper[j], upper[j]));
            if (current.length > 0) {
                // the slope of costs and turnover; between its two sides where nothing is traded
                double slope = (cost.length > 0 ? cost[j] : 0) + turnoverPrice;
                double trade = w[j] - current[j];
                terms += slope;
                sum.add(trade > 0 ? slope : trade < 0 ? -slope : Math.max(-slope, Math.min(slope, -sum.value())));
                sumOfCosts.addProduct(cost.length > 0 ? cost[j] : 0, Math.abs(trade));
            }
            double z = sum.value();
            cancelsInDual = Math.max(cancelsInDual, terms);
            double bound = z > 0 ? lower[j] : upper[j];
            boolean allowed = z == 0 || w[j] == bound;
            if (!allowed) {
                worstDual = Math.max(worstDual, Math.abs(z));
                if (Double.isFinite(bound)) {
                    complement.addProduct(sum, w[j] - bound);
                }
            }
            cancelsInGap += terms * (Math.abs(w[j]) + (Double.isFinite(bound) ? Math.abs(w[j] - bound) : 0));
        }
        double divisor = Math.max(Math.max(form.value() / 2, Math.abs(linear.value())), sumOfCosts.value());
        c.absoluteGap = Math.abs(complement.value());
        double dualDivisor = Math.max(sizeOfProduct, sizeOfLinear);
        c.dual = ratio(worstDual, dualDivisor);
        c.gap = ratio(c.absoluteGap, divisor);
        c.hedgedDual = ratio(worstDual, Math.max(dualDivisor, 1e-5 * cancelsInDual));
        c.hedgedGap = ratio(c.absoluteGap, Math.max(divisor, 1e-5 * cancelsInGap));
        c.objective =
                new Twofold().addProduct(form, 0.5).add(linear).add(sumOfCosts).value();
        return c;
    }

    /**
     * By how much the multipliers of an answer contradict the bounds: positive where they prove that there are no
     * weights (without bound, up to 1,000) that satisfy everything named in the conflict.
     */
    public double margin(Infeasible none) {
        Twofold margin = new Twofold();
        double[] y = new double[rows.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = none.certificate().multipliers().getOrDefault("row " + i, 0.0);
            if (y[i] != 0) {
                margin.addProduct(y[i], y[i] > 0 ? rowLower[i] : rowUpper[i]);
            }
        }
        boolean box = none.conflict().contains("box");
        double price = -none.certificate().multipliers().getOrDefault("turnover", 0.0);
        if (price != 0) {
            margin.addProduct(-price, turnover);
        }
        for (int j = 0; j < n; j++) {
            Twofold combination = new Twofold();
            for (int i = 0; i < y.length; i++) {
                combination.addProduct(rows[i][j], y[i]);
            }
            double c = combination.value();
            if (price != 0) {
                // the most of c w - price |w - current| over the box: at an end or where nothing is traded
                double lo = box ? Math.max(lower[j], -1e3) : -1e3;
                double hi = box ? Math.min(upper[j], 1e3) : 1e3;
                double best = Double.NEGATIVE_INFINITY;
                for (double w : new double[] {lo, hi, Math.max(lo, Math.min(hi, current[j]))}) {
                    best = Math.max(best, c * w - price * Math.abs(w - current[j]));
                }
                margin.add(-best);
                continue;
            }
            double bound = c > 0 ? upper[j] : lower[j];
            if (c != 0 && box && Double.isFinite(bound)) {
                margin.addProduct(combination, -bound);
            } else {
                margin.add(-1e3 * Math.abs(c));
            }
        }
        return margin.value();
    }

    private static double ratio(double x, double by) {
        return x == 0 ? 0 : x / by;
    }

    private static double over(double by, double bound) {
        return by > 0 ? by / Math.max(1, Math.abs(bound)) : 0;
    }
}
