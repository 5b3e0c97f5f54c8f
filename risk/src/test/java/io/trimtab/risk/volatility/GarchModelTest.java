package io.trimtab.risk.volatility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.time.Progress;
import io.trimtab.risk.testkit.VolatilityModelContract;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GarchModelTest {
    private static final double[] RETURNS = VolatilityModelContract.returnsWithChangingVolatility(1500, 3);

    private static double normal(SplittableRandom random) {
        double u = 1 - random.nextDouble();
        return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** The oracle for the gradient: central differences of the likelihood, for every equation and distribution. */
    @Test
    void gradientIsThatOfTheLikelihood() {
        double[] scaled = Arrays.stream(RETURNS).map(r -> r * 100).toArray();
        for (VarianceEquation equation : VarianceEquation.values()) {
            for (Innovations innovations : Innovations.values()) {
                GarchLikelihood likelihood = new GarchLikelihood(scaled, equation, innovations);
                double[] theta = equation == VarianceEquation.EGARCH
                        ? new double[] {0.05, -0.02, 0.2, -0.08, 0.93, 0.15}
                        : new double[] {0.05, 0.06, 0.08, 0.15, 0.83, 0.15};
                double[] gradient = new double[6];
                double[] outer = new double[36];
                likelihood.evaluate(theta, gradient, outer);
                double[] none = new double[6];
                for (int i = 0; i < 6; i++) {
                    double h = 1e-5;
                    double[] up = theta.clone();
                    double[] down = theta.clone();
                    up[i] += h;
                    down[i] -= h;
                    double slope =
                            (likelihood.evaluate(up, none, null) - likelihood.evaluate(down, none, null)) / (2 * h);
                    // tolerance: third derivatives times h^2 / 6, against gradients of order 10 to 1000
                    assertThat(gradient[i])
                            .as("%s %s %d", equation, innovations, i)
                            .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
                    assertThat(outer[i * 7]).isNotNegative();
                }
            }
        }
    }

    @Test
    void percentFractionsAndBasisPointsHaveTheSameShape() {
        for (GarchModel model : new GarchModel[] {
            GarchModel.garch(),
            GarchModel.gjr().withInnovations(Innovations.STUDENT_T),
            GarchModel.egarch().withMean(MeanEquation.ZERO)
        }) {
            GarchFit plain = model.fitOrThrow(RETURNS);
            for (double factor : new double[] {1e-4, 100}) {
                GarchFit scaled = model.fitOrThrow(
                        Arrays.stream(RETURNS).map(r -> factor * r).toArray());
                GarchParameters p = plain.parameters();
                GarchParameters q = scaled.parameters();
                // tolerance: far below the standard errors of about 0.02
                assertThat(q.alpha()).isCloseTo(p.alpha(), within(1e-8));
                assertThat(q.gamma()).isCloseTo(p.gamma(), within(1e-8));
                assertThat(q.beta()).isCloseTo(p.beta(), within(1e-8));
                assertThat(q.longRunVariance() / p.longRunVariance() / factor / factor)
                        .isCloseTo(1, within(1e-7));
                assertThat(scaled.logLikelihood())
                        .isCloseTo(plain.logLikelihood() - RETURNS.length * StrictMath.log(factor), within(1e-7));
                assertThat(scaled.standardErrors(GarchStandardErrors.Kind.ROBUST)
                                .orElseThrow()
                                .beta())
                        .isCloseTo(
                                plain.standardErrors(GarchStandardErrors.Kind.ROBUST)
                                        .orElseThrow()
                                        .beta(),
                                within(1e-7));
            }
        }
    }

    @Test
    void scalingByAPowerOfTwoChangesNoBit() {
        double[] scaled = Arrays.stream(RETURNS).map(r -> r / 16).toArray();
        double[] plain = GarchModel.garch().fitOrThrow(RETURNS).volatilities();
        double[] other = GarchModel.garch().fitOrThrow(scaled).volatilities();
        for (int t = 0; t < plain.length; t++) {
            assertThat(other[t]).isEqualTo(plain[t] / 16);
        }
    }

    @Test
    void aConstantAddedToTheReturnsIsAddedToTheMeanOnly() {
        GarchFit plain = GarchModel.garch().fitOrThrow(RETURNS);
        GarchFit shifted = GarchModel.garch()
                .fitOrThrow(Arrays.stream(RETURNS).map(r -> r + 5).toArray());
        // tolerance: returns near 5 are known to 4e-16 each
        assertThat(shifted.parameters().mean()).isCloseTo(plain.parameters().mean() + 5, within(1e-10));
        assertThat(shifted.parameters().alpha()).isCloseTo(plain.parameters().alpha(), within(1e-7));
    }

    /** Gradient zero at the estimate: no parameter near it is more likely, judged by another calculation of the likelihood. */
    @Test
    void noNeighbourIsMoreLikely() {
        for (GarchModel model : new GarchModel[] {GarchModel.garch(), GarchModel.gjr(), GarchModel.egarch()}) {
            GarchFit fit = model.fitOrThrow(RETURNS);
            GarchParameters p = fit.parameters();
            double best = logLikelihood(p);
            assertThat(best).isCloseTo(fit.logLikelihood(), within(1e-7));
            for (double step : new double[] {-1e-3, 1e-3}) {
                assertThat(logLikelihood(changed(p, p.omega() * (1 + step), p.alpha(), p.gamma(), p.beta())))
                        .isLessThan(best);
                assertThat(logLikelihood(changed(p, p.omega(), p.alpha() + step, p.gamma(), p.beta())))
                        .isLessThan(best);
                assertThat(logLikelihood(changed(p, p.omega(), p.alpha(), p.gamma(), p.beta() + step)))
                        .isLessThan(best);
                if (model.equation() != VarianceEquation.GARCH) {
                    assertThat(logLikelihood(changed(p, p.omega(), p.alpha(), p.gamma() + step, p.beta())))
                            .isLessThan(best);
                }
            }
        }
    }

    private static GarchParameters changed(GarchParameters p, double omega, double alpha, double gamma, double beta) {
        return new GarchParameters(p.equation(), p.mean(), omega, alpha, gamma, beta, p.degreesOfFreedom());
    }

    private static double logLikelihood(GarchParameters p) {
        double s =
                Arrays.stream(RETURNS).map(r -> (r - p.mean()) * (r - p.mean())).sum() / RETURNS.length;
        double first = p.equation() == VarianceEquation.EGARCH
                ? StrictMath.exp(p.omega() + p.beta() * StrictMath.log(s))
                : p.omega() + p.persistence() * s;
        GarchFilter filter = p.filter(first);
        double sum = 0;
        for (double r : RETURNS) {
            double h = filter.nextVariance();
            sum -= 0.5 * (StrictMath.log(2 * Math.PI * h) + (r - p.mean()) * (r - p.mean()) / h);
            filter.observe(r);
        }
        return sum;
    }

    /** Simulated with known parameters: each estimate is within four standard errors. */
    @Test
    void knownParametersAreFoundAgain() {
        GarchParameters[] truths = {
            GarchParameters.garch(0.0004, 2e-6, 0.08, 0.90),
            GarchParameters.gjr(0.0004, 2e-6, 0.03, 0.10, 0.90),
            GarchParameters.egarch(0.0004, -0.2, 0.15, -0.08, 0.98)
        };
        for (GarchParameters truth : truths) {
            SplittableRandom random = new SplittableRandom(5);
            double[] r = new double[6000];
            GarchFilter filter = truth.filter(1e-4);
            for (int t = 0; t < r.length; t++) {
                r[t] = truth.mean() + filter.nextVolatility() * normal(random);
                filter.observe(r[t]);
            }
            GarchModel model = new GarchModel(
                    truth.equation(),
                    MeanEquation.CONSTANT,
                    Innovations.NORMAL,
                    VarianceLevel.ESTIMATED,
                    PersistenceBound.AT_MOST_ONE,
                    3);
            GarchFit fit = model.fitOrThrow(r);
            GarchParameters p = fit.parameters();
            for (GarchStandardErrors.Kind kind : GarchStandardErrors.Kind.values()) {
                GarchStandardErrors e = fit.standardErrors(kind).orElseThrow();
                assertThat(p.mean()).isCloseTo(truth.mean(), within(4 * e.mean()));
                assertThat(p.omega()).isCloseTo(truth.omega(), within(4 * e.omega()));
                assertThat(p.alpha()).isCloseTo(truth.alpha(), within(4 * e.alpha()));
                assertThat(p.gamma()).isCloseTo(truth.gamma(), within(4 * e.gamma()));
                assertThat(p.beta()).isCloseTo(truth.beta(), within(4 * e.beta()));
            }
            // the model is right, so the three kinds agree but for noise
            double hessian = fit.standardErrors(GarchStandardErrors.Kind.HESSIAN)
                    .orElseThrow()
                    .beta();
            assertThat(fit.standardErrors(GarchStandardErrors.Kind.ROBUST)
                            .orElseThrow()
                            .beta())
                    .isBetween(0.7 * hessian, 1.4 * hessian);
        }
    }

    @Test
    void aTargetedLevelIsTheSampleVariance() {
        GarchFit fit = GarchModel.garch().withLevel(VarianceLevel.TARGETED).fitOrThrow(RETURNS);
        double mean = Arrays.stream(RETURNS).average().orElseThrow();
        double variance = Arrays.stream(RETURNS)
                .map(r -> (r - mean) * (r - mean))
                .average()
                .orElseThrow();
        assertThat(fit.parameters().longRunVariance()).isCloseTo(variance, within(1e-10 * variance));
        assertThat(fit.logLikelihood())
                .isLessThan(GarchModel.garch().fitOrThrow(RETURNS).logLikelihood());
        assertThat(fit.standardErrors(GarchStandardErrors.Kind.HESSIAN)).isEmpty();
    }

    /** Independent returns: the response may be at its limit or not, but nothing is "converged" without saying where. */
    @Test
    void independentReturnsEndAtALimitOrAtASmallResponse() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] r = new double[300];
            Arrays.setAll(r, t -> 0.01 * normal(random));
            VolatilityOutcome outcome = GarchModel.garch().fit(r);
            if (outcome instanceof GarchFit fit) {
                assertThat(fit.parameters().alpha()).isBetween(0.0, 0.3);
                assertThat(fit.boundaries().contains(GarchBoundary.NO_RESPONSE))
                        .isEqualTo(fit.parameters().alpha() == 0);
                for (double v : fit.volatilities()) {
                    assertThat(v).isBetween(0.002, 0.05);
                }
            } else {
                assertThat(((NotFitted) outcome).reason()).contains("standard errors from a maximum");
            }
        }
    }

    @Test
    void theFilterGoesOnWhereTheFitEnded() {
        for (GarchModel model : new GarchModel[] {GarchModel.gjr(), GarchModel.egarch()}) {
            GarchFit fit = model.fitOrThrow(RETURNS);
            GarchFilter whole = fit.parameters().filter(fit.firstVariance());
            double[] path = fit.volatilities();
            for (int t = 0; t < path.length; t++) {
                assertThat(whole.nextVolatility()).isEqualTo(path[t]);
                whole.observe(RETURNS[t]);
            }
            GarchFilter after = fit.filter();
            assertThat(after.nextVolatility()).isEqualTo(whole.nextVolatility()).isEqualTo(fit.nextVolatility());
            after.observe(-0.05);
            whole.observe(-0.05);
            assertThat(after.nextVariance()).isEqualTo(whole.nextVariance());
            assertThat(fit.filter().nextVolatility()).isEqualTo(fit.nextVolatility());
        }
    }

    @Test
    void forecastsFollowTheRecursionAndReturnToTheLongRun() {
        GarchParameters p = GarchParameters.gjr(0, 1e-5, 0.05, 0.1, 0.8);
        GarchFilter filter = p.filter(5e-4);
        VolatilityForecast ahead = filter.forecast(400);
        assertThat(p.persistence()).isCloseTo(0.9, within(1e-15));
        assertThat(p.longRunVariance()).isCloseTo(1e-4, within(1e-18));
        assertThat(ahead.variance(1)).isEqualTo(5e-4);
        // closed form: v + p^(k-1) (h1 - v)
        assertThat(ahead.variance(11)).isCloseTo(1e-4 + StrictMath.pow(0.9, 10) * 4e-4, within(1e-17));
        assertThat(ahead.variance(400)).isCloseTo(1e-4, within(1e-15));
        assertThat(ahead.horizonVolatility() * ahead.horizonVolatility())
                .isCloseTo(Arrays.stream(ahead.toArray()).sum(), within(1e-15));
        filter.skip();
        assertThat(filter.nextVariance()).isEqualTo(ahead.variance(2));
        assertThat(GarchParameters.garch(0, 1e-6, 0.1, 0.9).longRunVariance()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** Oracle: a simulation of 400,000 paths of two steps, to its own error. */
    @Test
    void expectedVarianceOfEgarchIsThatOfASimulation() {
        GarchParameters p = GarchParameters.egarch(0, -0.4, 0.3, -0.15, 0.95);
        double[] closed = p.filter(2e-4).forecast(3).toArray();
        SplittableRandom random = new SplittableRandom(8);
        double sum = 0;
        double squares = 0;
        int paths = 400_000;
        for (int k = 0; k < paths; k++) {
            GarchFilter filter = p.filter(2e-4);
            filter.observe(filter.nextVolatility() * normal(random));
            filter.observe(filter.nextVolatility() * normal(random));
            double h = filter.nextVariance();
            sum += h;
            squares += h * h;
        }
        double mean = sum / paths;
        double error = Math.sqrt((squares / paths - mean * mean) / paths);
        assertThat(closed[2]).isCloseTo(mean, within(4 * error));
        // far ahead it is the long-run variance
        assertThat(p.filter(2e-4).forecast(1000).variance(1000))
                .isCloseTo(p.longRunVariance(), within(1e-12 * p.longRunVariance()));
        GarchFilter heavy = p.withDegreesOfFreedom(6).filter(2e-4);
        assertThat(heavy.forecast(1).variance(1)).isCloseTo(2e-4, within(1e-18));
        assertThatThrownBy(() -> heavy.forecast(2)).hasMessageContaining("infinite beyond one step");
        assertThat(p.withDegreesOfFreedom(6).longRunVariance()).isEqualTo(Double.POSITIVE_INFINITY);
        heavy.skip();
        assertThat(heavy.nextVariance()).isCloseTo(StrictMath.exp(-0.4 + 0.95 * StrictMath.log(2e-4)), within(1e-16));
    }

    /** Oracles: digamma and log-gamma at points of known value; E|z| of five degrees of freedom by hand. */
    @Test
    void constantsOfStudentTAreRight() {
        assertThat(UnitInnovations.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-14));
        assertThat(UnitInnovations.digamma(0.5)).isCloseTo(-1.9635100260214235, within(1e-14));
        assertThat(UnitInnovations.digamma(100)).isCloseTo(4.600161852738087, within(1e-14));
        // Gamma(2) = 1, Gamma(5/2) = 3 sqrt(pi) / 4
        assertThat(UnitInnovations.meanSize(5))
                .isCloseTo(Math.sqrt(3 / Math.PI) / (0.75 * Math.sqrt(Math.PI)), within(1e-14));
        assertThat(UnitInnovations.meanSize(1e7))
                .isCloseTo(UnitInnovations.meanSize(Double.POSITIVE_INFINITY), within(1e-7));
        for (double nu : new double[] {2.5, 4, 30, 400}) {
            double h = 1e-5 * nu;
            assertThat(UnitInnovations.logConstantSlope(nu))
                    .isCloseTo(
                            (UnitInnovations.logConstant(nu + h) - UnitInnovations.logConstant(nu - h)) / (2 * h),
                            within(1e-7));
            assertThat(UnitInnovations.meanSizeSlope(nu))
                    .isCloseTo(
                            (UnitInnovations.meanSize(nu + h) - UnitInnovations.meanSize(nu - h)) / (2 * h),
                            within(1e-7));
        }
    }

    @Test
    void parametersThatAreNoneAreRefusedByName() {
        assertThatThrownBy(() -> GarchParameters.garch(0, 0, 0.1, 0.8)).hasMessageContaining("omega must be positive");
        assertThatThrownBy(() -> GarchParameters.garch(0, 1, -0.1, 0.8)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> GarchParameters.garch(0, 1, 0.1, Double.NaN)).hasMessageContaining("beta");
        assertThatThrownBy(() -> GarchParameters.gjr(0, 1, 0.1, -0.2, 0.8)).hasMessageContaining("alpha + gamma");
        assertThatThrownBy(() -> GarchParameters.egarch(0, 1, 0.1, 0, 1)).hasMessageContaining("beta");
        assertThatThrownBy(() -> GarchParameters.garch(0, 1, 0.1, 0.8).withDegreesOfFreedom(2))
                .hasMessageContaining("above 2");
        assertThatThrownBy(() ->
                        new GarchParameters(VarianceEquation.GARCH, 0, 1, 0.1, 0.1, 0.8, Double.POSITIVE_INFINITY))
                .hasMessageContaining("gamma must be 0");
        assertThatThrownBy(() -> GarchModel.egarch().withLevel(VarianceLevel.TARGETED))
                .hasMessageContaining("ESTIMATED for EGARCH");
        assertThatThrownBy(() -> GarchModel.garch().withStarts(0)).hasMessageContaining("starts");
        GarchFilter filter = GarchParameters.garch(0, 1e-6, 0.1, 0.8).filter(1e-4);
        assertThatThrownBy(() -> filter.observe(Double.NaN)).hasMessageContaining("return must be finite");
        assertThatThrownBy(() -> filter.observe(1e200)).hasMessageContaining("variance finite");
        assertThat(filter.nextVariance()).isEqualTo(1e-4);
        assertThatThrownBy(() -> GarchModel.garch().fit(new double[49])).hasMessageContaining("at least 50");
    }

    @Test
    void aFitIsReportedAndCanBeStopped() {
        long[] last = new long[2];
        GarchModel.garch().fit(RETURNS, (done, total) -> {
            last[0] = done;
            last[1] = total;
        });
        assertThat(last).containsExactly(5, 5);
        assertThatThrownBy(() -> GarchModel.garch().fit(RETURNS, (done, total) -> {
                    throw new CancellationException("enough");
                }))
                .hasMessage("enough");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> GarchModel.garch().fit(RETURNS, Progress.unheard()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anOutcomeWithoutAFitThrowsItsReason() {
        VolatilityOutcome none = new NotFitted("too wild");
        assertThatThrownBy(none::fittedOrThrow)
                .isInstanceOf(VolatilityNotFittedException.class)
                .hasMessage("too wild");
        GarchFit fit = GarchModel.garch().fitOrThrow(RETURNS);
        assertThat(fit.toString())
                .startsWith("GarchFit[GARCH(1,1)[CONSTANT mean")
                .contains("1500 returns");
        assertThat(fit.model()).isEqualTo(GarchModel.garch());
        assertThat(fit.forecast(2).toString()).startsWith("VolatilityForecast[2 steps");
        assertThat(fit.forecast(2)).isEqualTo(fit.forecast(2)).hasSameHashCodeAs(fit.forecast(2));
        assertThat(fit.forecast(2)).isNotEqualTo(fit.forecast(3));
        assertThatThrownBy(() -> fit.forecast(2).variance(3)).hasMessageContaining("step");
        assertThatThrownBy(() -> VolatilityForecast.of()).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> VolatilityForecast.of(-1.0)).hasMessageContaining("variances[0]");
    }

    @Test
    void movingAveragesSayWhatTheyNeed() {
        assertThatThrownBy(() -> EwmaVolatility.lambda(1)).hasMessageContaining("lambda");
        assertThatThrownBy(() -> EwmaVolatility.lambda(0.9).startingFrom(0)).hasMessageContaining("firstVariance");
        EwmaVolatility model = EwmaVolatility.lambda(0.9).withMean(MeanEquation.CONSTANT);
        // deviations -1, 1: mean square 1, then .9 + .1, and so on
        FittedVolatility path = model.fit(new double[] {1, 3});
        assertThat(path.mean()).isEqualTo(2);
        assertThat(path.volatilities()).containsExactly(1, 1);
        assertThat(path.standardisedResiduals()).containsExactly(-1, 1);
        assertThat(model).hasToString("EwmaVolatility[lambda 0.9, CONSTANT mean]");
        assertThat(path).hasToString("EwmaVolatility of 2 returns");
    }

    /** Returns of one size: a volatility that follows them exactly makes the likelihood as large as one likes. */
    @Test
    void aLikelihoodWithoutABoundIsNotFitted() {
        double[] alternating = new double[100];
        Arrays.setAll(alternating, t -> t % 2 == 0 ? 0.01 : -0.01);
        assertThat(GarchModel.egarch().fit(alternating))
                .isInstanceOfSatisfying(
                        NotFitted.class, none -> assertThat(none.reason()).contains("no bound"));
    }

    @Test
    void returnsOfAbsurdSizeAreRefused() {
        double[] huge = new double[100];
        Arrays.setAll(huge, t -> (t % 7 - 3) * 1e100);
        assertThatThrownBy(() -> GarchModel.garch().fit(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spread of at most 1e60");
    }

    /**
     * The trap of local maxima: with fat tails, or a crash, a likelihood has one at no response at all beside a far higher one at a response
     * of thousandths and a long memory. The oracle is a brute search with the definition of the likelihood, none of whose points may
     * be more likely by more than a tenth.
     */
    @Test
    void noPointOfABruteSearchIsMoreLikely() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] returns = new double[100 + random.nextInt(700)];
            for (int t = 0; t < returns.length; t++) {
                double z = normal(random);
                returns[t] = seed % 3 == 0 ? z / (1 - random.nextDouble()) : seed % 3 == 1 ? 0.01 * z : z * z * z;
            }
            if (seed % 3 == 1) {
                returns[returns.length / 2] = -10;
            }
            boolean falls = seed % 2 == 0;
            VolatilityOutcome outcome = (falls ? GarchModel.gjr() : GarchModel.garch()).fit(returns);
            if (!(outcome instanceof GarchFit fit)) {
                continue;
            }
            double s = Arrays.stream(returns)
                            .map(r -> (r - fit.mean()) * (r - fit.mean()))
                            .sum()
                    / returns.length;
            for (int draw = 0; draw < 1500; draw++) {
                double p = 1 - StrictMath.pow(10, -3 * random.nextDouble());
                double share = StrictMath.pow(10, -3.5 * random.nextDouble());
                double below = falls ? random.nextDouble() : 0.5;
                double omega = s * (1 - p) * StrictMath.exp(2 * random.nextDouble() - 1);
                double rise = 2 * p * share * (1 - below);
                double found =
                        logLikelihood(returns, fit.mean(), omega, rise, 2 * p * share * below, p * (1 - share), s);
                assertThat(found).as("seed %d, draw %d", seed, draw).isLessThan(fit.logLikelihood() + 0.1);
            }
        }
    }

    private static double logLikelihood(
            double[] returns, double mean, double omega, double rise, double fall, double beta, double s) {
        double h = omega + (0.5 * (rise + fall) + beta) * s;
        double sum = 0;
        for (double r : returns) {
            double e = r - mean;
            sum -= 0.5 * (StrictMath.log(2 * Math.PI * h) + e * e / h);
            h = omega + (e < 0 ? fall : rise) * e * e + beta * h;
        }
        return sum;
    }

    /** About a mean that is only known to the last place, the likelihood would be that of rounding. */
    @Test
    void returnsThatMoveByRoundingAloneAreRefused() {
        double[] returns = new double[100];
        Arrays.setAll(returns, t -> t % 7 == 0 ? Math.nextUp(0.01) : 0.01);
        assertThatThrownBy(() -> GarchModel.garch().fit(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must move by more than a hundred-millionth of their mean 0.01")
                .hasMessageContaining("MeanEquation.ZERO");
        assertThat(GarchModel.garch().withMean(MeanEquation.ZERO).fit(returns)).isInstanceOf(GarchFit.class);
    }

    /** A variance that overflows after the last return, which the likelihood has not seen, was an exception from within. */
    @Test
    void everyOutcomeOfHostileReturnsIsAFitOrAReason() {
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(1000 + seed);
            double[] returns = new double[50 + random.nextInt(60)];
            for (int t = 0; t < returns.length; t++) {
                returns[t] = switch (seed % 3) {
                    case 0 -> normal(random) * StrictMath.pow(10, 8 * random.nextDouble() - 4);
                    case 1 -> random.nextInt(8) == 0 ? normal(random) : 0;
                    default -> (t % 2 == 0 ? 1 : -1) * (1 + 1e-3 * normal(random));
                };
            }
            returns[returns.length - 1] *= seed % 2 == 0 ? 1 : 1e6;
            GarchModel model = seed % 4 < 2 ? GarchModel.egarch() : GarchModel.gjr();
            VolatilityOutcome outcome = model.withInnovations(
                            seed % 2 == 0 ? Innovations.NORMAL : Innovations.STUDENT_T)
                    .fit(returns);
            if (outcome instanceof GarchFit fit) {
                assertThat(fit.nextVolatility()).isPositive().isFinite();
                assertThat(fit.agreeingStarts()).isBetween(1, 5);
                for (double volatility : fit.volatilities()) {
                    assertThat(volatility).isPositive().isFinite();
                }
                if (model.equation() == VarianceEquation.EGARCH) {
                    assertThat(Math.max(
                                    fit.parameters().alpha(),
                                    Math.abs(fit.parameters().gamma())))
                            .isLessThan(3);
                }
            }
        }
    }
}
