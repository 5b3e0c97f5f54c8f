package io.trimtab.risk.volatility;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log-likelihood of a series, its gradient, and the sum of the products of its scores, in one pass.
 *
 * <p>Parameters theta: GARCH and GJR {@code (mu, omega, a+, a-, beta, eta)} with a+ the response to rises and a- to falls; EGARCH
 * {@code (mu, omega, alpha, gamma, beta, eta)}. eta = 1 / nu; it is not read for normal innovations.
 *
 * <p>Before the first return, squared returns and variance are taken to be S = mean of e^2 (Fiorentini, Calzolari and
 * Panattoni, "Analytic derivatives and the computation of GARCH estimates", Journal of Applied Econometrics 11 (1996),
 * 399-417), which moves with mu, and the derivatives follow it. Legend: e = r - mu; h, l = ln h: variance; z = e / sqrt(h);
 * q = z^2; w = weight of q, 1 for normal innovations, (nu + 1) / (nu - 2 + q) for Student-t; a name that begins with d is a
 * derivative of h (EGARCH: of l) by a parameter.
 */
final class GarchLikelihood {
    /** The number of parameters, whether or not the model has all of them. */
    static final int PARAMETERS = 6;

    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    private final double[] r;
    private final boolean logarithmic;
    private final boolean studentT;
    private final double mean;
    private final double variance;

    /** Takes over returns of about unit variance. */
    GarchLikelihood(double[] returns, VarianceEquation equation, Innovations innovations) {
        this.r = returns;
        this.logarithmic = equation == VarianceEquation.EGARCH;
        this.studentT = innovations == Innovations.STUDENT_T;
        double sum = 0;
        for (double value : returns) {
            sum += value;
        }
        this.mean = sum / returns.length;
        double squares = 0;
        for (double value : returns) {
            squares += (value - mean) * (value - mean);
        }
        this.variance = squares / returns.length;
    }

    int observations() {
        return r.length;
    }

    /** The presample variance S at a mean. */
    double presample(double mu) {
        return variance + (mean - mu) * (mean - mu);
    }

    /**
     * Evaluates.
     *
     * @param theta the parameters
     * @param gradient receives the gradient by theta
     * @param outer receives the sum over t of score x score', 6 x 6, if given
     * @return the log-likelihood; NaN where a variance is not positive and finite
     */
    double evaluate(double[] theta, double[] gradient, double @Nullable [] outer) {
        Arrays.fill(gradient, 0);
        if (outer != null) {
            Arrays.fill(outer, 0);
        }
        return logarithmic ? exponential(theta, gradient, outer) : quadratic(theta, gradient, outer);
    }

    private double quadratic(double[] theta, double[] gradient, double @Nullable [] outer) {
        double mu = theta[0];
        double omega = theta[1];
        double rise = theta[2];
        double fall = theta[3];
        double beta = theta[4];
        double nu = 1 / theta[5];
        double s = presample(mu);
        double carried = 0.5 * (rise + fall) + beta;
        double h = omega + carried * s;
        double dMu = carried * (-2 * (mean - mu));
        double dOmega = 1;
        double dRise = 0.5 * s;
        double dFall = 0.5 * s;
        double dBeta = s;
        double g0 = 0;
        double g1 = 0;
        double g2 = 0;
        double g3 = 0;
        double g4 = 0;
        Sums sums = new Sums(studentT, nu);
        double[] score = new double[PARAMETERS];
        for (double value : r) {
            if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
                return Double.NaN;
            }
            double e = value - mu;
            double e2 = e * e;
            double inverse = 1 / h;
            double q = e2 * inverse;
            double w = sums.add(h, q);
            double byH = -0.5 * inverse * (1 - w * q);
            double byMu = w * e * inverse + byH * dMu;
            g0 += byMu;
            g1 += byH * dOmega;
            g2 += byH * dRise;
            g3 += byH * dFall;
            g4 += byH * dBeta;
            if (outer != null) {
                score[0] = byMu;
                score[1] = byH * dOmega;
                score[2] = byH * dRise;
                score[3] = byH * dFall;
                score[4] = byH * dBeta;
                score[5] = studentT ? sums.scoreOfEta(q, w) : 0;
                addProducts(score, outer);
            }
            boolean falls = e < 0;
            double response = falls ? fall : rise;
            dMu = -2 * response * e + beta * dMu;
            dOmega = 1 + beta * dOmega;
            dRise = (falls ? 0 : e2) + beta * dRise;
            dFall = (falls ? e2 : 0) + beta * dFall;
            dBeta = h + beta * dBeta;
            h = omega + response * e2 + beta * h;
        }
        gradient[0] = g0;
        gradient[1] = g1;
        gradient[2] = g2;
        gradient[3] = g3;
        gradient[4] = g4;
        gradient[5] = studentT ? sums.gradientOfEta(r.length) : 0;
        return sums.logLikelihood(r.length);
    }

    private double exponential(double[] theta, double[] gradient, double @Nullable [] outer) {
        double mu = theta[0];
        double omega = theta[1];
        double alpha = theta[2];
        double gamma = theta[3];
        double beta = theta[4];
        double nu = studentT ? 1 / theta[5] : Double.POSITIVE_INFINITY;
        double size = UnitInnovations.meanSize(nu);
        // dnu / deta = -nu^2
        double sizeByEta = studentT ? -nu * nu * UnitInnovations.meanSizeSlope(nu) : 0;
        double s = presample(mu);
        double l = omega + beta * StrictMath.log(s);
        double[] d = {-2 * beta * (mean - mu) / s, 1, 0, 0, StrictMath.log(s), 0};
        Sums sums = new Sums(studentT, nu);
        double[] score = new double[PARAMETERS];
        for (double value : r) {
            if (!(Math.abs(l) < 300)) {
                return Double.NaN;
            }
            double h = StrictMath.exp(l);
            double root = 1 / Math.sqrt(h);
            double z = (value - mu) * root;
            double q = z * z;
            double w = sums.add(h, q);
            double byL = -0.5 * (1 - w * q);
            for (int i = 0; i < PARAMETERS; i++) {
                score[i] = byL * d[i];
            }
            score[0] += w * z * root;
            for (int i = 0; i < PARAMETERS; i++) {
                gradient[i] += score[i];
            }
            if (outer != null) {
                score[5] += studentT ? sums.scoreOfEta(q, w) : 0;
                addProducts(score, outer);
            }
            double size0 = Math.abs(z);
            double kept = beta - 0.5 * (alpha * size0 + gamma * z);
            d[0] = -(alpha * Math.signum(z) + gamma) * root + kept * d[0];
            d[1] = 1 + kept * d[1];
            d[2] = size0 - size + kept * d[2];
            d[3] = z + kept * d[3];
            d[4] = l + kept * d[4];
            d[5] = -alpha * sizeByEta + kept * d[5];
            l = omega + alpha * (size0 - size) + gamma * z + beta * l;
        }
        gradient[5] = studentT ? gradient[5] + sums.gradientOfEta(r.length) : 0;
        return sums.logLikelihood(r.length);
    }

    private static void addProducts(double[] score, double[] outer) {
        for (int j = 0; j < PARAMETERS; j++) {
            for (int i = 0; i < PARAMETERS; i++) {
                outer[j * PARAMETERS + i] += score[i] * score[j];
            }
        }
    }

    /** The parts of the log-likelihood; logarithms are taken of products, so that there are few. */
    private static final class Sums {
        private final boolean studentT;
        private final double nu;
        private final double constant;
        private final double constantSlope;
        private double squares;
        private double weighted;
        private double variances = 1;
        private double logVariances;
        private double tails = 1;
        private double logTails;

        Sums(boolean studentT, double nu) {
            this.studentT = studentT;
            this.nu = nu;
            this.constant = studentT ? UnitInnovations.logConstant(nu) : -HALF_LOG_TWO_PI;
            this.constantSlope = studentT ? UnitInnovations.logConstantSlope(nu) : 0;
        }

        /** Adds one return; gives w. */
        double add(double h, double q) {
            variances *= h;
            if (!(variances > 0x1p-500 && variances < 0x1p500)) {
                logVariances += StrictMath.log(variances / h) + StrictMath.log(h);
                variances = 1;
            }
            if (!studentT) {
                squares += q;
                return 1;
            }
            double tail = 1 + q / (nu - 2);
            tails *= tail;
            if (!(tails < 0x1p500)) {
                logTails += StrictMath.log(tails / tail) + StrictMath.log(tail);
                tails = 1;
            }
            double w = (nu + 1) / (nu - 2 + q);
            weighted += w * q;
            return w;
        }

        double logLikelihood(int n) {
            double body = studentT ? 0.5 * (nu + 1) * (logTails + StrictMath.log(tails)) : 0.5 * squares;
            return n * constant - 0.5 * (logVariances + StrictMath.log(variances)) - body;
        }

        /** By eta, the variances held. */
        double gradientOfEta(int n) {
            return -nu
                    * nu
                    * (n * constantSlope - 0.5 * (logTails + StrictMath.log(tails)) + 0.5 * weighted / (nu - 2));
        }

        double scoreOfEta(double q, double w) {
            return -nu * nu * (constantSlope - 0.5 * StrictMath.log(1 + q / (nu - 2)) + 0.5 * w * q / (nu - 2));
        }
    }
}
