package io.trimtab.core.regime;

import io.trimtab.core.statistics.NormalMixture;
import java.util.Arrays;

/**
 * Moves what a switching filter knows ahead, bar by bar, with mean and covariance of the last values in every history of
 * states. Exact in both moments.
 *
 * <pre>
 * h        a history (s_t, ..., s_t-r+1), e a joint state: a history and the state that follows, as in {@link SwitchingDesign}
 * W_l      the last n values: deviations from the mean of their state if lags are mean-adjusted, else observations
 * w        a_s + sum_l phi_l,s W_l + noise of variance v_s, the next of them in state s;  the observation is c_s + w
 * merge    of parts with weights u_i, means m_i and covariances C_i: m = sum u_i m_i, C = sum u_i (C_i + (m_i - m)(m_i - m)')
 * </pre>
 */
final class SwitchingAhead {
    private final SwitchingValues v;
    private final int k;
    private final int n;
    private final int histories;
    /** Lag by state. */
    private final double[] phi;

    private double[] weight;
    private double[] mean;
    private double[] covariance;
    private double[] nextWeight;
    private double[] nextMean;
    private double[] nextCovariance;
    private final double[] partMean;
    private final double[] partCovariance;

    /** Takes over, history by history, probabilities and the last values. */
    SwitchingAhead(SwitchingValues v, double[] phi, double[] weight, double[] values) {
        this.v = v;
        this.k = v.k;
        this.histories = weight.length;
        this.n = values.length / histories;
        this.phi = phi;
        this.weight = weight;
        this.mean = values;
        this.covariance = new double[histories * n * n];
        this.nextWeight = new double[histories];
        this.nextMean = new double[histories * n];
        this.nextCovariance = new double[histories * n * n];
        this.partMean = new double[n];
        this.partCovariance = new double[n * n];
    }

    /**
     * One bar.
     *
     * @return false if nothing changed, to the last bit, so that no later bar of the same kind changes anything either
     */
    boolean step(double[] transition, double[] a) {
        for (int to = 0; to < histories; to++) {
            double total = 0;
            for (int e = to; e < histories * k; e += histories) {
                total += weight[e / k] * transition[e / k % k * k + e % k];
            }
            nextWeight[to] = total;
            Arrays.fill(nextMean, to * n, (to + 1) * n, 0);
            Arrays.fill(nextCovariance, to * n * n, (to + 1) * n * n, 0);
            if (total > 0) {
                for (int e = to; e < histories * k; e += histories) {
                    double share = weight[e / k] * transition[e / k % k * k + e % k] / total;
                    part(e / k, e % k, a);
                    for (int l = 0; l < n; l++) {
                        nextMean[to * n + l] += share * partMean[l];
                    }
                }
                for (int e = to; e < histories * k; e += histories) {
                    double share = weight[e / k] * transition[e / k % k * k + e % k] / total;
                    part(e / k, e % k, a);
                    spread(share, to);
                }
            }
        }
        boolean changed = !(Arrays.equals(weight, nextWeight)
                && Arrays.equals(mean, nextMean)
                && Arrays.equals(covariance, nextCovariance));
        swap();
        return changed;
    }

    private void spread(double share, int to) {
        for (int l = 0; l < n; l++) {
            double dl = partMean[l] - nextMean[to * n + l];
            for (int m = 0; m < n; m++) {
                double dm = partMean[m] - nextMean[to * n + m];
                nextCovariance[(to * n + l) * n + m] += share * (partCovariance[l * n + m] + dl * dm);
            }
        }
    }

    /** Mean and covariance of the last values if a history is followed by a state. */
    private void part(int h, int s, double[] a) {
        int lags = phi.length / k;
        double next = a[s];
        double variance = v.variance[s];
        for (int l = 0; l < lags; l++) {
            next += phi[l * k + s] * mean[h * n + l];
            for (int m = 0; m < lags; m++) {
                variance += phi[l * k + s] * covariance[(h * n + l) * n + m] * phi[m * k + s];
            }
        }
        partMean[0] = next;
        partCovariance[0] = variance;
        for (int m = 1; m < n; m++) {
            double with = 0;
            for (int l = 0; l < lags; l++) {
                with += phi[l * k + s] * covariance[(h * n + l) * n + m - 1];
            }
            partMean[m] = mean[h * n + m - 1];
            partCovariance[m] = with;
            partCovariance[m * n] = with;
            for (int l = 1; l < n; l++) {
                partCovariance[l * n + m] = covariance[(h * n + l - 1) * n + m - 1];
            }
        }
    }

    private void swap() {
        double[] was = weight;
        weight = nextWeight;
        nextWeight = was;
        was = mean;
        mean = nextMean;
        nextMean = was;
        was = covariance;
        covariance = nextCovariance;
        nextCovariance = was;
    }

    /** The observation of the bar arrived at, state by state. */
    NormalMixture observation(double[] a, double[] c) {
        double[] p = new double[k];
        double[] m = new double[k];
        double[] spread = new double[k];
        for (int h = 0; h < histories; h++) {
            p[h % k] += weight[h];
            m[h % k] += weight[h] * mean[h * n];
        }
        for (int s = 0; s < k; s++) {
            m[s] = p[s] > 0 ? m[s] / p[s] : a[s];
        }
        double sum = 0;
        for (int h = 0; h < histories; h++) {
            double d = mean[h * n] - m[h % k];
            spread[h % k] += weight[h] * (covariance[h * n * n] + d * d);
            sum += weight[h];
        }
        for (int s = 0; s < k; s++) {
            spread[s] = p[s] > 0 ? spread[s] / p[s] : v.variance[s];
            m[s] += c[s];
            p[s] = Math.min(1, p[s] / sum);
            if (!(Double.isFinite(m[s]) && spread[s] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "ahead must be less: the model is explosive and its forecast overflows");
            }
        }
        return NormalMixture.of(p, m, spread);
    }
}
