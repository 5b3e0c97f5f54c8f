package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * The parameters of a GARCH model, in the units of the returns.
 *
 * <pre>{@code
 * GarchParameters daily = GarchParameters.garch(0.0005, 2e-6, 0.08, 0.90);
 * double longRun = Math.sqrt(daily.longRunVariance());
 * }</pre>
 *
 * <p>The equations are those of {@link VarianceEquation}. Immutable and thread-safe.
 *
 * @param equation how the variance moves
 * @param mean the mean of the returns per period
 * @param omega the constant of the variance equation; positive but for EGARCH
 * @param alpha the response to squared returns (EGARCH: to their size); at least 0 but for EGARCH
 * @param gamma the additional response to falls (EGARCH: to the sign, negative where falls raise the variance); 0 for GARCH
 * @param beta the memory; at least 0, for EGARCH strictly within (-1, 1)
 * @param degreesOfFreedom of Student-t innovations, above 2; positive infinity for normal ones
 */
public record GarchParameters(
        VarianceEquation equation,
        double mean,
        double omega,
        double alpha,
        double gamma,
        double beta,
        double degreesOfFreedom)
        implements Serializable {
    public GarchParameters {
        Check.notNull(equation, "equation");
        Check.finite(mean, "mean");
        Check.finite(omega, "omega");
        Check.finite(alpha, "alpha");
        Check.finite(gamma, "gamma");
        Check.finite(beta, "beta");
        if (!(degreesOfFreedom > 2)) {
            throw new IllegalArgumentException(
                    "degreesOfFreedom must be above 2, or infinite for normal innovations, was " + degreesOfFreedom);
        }
        if (equation == VarianceEquation.EGARCH) {
            Check.strictlyWithin(beta, -1, 1, "beta");
        } else {
            Check.positive(omega, "omega");
            Check.notNegative(alpha, "alpha");
            Check.notNegative(alpha + gamma, "alpha + gamma");
            Check.notNegative(beta, "beta");
            if (equation == VarianceEquation.GARCH && gamma != 0) {
                throw new IllegalArgumentException("gamma must be 0 for GARCH, was " + gamma + ": see GJR");
            }
        }
    }

    /**
     * GARCH(1,1) with normal innovations.
     *
     * @param mean the mean of the returns per period
     * @param omega the constant, positive
     * @param alpha the response to squared returns, at least 0
     * @param beta the memory, at least 0
     * @return the parameters
     */
    public static GarchParameters garch(double mean, double omega, double alpha, double beta) {
        return new GarchParameters(VarianceEquation.GARCH, mean, omega, alpha, 0, beta, Double.POSITIVE_INFINITY);
    }

    /**
     * GJR(1,1) with normal innovations.
     *
     * @param mean the mean of the returns per period
     * @param omega the constant, positive
     * @param alpha the response to squared returns, at least 0
     * @param gamma the additional response to falls, at least {@code -alpha}
     * @param beta the memory, at least 0
     * @return the parameters
     */
    public static GarchParameters gjr(double mean, double omega, double alpha, double gamma, double beta) {
        return new GarchParameters(VarianceEquation.GJR, mean, omega, alpha, gamma, beta, Double.POSITIVE_INFINITY);
    }

    /**
     * EGARCH(1,1) with normal innovations.
     *
     * @param mean the mean of the returns per period
     * @param omega the constant of the log-variance
     * @param alpha the response to the size of returns
     * @param gamma the response to their sign
     * @param beta the memory, strictly within (-1, 1)
     * @return the parameters
     */
    public static GarchParameters egarch(double mean, double omega, double alpha, double gamma, double beta) {
        return new GarchParameters(VarianceEquation.EGARCH, mean, omega, alpha, gamma, beta, Double.POSITIVE_INFINITY);
    }

    /**
     * The same with Student-t innovations.
     *
     * @param degreesOfFreedom above 2; positive infinity for normal ones
     * @return the parameters
     */
    public GarchParameters withDegreesOfFreedom(double degreesOfFreedom) {
        return new GarchParameters(equation, mean, omega, alpha, gamma, beta, degreesOfFreedom);
    }

    /**
     * The distribution of the innovations.
     *
     * @return normal, if the degrees of freedom are infinite
     */
    public Innovations innovations() {
        return degreesOfFreedom == Double.POSITIVE_INFINITY ? Innovations.NORMAL : Innovations.STUDENT_T;
    }

    /**
     * What part of a deviation of the variance (EGARCH: of its logarithm) from its long-run value is left a period later.
     *
     * @return {@code alpha + gamma / 2 + beta}; for EGARCH beta
     */
    public double persistence() {
        return equation == VarianceEquation.EGARCH ? beta : alpha + 0.5 * gamma + beta;
    }

    /**
     * The variance of the returns, conditioned on nothing.
     *
     * @return {@code omega / (1 - persistence)}, for EGARCH by Nelson's theorem 2.1; positive infinity where there is none
     */
    public double longRunVariance() {
        if (equation == VarianceEquation.EGARCH) {
            return EgarchMoments.longRunVariance(this);
        }
        double p = persistence();
        return p < 1 ? omega / (1 - p) : Double.POSITIVE_INFINITY;
    }

    /**
     * Follows the variance of returns to come.
     *
     * @param firstVariance the variance of the first return, positive
     * @return a filter that has seen no return yet
     */
    public GarchFilter filter(double firstVariance) {
        return new GarchFilter(this, Check.positive(firstVariance, "firstVariance"));
    }
}
