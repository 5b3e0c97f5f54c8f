package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.NormalMixture;
import io.trimtab.core.testkit.Campaign;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Forecasts of observations; oracles: sums over all paths of states, and simulation. */
class ObservationForecastTest {
    /** Sums over paths of a switching autoregression: weights, means and variances of what is forecast. */
    private static final class Paths {
        private final MarkovSwitching model;
        private final int k;
        private final int lags;
        private final boolean adjusted;
        private final double[] phi;
        private final double[][] regressors;
        private final double[][] covariates;
        final double[] weight;
        final double[] first;
        final double[] second;

        Paths(MarkovSwitching model, boolean adjusted, double[][] regressors, double[][] covariates) {
            this.model = model;
            this.adjusted = adjusted;
            this.k = model.spec().count();
            this.lags = model.spec().lags();
            this.phi = new double[k * lags];
            this.regressors = regressors;
            this.covariates = covariates;
            this.weight = new double[k];
            this.first = new double[k];
            this.second = new double[k];
            for (int s = 0; s < k; s++) {
                for (int l = 0; l < lags; l++) {
                    phi[l * k + s] = model.coefficient("L" + (l + 1), s);
                }
            }
        }

        private double level(int s, int t) {
            double sum = model.coefficient("const", s);
            List<String> names = model.spec().regressors();
            for (int j = 0; j < names.size(); j++) {
                sum += model.coefficient(names.get(j), s) * regressors[t][j];
            }
            return sum;
        }

        /** Follows every path: last values are y_now, ..., oldest; each is a constant and one coefficient a shock. */
        void follow(double p, int[] states, double[][] values, int t, int bars) {
            if (t == bars) {
                int s = states[0];
                double variance = 0;
                for (int i = 1; i < values[0].length; i++) {
                    variance += values[0][i] * values[0][i];
                }
                weight[s] += p;
                first[s] += p * values[0][0];
                second[s] += p * (variance + values[0][0] * values[0][0]);
                return;
            }
            double[] moves = model.transition(covariates[t]);
            for (int s = 0; s < k; s++) {
                double[] next = new double[bars + 1];
                next[0] = level(s, t);
                next[t + 1] = Math.sqrt(model.coefficient("variance", s));
                for (int l = 0; l < lags; l++) {
                    for (int i = 0; i <= bars; i++) {
                        next[i] += phi[l * k + s] * values[l][i];
                    }
                    next[0] -= adjusted ? phi[l * k + s] * pastLevel(states[l], t - 1 - l) : 0;
                }
                double[][] moved = new double[Math.max(1, lags)][];
                int[] path = new int[states.length];
                moved[0] = next;
                path[0] = s;
                for (int l = 1; l < moved.length; l++) {
                    moved[l] = values[l - 1];
                }
                System.arraycopy(states, 0, path, 1, states.length - 1);
                follow(p * moves[states[0] * k + s], path, moved, t + 1, bars);
            }
        }

        private double pastLevel(int s, int t) {
            return t < 0 ? model.coefficient("const", s) : level(s, t);
        }
    }

    private static void check(NormalMixture forecast, Paths paths) {
        double mean = Arrays.stream(paths.first).sum();
        double variance = Arrays.stream(paths.second).sum() - mean * mean;
        assertThat(forecast.mean()).isCloseTo(mean, within(1e-12));
        assertThat(forecast.variance()).isCloseTo(variance, within(1e-12));
        for (int s = 0; s < forecast.size(); s++) {
            double m = paths.first[s] / paths.weight[s];
            assertThat(forecast.weight(s)).isCloseTo(paths.weight[s], within(1e-13));
            assertThat(forecast.mean(s)).isCloseTo(m, within(1e-12));
            assertThat(forecast.variance(s)).isCloseTo(paths.second[s] / paths.weight[s] - m * m, within(1e-12));
        }
    }

    private static MarkovSwitching withLags(boolean adjusted, SplittableRandom random) {
        SwitchingSpec bare = SwitchingSpec.states(2);
        SwitchingSpec spec =
                (adjusted ? bare.withMeanAdjustedLags(2) : bare.withLags(2)).switching("const", "L1", "L2", "variance");
        double[] parameters = new double[spec.parameterNames().size()];
        for (int i = 0; i < parameters.length; i++) {
            String name = spec.parameterNames().get(i);
            parameters[i] = name.startsWith("p[")
                    ? random.nextDouble(0.05, 0.95)
                    : name.startsWith("variance") ? random.nextDouble(0.2, 2) : random.nextDouble(-0.6, 0.6);
        }
        return MarkovSwitching.of(spec, parameters);
    }

    @Test
    void meanAndVarianceAreThoseOfTheSumOverAllPaths() {
        SplittableRandom random = new SplittableRandom(4);
        for (int n = 0; n < Campaign.tries(30, 1000); n++) {
            boolean adjusted = n % 2 == 0;
            MarkovSwitching model = withLags(adjusted, random);
            double[] y = random.doubles(6, -2, 2).toArray();
            int bars = 1 + n % 5;
            SwitchingFilter filter = model.onlineFilter();
            for (double x : y) {
                filter.update(x);
            }
            Paths paths = new Paths(model, adjusted, new double[0][], new double[bars][0]);
            double[][] values = {constant(y[5], bars), constant(y[4], bars)};
            // The states of the last two bars, for deviations: by the smoother's joint, which for lags of the series is
            // not needed.
            double[] joint = lastTwo(model, y, adjusted);
            for (int h = 0; h < 4; h++) {
                paths.follow(joint[h], new int[] {h % 2, h / 2}, values, 0, bars);
            }
            check(filter.forecastObservation(bars), paths);
        }
    }

    private static double[] constant(double y, int bars) {
        double[] value = new double[bars + 1];
        value[0] = y;
        return value;
    }

    /** P(s_T = h mod 2, s_T-1 = h / 2 | all), by the sum over all paths of all bars. */
    private static double[] lastTwo(MarkovSwitching model, double[] y, boolean adjusted) {
        double[] moves = model.transition();
        double[] start = StationaryChain.distribution(2, moves);
        double[] joint = new double[4];
        for (int path = 0; path < 1 << y.length; path++) {
            double p = start[path & 1];
            for (int t = 0; t < y.length; t++) {
                int s = path >> t & 1;
                p *= t > 0 ? moves[(path >> (t - 1) & 1) * 2 + s] : 1;
                if (t >= 2) {
                    double mean = model.coefficient("const", s);
                    for (int l = 1; l <= 2; l++) {
                        int then = path >> (t - l) & 1;
                        double off = adjusted ? model.coefficient("const", then) : 0;
                        mean += model.coefficient("L" + l, s) * (y[t - l] - off);
                    }
                    double v = model.coefficient("variance", s);
                    p *= Math.exp(-0.5 * (y[t] - mean) * (y[t] - mean) / v) / Math.sqrt(2 * Math.PI * v);
                }
            }
            joint[(path >> (y.length - 1) & 1) + 2 * (path >> (y.length - 2) & 1)] += p;
        }
        double sum = Arrays.stream(joint).sum();
        return Arrays.stream(joint).map(p -> p / sum).toArray();
    }

    @Test
    void regressorsAndCovariatesOfTheBarsAheadCount() {
        SplittableRandom random = new SplittableRandom(5);
        for (boolean adjusted : new boolean[] {false, true}) {
            SwitchingSpec bare = SwitchingSpec.states(2).withRegressors("x").withTransitionCovariates("z");
            SwitchingSpec spec =
                    (adjusted ? bare.withMeanAdjustedLags(1) : bare.withLags(1)).switching("const", "x", "variance");
            double[] parameters = {1.2, 0.8, -0.9, 0.5, 0.3, -0.4, 0.7, -0.2, 0.35, 0.6, 1.4};
            List<String> names = spec.parameterNames();
            assertThat(names).hasSize(parameters.length);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = names.get(i).startsWith("variance") ? 0.5 + i / 10.0 : parameters[i];
            }
            MarkovSwitching model = MarkovSwitching.of(spec, parameters);
            SwitchingFilter filter = model.onlineFilter();
            double[] y = random.doubles(8, -1, 1).toArray();
            for (double value : y) {
                filter.update(value, new double[] {0}, new double[] {random.nextDouble(-1, 1)});
            }
            double[][] xs = {{0.7}, {-0.3}, {1.1}};
            double[][] zs = {{0.4}, {-1}, {0.2}};
            Paths paths = new Paths(model, adjusted, xs, zs);
            for (int s = 0; s < 2; s++) {
                paths.follow(filter.probability(s), new int[] {s, s}, new double[][] {constant(y[7], 3)}, 0, 3);
            }
            check(filter.forecastObservation(xs, zs), paths);
            assertThatThrownBy(() -> filter.forecastObservation(1))
                    .hasMessage("the model has regressors [x] and transition covariates [z]: give their values for each"
                            + " bar ahead");
            assertThatThrownBy(() -> filter.forecastObservation(xs, new double[][] {{1}}))
                    .hasMessage("covariates must have length 3, had 1");
            assertThatThrownBy(() -> filter.forecastObservation(new double[0][], new double[0][]))
                    .hasMessage("number of bars ahead must be at least 1, was 0");
            assertThatThrownBy(() -> filter.forecastObservation(new double[][] {{Double.NaN}}, new double[][] {{1}}))
                    .hasMessage("regressors[0][0] must be finite, was NaN");
            assertThatThrownBy(() -> filter.forecastObservation(new double[][] {{}}, new double[][] {{1}}))
                    .hasMessage("regressors[0] must have length 1, had 0");
        }
    }

    /** Oracle: the one-step predictions of the batch pass, which the fixtures hold against Stata's. */
    @Test
    void oneBarAheadIsThePredictionOfTheWholePass() {
        SplittableRandom random = new SplittableRandom(6);
        for (boolean adjusted : new boolean[] {false, true}) {
            MarkovSwitching model = withLags(adjusted, random);
            double[] y = random.doubles(40, -2, 2).toArray();
            SwitchingPath path = model.path(SwitchingSample.of(y));
            SwitchingFilter filter = model.onlineFilter();
            for (int t = 0; t < y.length; t++) {
                if (filter.isReady()) {
                    NormalMixture next = filter.forecastObservation(1);
                    assertThat(next.mean()).isCloseTo(path.expected(t - 2), within(1e-13));
                    assertThat(next.weight(1)).isCloseTo(path.predicted(t - 2, 1), within(1e-13));
                    assertThat(filter.forecast(1)[1]).isCloseTo(next.weight(1), within(1e-13));
                }
                filter.update(y[t]);
            }
        }
    }

    @Test
    void aHiddenMarkovModelForecastsTheMixtureOfItsStates() {
        SplittableRandom random = new SplittableRandom(7);
        GaussianHmm hmm = Hmms.random(3, random);
        OnlineFilter filter = hmm.onlineFilter();
        // Before the first bar, the next one is the first.
        assertThat(filter.forecastObservation(1).weight(2)).isEqualTo(hmm.initial()[2]);
        double[] y = random.doubles(20, -0.02, 0.02).toArray();
        for (double x : y) {
            filter.update(x);
        }
        for (int h = 1; h < 6; h++) {
            double[] p = filter.forecast(h);
            NormalMixture ahead = filter.forecastObservation(h);
            double mean = 0;
            double square = 0;
            for (int s = 0; s < 3; s++) {
                mean += p[s] * hmm.mean(s);
                square += p[s] * (hmm.variance(s) + hmm.mean(s) * hmm.mean(s));
            }
            assertThat(ahead.mean()).isCloseTo(mean, within(1e-15));
            assertThat(ahead.variance()).isCloseTo(square - mean * mean, within(1e-14));
            assertThat(hmm.forecastObservation(filter.forecast(0), h)).isEqualTo(ahead);
        }
        assertThatThrownBy(() -> filter.forecastObservation(0)).hasMessage("ahead must be at least 1, was 0");
        // The switching model of the same states says the same.
        double[] t = new double[9];
        for (int i = 0; i < 9; i++) {
            t[i] = hmm.transition(i / 3, i % 3);
        }
        MarkovSwitching same = MarkovSwitching.of(
                SwitchingSpec.states(3).switching("const", "variance"),
                t[0],
                t[1],
                t[3],
                t[4],
                t[6],
                t[7],
                hmm.mean(0),
                hmm.mean(1),
                hmm.mean(2),
                hmm.variance(0),
                hmm.variance(1),
                hmm.variance(2));
        OnlineFilter stationary = GaussianHmm.stationary(
                        t,
                        new double[] {hmm.mean(0), hmm.mean(1), hmm.mean(2)},
                        new double[] {hmm.variance(0), hmm.variance(1), hmm.variance(2)})
                .onlineFilter();
        SwitchingFilter other = same.onlineFilter();
        for (double x : y) {
            stationary.update(x);
            other.update(x);
        }
        assertThat(other.forecastObservation(4).mean())
                .isCloseTo(stationary.forecastObservation(4).mean(), within(1e-14));
        assertThat(other.forecastObservation(4).variance())
                .isCloseTo(stationary.forecastObservation(4).variance(), within(1e-14));
    }

    /** Oracle: moments of an autoregression of one lag in the long run, a / (1 - b) and v / (1 - b^2). */
    @Test
    void farAheadIsTheLongRun() {
        // Two states that are alike in all but name are one autoregression.
        MarkovSwitching model =
                MarkovSwitching.of(SwitchingSpec.states(2).withLags(1).switching("const"), 0.9, 0.2, 0.3, 0.3, 0.5, 2);
        SwitchingFilter filter = model.onlineFilter();
        filter.update(50);
        assertThatThrownBy(() -> filter.forecastObservation(1)).isInstanceOf(IllegalStateException.class);
        filter.update(40);
        NormalMixture longRun = filter.forecastObservation(Integer.MAX_VALUE);
        assertThat(longRun.mean()).isCloseTo(0.6, within(1e-12));
        assertThat(longRun.variance()).isCloseTo(2 / 0.75, within(1e-12));
        assertThat(filter.forecastObservation(2).mean()).isCloseTo(0.3 + 0.5 * (0.3 + 0.5 * 40), within(1e-12));
    }

    @Test
    void anExplosiveModelSaysSo() {
        MarkovSwitching model =
                MarkovSwitching.of(SwitchingSpec.states(2).withLags(1).switching("const"), 0.9, 0.2, 0, 0, 3, 1);
        SwitchingFilter filter = model.onlineFilter();
        filter.update(1);
        filter.update(3);
        assertThat(filter.forecastObservation(10).mean()).isCloseTo(3 * Math.pow(3, 10), within(1e-6));
        assertThatThrownBy(() -> filter.forecastObservation(10_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("explosive");
    }

    @Test
    void aFilterOfAFitIsReadyForTheNextBarAndKnowsHowLongItsRegimeLasts() {
        double[] y = Hmms.twoVolatilities(300, 6);
        SwitchingFit.Converged fit = (SwitchingFit.Converged) MarkovSwitching.fit(
                SwitchingSample.of(y), SwitchingSpec.states(2).switching("const", "variance"));
        SwitchingFilter filter = fit.onlineFilter();
        assertThat(filter.bars()).isEqualTo(300);
        List<Regime> regimes = List.of(Regime.SIDEWAYS, Regime.VOLATILE);
        RegimeBelief belief = filter.belief(regimes, "desk", LocalDate.of(2024, 1, 1));
        SwitchingPath path = fit.path();
        assertThat(belief.probability(1)).isCloseTo(path.filtered(299, 1), within(1e-12));
        int bars = 1;
        while (bars < 300 && path.filtered(299 - bars, 1) > 0.5 == path.filtered(299, 1) > 0.5) {
            bars++;
        }
        assertThat(belief.durationBars()).isEqualTo(bars);
        assertThatThrownBy(() -> fit.model().onlineFilter().belief(regimes, "desk", LocalDate.EPOCH))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSimulationAgrees() {
        SplittableRandom random = new SplittableRandom(8);
        MarkovSwitching model = withLags(true, random);
        double[] y = {0.5, -1, 1.5, 0.2};
        SwitchingFilter filter = model.onlineFilter();
        for (double x : y) {
            filter.update(x);
        }
        double[] joint = lastTwo(model, y, true);
        int runs = Campaign.tries(100_000, 1_000_000);
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < runs; n++) {
            double u = random.nextDouble();
            int h = u < joint[0] ? 0 : u < joint[0] + joint[1] ? 1 : u < joint[0] + joint[1] + joint[2] ? 2 : 3;
            double end = walk(model, random, new int[] {h % 2, h / 2}, y[3], y[2], 4);
            sum += end;
            squares += end * end;
        }
        double mean = sum / runs;
        NormalMixture ahead = filter.forecastObservation(4);
        double deviation = Math.sqrt(ahead.variance());
        // Five standard errors of a fixed seed; the fourth moment of these mixtures is below six squared variances.
        assertThat(mean).isCloseTo(ahead.mean(), within(5 * deviation / Math.sqrt(runs)));
        assertThat(squares / runs - mean * mean)
                .isCloseTo(ahead.variance(), within(5 * ahead.variance() * Math.sqrt(5.0 / runs)));
    }

    private static double walk(
            MarkovSwitching model, SplittableRandom random, int[] states, double now, double before, int bars) {
        double[] moves = model.transition();
        double y1 = now;
        double y2 = before;
        int s1 = states[0];
        int s2 = states[1];
        for (int t = 0; t < bars; t++) {
            int s = random.nextDouble() < moves[s1 * 2] ? 0 : 1;
            double gauss = -6;
            for (int i = 0; i < 12; i++) {
                gauss += random.nextDouble();
            }
            double next = model.coefficient("const", s)
                    + model.coefficient("L1", s) * (y1 - model.coefficient("const", s1))
                    + model.coefficient("L2", s) * (y2 - model.coefficient("const", s2))
                    + Math.sqrt(model.coefficient("variance", s)) * gauss;
            y2 = y1;
            y1 = next;
            s2 = s1;
            s1 = s;
        }
        return y1;
    }
}
