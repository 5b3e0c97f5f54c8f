package io.trimtab.core.regime;

import java.util.Arrays;

/**
 * The filter of Hamilton (1989) and the smoother of Kim (1994) over joint states, with the expectations and the score
 * they give.
 *
 * <pre>
 * joint_t(e)     P(s_t, ..., s_t-r | y_1..y_t)
 * past_t(h)      P(s_t, ..., s_t-r+1 | y_1..y_t), the sum of joint over the oldest state; past of first - 1 is the start
 * density_t(e)   of y_t given e and its lags, divided by exp(m_t), where m_t is the largest log density
 * c_t            sum_e P(e at t | y_1..y_t-1) density_t(e); the log-likelihood is sum_t (log c_t + m_t)
 * beta_t(h)      sum_s p_t+1(s_t, s) density_t+1(s, h) beta_t+1(s, h without its oldest) / c_t+1, beta_T = 1
 * smooth_t(e)    joint_t(e) beta_t(e without its oldest) = P(s_t, ..., s_t-r | y_1..y_T)
 * moves_t(i, j)  P(s_t-1 = i, s_t = j | y_1..y_T)
 * </pre>
 *
 * The score is the expected score of the complete data given the observations (Fisher's identity; Louis 1982). All is
 * O(T K^(r+1)). Single-threaded.
 */
final class SwitchingPass {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private final SwitchingDesign d;
    private final int k;
    final double[] joint;
    private final double[] density;
    private final double[] past;
    private final double[] scale;
    /** The log of each observation's density given those before, from the first with all its lags. */
    final double[] gains;

    final double[] smooth;
    final double[] moves;
    /** Posterior of the states up to the first bar with all its lags. */
    final double[] origin;

    private final double[] mean;
    final double[] transition;
    private double[] stationary = new double[0];
    private final double[] deviation;
    private final double[] predicted;
    private final double[] beta;
    private final double[] ahead;

    SwitchingPass(SwitchingDesign design) {
        this.d = design;
        this.k = design.k;
        int n = design.observations();
        this.joint = new double[n * d.joints];
        this.density = new double[n * d.joints];
        this.past = new double[(n + 1) * d.histories];
        this.scale = new double[n];
        this.gains = new double[n];
        this.smooth = new double[n * d.joints];
        this.moves = new double[d.bars * k * k];
        this.origin = new double[d.histories];
        this.mean = new double[d.bars * k];
        this.transition = new double[d.bars * k * k];
        this.deviation = new double[(d.r + 1) * k];
        this.predicted = new double[d.joints];
        this.beta = new double[d.histories];
        this.ahead = new double[d.joints];
    }

    /**
     * The filter.
     *
     * @return the log-likelihood; NaN or infinite if the model cannot produce the series
     */
    double forward(SwitchingValues v) {
        for (int t = 0; t < d.bars; t++) {
            for (int s = 0; s < k; s++) {
                mean[t * k + s] = v.mean(d.x, t * d.c, s);
            }
            v.transitionInto(d.z, t * d.q, transition, t * k * k);
        }
        if (!start()) {
            return Double.NaN;
        }
        double likelihood = 0;
        int n = d.observations();
        for (int i = 0; i < n; i++) {
            int t = d.first + i;
            int row = i * d.joints;
            double largest = Double.NEGATIVE_INFINITY;
            logDensities(v, t, row);
            for (int e = 0; e < d.joints; e++) {
                int h = e / k;
                predicted[e] = past[i * d.histories + h] * transition[(t * k + h % k) * k + e % k];
                if (predicted[e] > 0 && density[row + e] > largest) {
                    largest = density[row + e];
                }
            }
            double sum = 0;
            for (int e = 0; e < d.joints; e++) {
                // What cannot be may have any density: cap it, its weight is zero.
                boolean repeated = d.p == 0 && e >= k;
                double b = repeated ? density[row + e % k] : StrictMath.exp(Math.min(0, density[row + e] - largest));
                density[row + e] = b;
                joint[row + e] = predicted[e] * b;
                sum += joint[row + e];
            }
            int next = (i + 1) * d.histories;
            Arrays.fill(past, next, next + d.histories, 0);
            for (int e = 0; e < d.joints; e++) {
                joint[row + e] /= sum;
                past[next + e % d.histories] += joint[row + e];
            }
            scale[i] = sum;
            gains[i] = StrictMath.log(sum) + largest;
            likelihood += gains[i];
        }
        return likelihood;
    }

    /** The distribution before the first density: stationary, then moved on through the bars that only serve as lags. */
    private boolean start() {
        int from = d.start();
        double[] p = Arrays.copyOfRange(transition, from * k * k, (from + 1) * k * k);
        for (double probability : p) {
            if (!(probability >= 0)) {
                return false;
            }
        }
        try {
            stationary = StationaryChain.distribution(k, p);
        } catch (IllegalArgumentException reducible) {
            return false;
        }
        for (int h = 0; h < d.histories; h++) {
            // The oldest of the r states of h is at bar first - r.
            double probability = stationary[d.digits[h * (d.r + 1) + d.r - 1]];
            for (int i = d.r - 2; i >= 0; i--) {
                int t = d.first - 1 - i;
                int before = d.digits[h * (d.r + 1) + i + 1];
                probability *= transition[(t * k + before) * k + d.digits[h * (d.r + 1) + i]];
            }
            past[h] = probability;
        }
        return true;
    }

    private void logDensities(SwitchingValues v, int t, int row) {
        for (int i = 0; i <= d.p; i++) {
            for (int s = 0; s < k; s++) {
                deviation[i * k + s] = d.y[t - i] - mean[(t - i) * k + s];
            }
        }
        for (int e = 0; e < d.joints; e++) {
            if (d.p == 0 && e >= k) {
                density[row + e] = density[row + e % k];
            } else {
                int s = e % k;
                double u = residual(v, e);
                density[row + e] = -0.5 * (LOG_TWO_PI + StrictMath.log(v.variance[s]) + u * u / v.variance[s]);
            }
        }
    }

    private double residual(SwitchingValues v, int e) {
        int s = e % k;
        double u = deviation[s];
        for (int i = 1; i <= d.p; i++) {
            u -= v.lag[(i - 1) * k + s] * deviation[i * k + d.digits[e * (d.r + 1) + i]];
        }
        return u;
    }

    /** The smoother; after {@link #forward}. */
    void backward() {
        Arrays.fill(beta, 1);
        Arrays.fill(moves, 0);
        for (int i = d.observations() - 1; i >= 0; i--) {
            int t = d.first + i;
            int row = i * d.joints;
            for (int e = 0; e < d.joints; e++) {
                double b = beta[e % d.histories];
                double g = joint[row + e] * b;
                smooth[row + e] = g;
                moves[(t * k + e / k % k) * k + e % k] += g;
                ahead[e] = density[row + e] * b / scale[i];
            }
            for (int h = 0; h < d.histories; h++) {
                double sum = 0;
                for (int s = 0; s < k; s++) {
                    sum += transition[(t * k + h % k) * k + s] * ahead[h * k + s];
                }
                beta[h] = sum;
            }
        }
        for (int h = 0; h < d.histories; h++) {
            origin[h] = past[h] * beta[h];
            for (int i = d.r - 2; i >= 0; i--) {
                int t = d.first - 1 - i;
                int before = d.digits[h * (d.r + 1) + i + 1];
                moves[(t * k + before) * k + d.digits[h * (d.r + 1) + i]] += origin[h];
            }
        }
    }

    /** The gradient of the log-likelihood by the free parameters; after {@link #backward}. */
    void scoreInto(SwitchingValues v, SwitchingLayout layout, double[] out) {
        Arrays.fill(out, 0);
        for (int t = d.start() + 1; t < d.bars; t++) {
            scoreOfMoves(t, moves, t * k * k, out);
        }
        if (d.start() == d.first) {
            scoreOfMoves(d.first, moves, d.first * k * k, out);
        }
        scoreOfStart(out);
        double[] byCoefficient = new double[d.c * k];
        double[] byLogVariance = new double[k];
        double[] byLag = new double[d.p * k];
        double[] byMean = new double[d.bars * k];
        for (int i = 0; i < d.observations(); i++) {
            int t = d.first + i;
            for (int lag = 0; lag <= d.p; lag++) {
                for (int s = 0; s < k; s++) {
                    deviation[lag * k + s] = d.y[t - lag] - mean[(t - lag) * k + s];
                }
            }
            for (int e = 0; e < d.joints; e++) {
                int s = e % k;
                double g = smooth[i * d.joints + e];
                double u = residual(v, e);
                double w = g * u / v.variance[s];
                byLogVariance[s] += 0.5 * (w * u - g);
                byMean[t * k + s] += w;
                for (int lag = 1; lag <= d.p; lag++) {
                    int then = d.digits[e * (d.r + 1) + lag];
                    byMean[(t - lag) * k + then] -= w * v.lag[(lag - 1) * k + s];
                    byLag[(lag - 1) * k + s] += w * deviation[lag * k + then];
                }
            }
        }
        for (int t = 0; t < d.bars; t++) {
            for (int j = 0; j < d.c; j++) {
                for (int s = 0; s < k; s++) {
                    byCoefficient[j * k + s] += byMean[t * k + s] * d.x[t * d.c + j];
                }
            }
        }
        layout.gatherGradient(byCoefficient, byLogVariance, byLag, out);
    }

    /** d log p_ij / d odds_im = (1 if j = m else 0) - p_im, times the regressor. */
    private void scoreOfMoves(int t, double[] counts, int offset, double[] out) {
        for (int i = 0; i < k; i++) {
            double from = 0;
            for (int j = 0; j < k; j++) {
                from += counts[offset + i * k + j];
            }
            for (int m = 0; m < k - 1; m++) {
                double score = counts[offset + i * k + m] - from * transition[(t * k + i) * k + m];
                for (int q = 0; q < d.q; q++) {
                    out[(i * (k - 1) + m) * d.q + q] += score * d.z[t * d.q + q];
                }
            }
        }
    }

    /** The stationary start depends on the transitions too: d(sum g_k log pi_k) / d p_ij = pi_i h_j. */
    private void scoreOfStart(double[] out) {
        double[] g = new double[k];
        for (int h = 0; h < d.histories; h++) {
            g[d.digits[h * (d.r + 1) + d.r - 1]] += origin[h];
        }
        int t = d.start();
        double[] p = Arrays.copyOfRange(transition, t * k * k, (t + 1) * k * k);
        double[] h = StationaryChain.sensitivity(k, p, stationary, g);
        for (int i = 0; i < k; i++) {
            double average = 0;
            for (int j = 0; j < k; j++) {
                average += p[i * k + j] * h[j];
            }
            for (int m = 0; m < k - 1; m++) {
                double score = stationary[i] * p[i * k + m] * (h[m] - average);
                for (int q = 0; q < d.q; q++) {
                    out[(i * (k - 1) + m) * d.q + q] += score * d.z[t * d.q + q];
                }
            }
        }
    }

    /** The probabilities of the states at each observation, from joint ones. */
    double[] marginal(double[] joints) {
        double[] out = new double[d.observations() * k];
        for (int i = 0; i < d.observations(); i++) {
            double sum = 0;
            for (int e = 0; e < d.joints; e++) {
                out[i * k + e % k] += joints[i * d.joints + e];
                sum += joints[i * d.joints + e];
            }
            for (int s = 0; s < k; s++) {
                out[i * k + s] = Math.min(1, out[i * k + s] / sum);
            }
        }
        return out;
    }

    /** The probabilities of the states at each observation given those before. */
    double[] predictions() {
        double[] out = new double[d.observations() * k];
        for (int i = 0; i < d.observations(); i++) {
            int t = d.first + i;
            for (int h = 0; h < d.histories; h++) {
                for (int s = 0; s < k; s++) {
                    out[i * k + s] += past[i * d.histories + h] * transition[(t * k + h % k) * k + s];
                }
            }
        }
        return out;
    }

    /** The expectation of each observation given those before; after {@link #forward}. */
    double[] expectations(SwitchingValues v) {
        double[] out = new double[d.observations()];
        for (int i = 0; i < out.length; i++) {
            int t = d.first + i;
            for (int lag = 0; lag <= d.p; lag++) {
                for (int s = 0; s < k; s++) {
                    deviation[lag * k + s] = d.y[t - lag] - mean[(t - lag) * k + s];
                }
            }
            for (int e = 0; e < d.joints; e++) {
                int h = e / k;
                double weight = past[i * d.histories + h] * transition[(t * k + h % k) * k + e % k];
                out[i] += weight * (d.y[t] - residual(v, e));
            }
        }
        return out;
    }
}
