package io.trimtab.core.regime;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Series and slow, obvious reference computations for the tests of hidden Markov models. */
final class Hmms {
    private Hmms() {}

    static List<LocalDate> dates(int count) {
        return IntStream.range(0, count)
                .mapToObj(LocalDate.of(2020, 1, 1)::plusDays)
                .toList();
    }

    static double gaussian(SplittableRandom random) {
        double u = 1 - random.nextDouble();
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    static double[] simulate(GaussianHmm model, int count, SplittableRandom random) {
        double[] out = new double[count];
        double[] p = model.initial();
        for (int t = 0; t < count; t++) {
            int state = 0;
            double u = random.nextDouble();
            while (state < p.length - 1 && u >= p[state]) {
                u -= p[state];
                state++;
            }
            out[t] = model.mean(state) + Math.sqrt(model.variance(state)) * gaussian(random);
            for (int j = 0; j < p.length; j++) {
                p[j] = model.transition(state, j);
            }
        }
        return out;
    }

    static double[] twoVolatilities(int count, long seed) {
        return simulate(
                GaussianHmm.stationary(
                        new double[] {0.97, 0.03, 0.06, 0.94},
                        new double[] {0.001, -0.001},
                        new double[] {0.00005, 0.0009}),
                count,
                new SplittableRandom(seed));
    }

    /** A random model of K states. */
    static GaussianHmm random(int k, SplittableRandom random) {
        double[] transition = new double[k * k];
        double[] initial = new double[k];
        double[] means = new double[k];
        double[] variances = new double[k];
        double total = 0;
        for (int i = 0; i < k; i++) {
            initial[i] = 0.05 + random.nextDouble();
            total += initial[i];
            means[i] = 2 * random.nextDouble() - 1;
            variances[i] = 0.05 + random.nextDouble();
            double sum = 0;
            for (int j = 0; j < k; j++) {
                transition[i * k + j] = 0.05 + random.nextDouble();
                sum += transition[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                transition[i * k + j] /= sum;
            }
        }
        for (int i = 0; i < k; i++) {
            initial[i] /= total;
        }
        return GaussianHmm.of(initial, transition, means, variances);
    }

    /** Likelihood, filtered and smoothed probabilities by adding up every path of states: K^T terms. */
    static final class BruteForce {
        final double logLikelihood;
        final double[] filteredAtEnd;
        final double[] smoothed;

        private BruteForce(double logLikelihood, double[] filteredAtEnd, double[] smoothed) {
            this.logLikelihood = logLikelihood;
            this.filteredAtEnd = filteredAtEnd;
            this.smoothed = smoothed;
        }

        static BruteForce of(GaussianHmm model, double[] x) {
            int k = model.states();
            int n = x.length;
            int[] path = new int[n];
            double total = 0;
            double[] end = new double[k];
            double[] smoothed = new double[n * k];
            while (true) {
                double joint = model.initial()[path[0]];
                for (int t = 0; t < n; t++) {
                    double d = x[t] - model.mean(path[t]);
                    double v = model.variance(path[t]);
                    joint *= Math.exp(-d * d / (2 * v)) / Math.sqrt(2 * Math.PI * v);
                    joint *= t > 0 ? model.transition(path[t - 1], path[t]) : 1;
                }
                total += joint;
                end[path[n - 1]] += joint;
                for (int t = 0; t < n; t++) {
                    smoothed[t * k + path[t]] += joint;
                }
                int at = n - 1;
                while (at >= 0 && path[at] == k - 1) {
                    path[at--] = 0;
                }
                if (at < 0) {
                    break;
                }
                path[at]++;
            }
            for (int i = 0; i < k; i++) {
                end[i] /= total;
            }
            for (int i = 0; i < n * k; i++) {
                smoothed[i] /= total;
            }
            return new BruteForce(Math.log(total), end, smoothed);
        }
    }
}
