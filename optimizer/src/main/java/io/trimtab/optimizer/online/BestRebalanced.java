package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The best constant rebalanced portfolio (BCRP): the weights that, restored every period, would have earned most. In hindsight: a measure for
 * online rules, not a rule.
 *
 * <pre>{@code
 * BestRebalanced best = BestRebalanced.of(returns);
 * best.logWealth() - learner.regret().regret();
 * best.gap(); // 1e-12: no portfolio could have ended with more than that beyond it
 * }</pre>
 *
 * <p>Maximises the sum over periods of ln(b'x) by Newton's method, each step a quadratic program over the simplex, damped by its length as
 * self-concordance asks. Its certificate: for the gradient g = sum x / b'x over T periods, no weights gain more than T ln(max(g) / T) beyond b, because
 * the logarithm is concave. Source of the bound: Cover, An Algorithm for Maximizing Expected Log Investment Return, IEEE Transactions on
 * Information Theory 30 (1984) 369-373. O(T n^2 + n^3) a step, a dozen steps.
 *
 * @param weights the weights
 * @param logWealth the logarithm of what one unit of wealth became
 * @param gap by how much the logarithm of any other constant rebalanced portfolio's wealth may exceed it, at most; at least 0
 */
public record BestRebalanced(Weights weights, double logWealth, double gap) implements Serializable {
    private static final int MOST_STEPS = 200;
    /** Of the logarithm of wealth: far below what a price is known to. */
    private static final double SMALL = 1e-9;

    /** Checks. */
    public BestRebalanced {
        Check.notNull(weights, "weights");
        Check.finite(logWealth, "logWealth");
        Check.notNegative(gap, "gap");
    }

    /**
     * What one unit of wealth became.
     *
     * @return above 0; infinite where it overflows
     */
    public double wealth() {
        return StrictMath.exp(logWealth);
    }

    /**
     * Finds the best weights.
     *
     * @param returns simple returns, above -1
     * @return the weights with their certificate
     * @throws IllegalArgumentException if there is no period or a return is -1
     * @throws IllegalStateException if rounding won before the gap was below 1e-9; it names the gap
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static BestRebalanced of(ReturnPanel returns) {
        Check.notNull(returns, "returns");
        int n = returns.columns();
        int periods = Check.atLeast(returns.rows(), 1, "number of periods");
        double[][] x = new double[periods][n];
        for (int t = 0; t < periods; t++) {
            for (int i = 0; i < n; i++) {
                x[t][i] = 1 + returns.get(t, i);
                Check.positive(x[t][i], "growth of " + returns.universe().id(i) + " in period " + t);
            }
        }
        double[] b = Relatives.equal(n);
        SimplexProgram program = new SimplexProgram(n);
        double[] gradient = new double[n];
        double[] hessian = new double[n * n];
        double[] linear = new double[n];
        double gap = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            gap = derivatives(x, b, gradient, hessian);
            if (gap <= SMALL) {
                return new BestRebalanced(Weights.of(returns.universe(), b), logWealth(x, b), gap);
            }
            for (int i = 0; i < n; i++) {
                linear[i] = -2 * gradient[i]; // H b = g
            }
            double[] next = program.solve(hessian, linear, b);
            double length = length(hessian, next, b);
            double damped = length < 0.25 ? 1 : 1 / (1 + length);
            for (int i = 0; i < n; i++) {
                b[i] += damped * (next[i] - b[i]);
            }
            Interruption.endIfRequested("best rebalanced portfolio");
        }
        throw new IllegalStateException("best rebalanced portfolio must be proved to " + SMALL + ", was to " + gap);
    }

    /** Gradient and negative Hessian of the logarithm of wealth; returns the certificate. */
    private static double derivatives(double[][] x, double[] b, double[] gradient, double[] hessian) {
        int n = b.length;
        Arrays.fill(gradient, 0);
        Arrays.fill(hessian, 0);
        double[] y = new double[n];
        for (double[] relatives : x) {
            double wealth = Relatives.dot(relatives, b);
            for (int i = 0; i < n; i++) {
                y[i] = relatives[i] / wealth;
                gradient[i] += y[i];
            }
            for (int j = 0; j < n; j++) {
                for (int i = 0; i < n; i++) {
                    hessian[i + j * n] += y[i] * y[j];
                }
            }
        }
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, g);
        }
        return Math.max(0, x.length * StrictMath.log(largest / x.length));
    }

    private static double length(double[] hessian, double[] next, double[] b) {
        int n = b.length;
        double sum = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                sum += (next[i] - b[i]) * hessian[i + j * n] * (next[j] - b[j]);
            }
        }
        return Math.sqrt(Math.max(0, sum));
    }

    private static double logWealth(double[][] x, double[] b) {
        double sum = 0;
        for (double[] relatives : x) {
            sum += StrictMath.log(Relatives.dot(relatives, b));
        }
        return sum;
    }
}
