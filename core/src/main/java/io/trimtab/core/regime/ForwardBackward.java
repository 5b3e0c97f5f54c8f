package io.trimtab.core.regime;

import java.util.Arrays;

/**
 * The expectation step of Baum and Welch, scaled as in Rabiner (1989), section V.A, with its scratch.
 *
 * <pre>
 * alpha_t(k)   P(state k at t | x_1..x_t)
 * b_t(k)       density of x_t in state k, divided by exp(m_t), where m_t is the largest log density
 * c_t          sum_k P(k at t | x_1..x_t-1) b_t(k); the log-likelihood is sum_t (log c_t + m_t)
 * beta_t(i)    sum_j p_ij b_t+1(j) beta_t+1(j) / c_t+1, beta_T = 1
 * gamma_t(k)   alpha_t(k) beta_t(k) = P(k at t | x_1..x_T)
 * moves(i, j)  sum_t alpha_t(i) p_ij b_t+1(j) beta_t+1(j) / c_t+1, the expected number of moves from i to j
 * </pre>
 */
final class ForwardBackward {
    private final double[] x;
    private final int states;
    private final double[] alpha;
    private final double[] density;
    private final double[] scale;
    /** The smoothed probabilities, bar by bar. */
    final double[] gamma;

    final double[] moves;
    private final double[] beta;
    private final double[] ahead;
    private final double[] predicted;

    ForwardBackward(double[] x, int states) {
        this.x = x;
        this.states = states;
        this.alpha = new double[x.length * states];
        this.density = new double[x.length * states];
        this.scale = new double[x.length];
        this.gamma = new double[x.length * states];
        this.moves = new double[states * states];
        this.beta = new double[states];
        this.ahead = new double[states];
        this.predicted = new double[states];
    }

    double[] observations() {
        return x;
    }

    /**
     * Both passes.
     *
     * @return the log-likelihood; NaN or infinite if the model cannot produce the series
     */
    double run(GaussianHmm model) {
        double likelihood = forward(model);
        backward(model);
        return likelihood;
    }

    private double forward(GaussianHmm model) {
        double likelihood = 0;
        for (int t = 0; t < x.length; t++) {
            int row = t * states;
            if (t == 0) {
                System.arraycopy(model.initial, 0, predicted, 0, states);
            } else {
                model.predictInto(alpha, row - states, predicted);
            }
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < states; k++) {
                double d = model.logDensity(k, x[t]);
                density[row + k] = d;
                if (predicted[k] > 0 && d > largest) {
                    largest = d;
                }
            }
            double sum = 0;
            for (int k = 0; k < states; k++) {
                // A state that cannot be occupied may have any density: cap it, its weight is zero.
                double b = StrictMath.exp(Math.min(0, density[row + k] - largest));
                density[row + k] = b;
                alpha[row + k] = predicted[k] * b;
                sum += alpha[row + k];
            }
            for (int k = 0; k < states; k++) {
                alpha[row + k] /= sum;
            }
            scale[t] = sum;
            likelihood += StrictMath.log(sum) + largest;
        }
        return likelihood;
    }

    private void backward(GaussianHmm model) {
        Arrays.fill(moves, 0);
        Arrays.fill(beta, 1);
        for (int t = x.length - 1; t >= 0; t--) {
            int row = t * states;
            for (int k = 0; k < states; k++) {
                gamma[row + k] = alpha[row + k] * beta[k];
            }
            if (t == 0) {
                return;
            }
            for (int j = 0; j < states; j++) {
                ahead[j] = density[row + j] * beta[j] / scale[t];
            }
            for (int i = 0; i < states; i++) {
                double sum = 0;
                for (int j = 0; j < states; j++) {
                    double term = model.transition[i * states + j] * ahead[j];
                    moves[i * states + j] += alpha[row - states + i] * term;
                    sum += term;
                }
                beta[i] = sum;
            }
        }
    }

    /** The smoothed probabilities, each bar divided by its sum (which is one up to rounding). */
    void smoothedInto(double[] out) {
        for (int row = 0; row < gamma.length; row += states) {
            double sum = 0;
            for (int k = 0; k < states; k++) {
                sum += gamma[row + k];
            }
            for (int k = 0; k < states; k++) {
                out[row + k] = gamma[row + k] / sum;
            }
        }
    }
}
