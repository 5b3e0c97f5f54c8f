package io.trimtab.core.regime;

import java.util.Arrays;

/** The maximisation step of EM: parameters from the expectations of a {@link ForwardBackward} pass. */
final class HmmMaximisation {
    /** Keeps every state reachable, so that a stationary distribution exists. */
    private static final double TRANSITION_FLOOR = 1e-12;

    private static final int STATIONARY_STEPS = 3;

    private final HmmSettings settings;
    private final double[] z;
    private final ForwardBackward pass;

    HmmMaximisation(HmmSettings settings, double[] z, ForwardBackward pass) {
        this.settings = settings;
        this.z = z;
        this.pass = pass;
    }

    GaussianHmm next(GaussianHmm old) {
        int k = old.states;
        double[] weight = new double[k];
        double[] means = new double[k];
        double[] variances = new double[k];
        for (int t = 0; t < z.length; t++) {
            for (int s = 0; s < k; s++) {
                double g = pass.gamma[t * k + s];
                weight[s] += g;
                means[s] += g * z[t];
            }
        }
        for (int s = 0; s < k; s++) {
            means[s] = weight[s] > 0 ? means[s] / weight[s] : old.means[s];
        }
        for (int t = 0; t < z.length; t++) {
            for (int s = 0; s < k; s++) {
                double d = z[t] - means[s];
                variances[s] += pass.gamma[t * k + s] * d * d;
            }
        }
        spread(variances, weight, old);
        double[] transition = transition(old);
        double[] initial = settings.initial() == InitialDistribution.STATIONARY
                ? StationaryChain.distribution(k, transition)
                : Arrays.copyOf(pass.gamma, k);
        return new GaussianHmm(initial, transition, means, variances);
    }

    /** Sums of squares to variances, not below the floor; the sample variance is one. */
    private void spread(double[] variances, double[] weight, GaussianHmm old) {
        int k = variances.length;
        double all = 0;
        for (double squares : variances) {
            all += squares;
        }
        for (int s = 0; s < k; s++) {
            double v;
            if (settings.variance() == VarianceStructure.COMMON) {
                v = all / z.length;
            } else {
                v = weight[s] > 0 ? variances[s] / weight[s] : old.variances[s];
            }
            variances[s] = Math.max(settings.varianceFloor(), v);
        }
    }

    /**
     * Expected moves, each row divided by its sum. If the first bar is distributed as the chain is in the long run,
     * that bar speaks of the transitions too: its score joins the moves as p_ij pi_i (h_j - min h), iterated a few
     * times; a fixed point of EM is then a stationary point of the exact likelihood.
     */
    private double[] transition(GaussianHmm old) {
        int k = old.states;
        double[] p = normalised(pass.moves, k, old);
        if (settings.initial() == InitialDistribution.ESTIMATED || k == 1) {
            return p;
        }
        double[] first = Arrays.copyOf(pass.gamma, k);
        for (int step = 0; step < STATIONARY_STEPS; step++) {
            double[] pi = StationaryChain.distribution(k, p);
            double[] h = StationaryChain.sensitivity(k, p, pi, first);
            double least = Double.POSITIVE_INFINITY;
            for (double value : h) {
                least = Math.min(least, value);
            }
            double[] counts = pass.moves.clone();
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    counts[i * k + j] += p[i * k + j] * pi[i] * (h[j] - least);
                }
            }
            p = normalised(counts, k, old);
        }
        return p;
    }

    private static double[] normalised(double[] counts, int k, GaussianHmm old) {
        double[] p = new double[k * k];
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += counts[i * k + j];
            }
            double total = 0;
            for (int j = 0; j < k; j++) {
                double share = sum > 0 ? counts[i * k + j] / sum : old.transition[i * k + j];
                p[i * k + j] = Math.max(TRANSITION_FLOOR, share);
                total += p[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                p[i * k + j] /= total;
            }
        }
        return p;
    }
}
