package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SwitchingProperties {
    /** A random model of a random kind, and a sample it may come from. */
    private record Scene(SwitchingSpec spec, MarkovSwitching model, SwitchingSample sample) {
        static Scene of(long seed, int bars) {
            SplittableRandom random = new SplittableRandom(seed);
            SwitchingSpec spec = SwitchingSpec.states(2 + random.nextInt(2));
            int lags = random.nextInt(3);
            spec = random.nextBoolean() ? spec.withLags(lags) : spec.withMeanAdjustedLags(lags);
            spec = random.nextBoolean() ? spec.withRegressors("carry") : spec;
            spec = random.nextBoolean() ? spec.withTransitionCovariates("leading", "spread") : spec;
            SwitchingSpec chosen = spec;
            String[] switching = spec.coefficients().stream()
                    .filter(name -> name.equals("const") || random.nextBoolean())
                    .toArray(String[]::new);
            chosen = chosen.switching(switching);
            SwitchingLayout layout = new SwitchingLayout(chosen);
            double[] free = new double[layout.size()];
            for (int i = 0; i < free.length; i++) {
                free[i] = random.nextDouble(-0.8, 0.8);
            }
            MarkovSwitching model = MarkovSwitching.of(chosen, layout.fromFree(free));
            double[][] columns = new double[4][bars];
            for (double[] column : columns) {
                for (int t = 0; t < bars; t++) {
                    column[t] = Hmms.gaussian(random);
                }
            }
            SwitchingSample sample = SwitchingSample.of(columns[0])
                    .withRegressor("carry", columns[1])
                    .withTransitionCovariate("leading", columns[2])
                    .withTransitionCovariate("spread", columns[3]);
            return new Scene(chosen, model, sample);
        }

        SwitchingDesign design() {
            return SwitchingDesign.of(spec, sample);
        }
    }

    @Property(tries = 60)
    void likelihoodAndProbabilitiesAreTheSumsOverAllPathsOfStates(@ForAll long seed) {
        Scene scene = Scene.of(seed, 7);
        SwitchingPath path = scene.model().path(scene.sample());
        Paths all = Paths.of(scene);
        assertThat(path.logLikelihood()).isCloseTo(Math.log(all.total), within(1e-10));
        int k = scene.spec().states;
        for (int row = 0; row < path.size(); row++) {
            for (int s = 0; s < k; s++) {
                assertThat(path.smoothed(row, s))
                        .isCloseTo(all.smoothed[(row + path.firstBar()) * k + s], within(1e-10));
            }
        }
        for (int s = 0; s < k; s++) {
            assertThat(path.filtered(path.size() - 1, s)).isCloseTo(path.smoothed(path.size() - 1, s), within(1e-12));
        }
    }

    @Property(tries = 60)
    void theScoreIsTheDerivativeOfTheLikelihood(@ForAll long seed) {
        Scene scene = Scene.of(seed, 30);
        SwitchingLayout layout = new SwitchingLayout(scene.spec());
        SwitchingPass pass = new SwitchingPass(scene.design());
        double[] free = layout.toFree(scene.model().values());
        double[] score = new double[free.length];
        SwitchingValues v = layout.fromFree(free);
        pass.forward(v);
        pass.backward();
        pass.scoreInto(v, layout, score);
        double largest = 1;
        for (double s : score) {
            largest = Math.max(largest, Math.abs(s));
        }
        for (int i = 0; i < free.length; i++) {
            double h = 1e-5;
            double[] up = free.clone();
            double[] down = free.clone();
            up[i] += h;
            down[i] -= h;
            double slope = (pass.forward(layout.fromFree(up)) - pass.forward(layout.fromFree(down))) / (2 * h);
            // Truncation of the difference is about h^2 times the third derivative.
            assertThat(score[i]).as(layout.names().get(i)).isCloseTo(slope, within(1e-6 * largest));
        }
    }

    @Property(tries = 40)
    void barByBarIsTheWholePass(@ForAll long seed) {
        Scene scene = Scene.of(seed, 40);
        SwitchingPath path = scene.model().path(scene.sample());
        SwitchingFilter filter = scene.model().onlineFilter();
        SwitchingDesign d = scene.design();
        int regressors = scene.spec().regressors().size();
        for (int t = 0; t < d.bars; t++) {
            double[] x = new double[regressors];
            for (int j = 0; j < regressors; j++) {
                x[j] = d.x[t * d.c + d.c - regressors + j];
            }
            double[] z = new double[d.q - 1];
            System.arraycopy(d.z, t * d.q + 1, z, 0, d.q - 1);
            filter.update(d.y[t], x, z);
            assertThat(filter.isReady()).isEqualTo(t >= d.first);
            for (int s = 0; s < d.k && t >= d.first; s++) {
                assertThat(filter.probability(s)).isCloseTo(path.filtered(t - d.first, s), within(1e-12));
            }
        }
        assertThat(filter.logLikelihood()).isCloseTo(path.logLikelihood(), within(1e-10));
    }

    @Property(tries = 40)
    void namesOfStatesDoNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int shift) {
        Scene scene = Scene.of(seed, 30);
        int k = scene.spec().states;
        int[] order = new int[k];
        for (int s = 0; s < k; s++) {
            order[s] = (s + shift) % k;
        }
        MarkovSwitching renamed =
                MarkovSwitching.of(scene.spec(), scene.model().values().permuted(order));
        SwitchingPath one = scene.model().path(scene.sample());
        SwitchingPath other = renamed.path(scene.sample());
        assertThat(other.logLikelihood()).isCloseTo(one.logLikelihood(), within(1e-9));
        for (int s = 0; s < k; s++) {
            assertThat(other.smoothed(3, s)).isCloseTo(one.smoothed(3, order[s]), within(1e-9));
        }
    }

    @Property(tries = 60)
    void bothFormsOfParametersHoldTheSame(@ForAll long seed) {
        Scene scene = Scene.of(seed, 5);
        SwitchingLayout layout = new SwitchingLayout(scene.spec());
        double[] natural = scene.model().parameters();
        double[] back = layout.toNatural(layout.fromFree(layout.toFree(layout.fromNatural(natural))));
        for (int i = 0; i < natural.length; i++) {
            assertThat(back[i]).isCloseTo(natural[i], within(1e-13 * Math.max(1, Math.abs(natural[i]))));
        }
    }

    /** The obvious, slow way: every path of states from the start of the chain. */
    private static final class Paths {
        double total;
        final double[] smoothed;

        private Paths(int length) {
            this.smoothed = new double[length];
        }

        static Paths of(Scene scene) {
            SwitchingDesign d = scene.design();
            MarkovSwitching model = scene.model();
            int k = d.k;
            Paths all = new Paths(d.bars * k);
            int from = d.start();
            double[] start = StationaryChain.distribution(k, transition(scene, from));
            int[] path = new int[d.bars];
            long count = (long) Math.pow(k, d.bars - from);
            for (long code = 0; code < count; code++) {
                long rest = code;
                for (int t = from; t < d.bars; t++) {
                    path[t] = (int) (rest % k);
                    rest /= k;
                }
                double joint = start[path[from]];
                for (int t = from; t < d.bars; t++) {
                    if (t > from) {
                        joint *= transition(scene, t)[path[t - 1] * k + path[t]];
                    }
                    if (t >= d.first) {
                        joint *= density(scene, model, path, t);
                    }
                }
                all.total += joint;
                for (int t = from; t < d.bars; t++) {
                    all.smoothed[t * k + path[t]] += joint;
                }
            }
            for (int i = 0; i < all.smoothed.length; i++) {
                all.smoothed[i] /= all.total;
            }
            return all;
        }

        private static double[] transition(Scene scene, int t) {
            SwitchingDesign d = scene.design();
            double[] z = new double[d.q - 1];
            System.arraycopy(d.z, t * d.q + 1, z, 0, z.length);
            return scene.model().transition(z);
        }

        private static double density(Scene scene, MarkovSwitching model, int[] path, int t) {
            double variance = model.coefficient("variance", path[t]);
            double u = scene.sample().series()[t] - level(scene, path, t);
            for (int lag = 1; lag <= scene.spec().lags; lag++) {
                double before = scene.sample().series()[t - lag];
                double phi = model.coefficient("L" + lag, path[t]);
                u -= phi * (scene.spec().meanAdjusted ? before - level(scene, path, t - lag) : before);
            }
            return Math.exp(-u * u / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
        }

        private static double level(Scene scene, int[] path, int t) {
            double level = scene.model().coefficient("const", path[t]);
            if (!scene.spec().regressors().isEmpty()) {
                level += scene.model().coefficient("carry", path[t])
                        * scene.sample().regressors(scene.spec()).get(0)[t];
            }
            return level;
        }
    }
}
