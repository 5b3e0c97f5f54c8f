package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.ReverseStressOutcome.Impossible;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;
import io.trimtab.risk.testkit.Panels;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Sizes at which squares overflow or vanish, and covariances of any rank: an answer is right, or refused with a reason, and never
 * a number that only looks like one. Oracles: arithmetic in many digits, and the same question in other units.
 */
class HostileStressTest {
    private static final MathContext DIGITS = new MathContext(60);

    private static BigDecimal exact(double x) {
        return new BigDecimal(x);
    }

    /** A covariance that is a sum of outer products of small whole numbers, so exact in doubles, of a rank up to n. */
    private static double[] wholeCovariance(SplittableRandom random, int n, int rank) {
        double[] s = new double[n * n];
        for (int k = 0; k < rank; k++) {
            int[] f = random.ints(n, -4, 5).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s[j * n + i] += f[i] * f[j];
                }
            }
        }
        return s;
    }

    private static double[] times(double[] x, double scale) {
        double[] scaled = x.clone();
        for (int i = 0; i < x.length; i++) {
            scaled[i] *= scale;
        }
        return scaled;
    }

    /** Whether numbers of some hundreds keep all their digits when they are multiplied by a power of two. */
    private static boolean isExact(int power) {
        return Math.abs(power) < 1_000;
    }

    @Test
    void aLinearBookOfAnySizeIsAnsweredExactlyOrRefused() {
        int answered = 0;
        int refused = 0;
        int impossible = 0;
        for (int seed = 0; seed < Campaign.tries(3_000, 100_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(4);
            int variances = random.nextInt(-1000, 1000);
            int sizes = random.nextInt(5) == 0 ? random.nextInt(-900, 900) : random.nextInt(-40, 40);
            double[] s = times(wholeCovariance(random, n, 1 + random.nextInt(n)), Math.scalb(1.0, variances));
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                w[i] = Math.scalb((double) random.nextInt(-6, 7), sizes);
            }
            double loss = Math.scalb(1 + random.nextDouble(), random.nextInt(-1000, 1000));
            Universe universe = Panels.universe(n);
            String which = "seed " + seed;
            BigDecimal variance = BigDecimal.ZERO;
            BigDecimal[] x = new BigDecimal[n];
            for (int i = 0; i < n; i++) {
                x[i] = BigDecimal.ZERO;
                for (int j = 0; j < n; j++) {
                    x[i] = x[i].add(exact(s[j * n + i]).multiply(exact(w[j])));
                }
                variance = variance.add(x[i].multiply(exact(w[i])));
            }
            ReverseStressOutcome outcome;
            try {
                outcome = ReverseStress.of(CovarianceMatrix.of(universe, s), Weights.of(universe, w))
                        .losing(loss);
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).as(which).contains("must");
                refused++;
                continue;
            }
            if (outcome instanceof Impossible none) {
                assertThat(variance.signum()).as(which + ": " + none).isZero();
                impossible++;
                continue;
            }
            MostLikely found = (MostLikely) outcome;
            assertThat(variance.signum()).as(which).isPositive();
            BigDecimal distance = exact(loss).divide(variance.sqrt(DIGITS), DIGITS);
            assertThat(found.distance())
                    .as(which)
                    .isCloseTo(distance.doubleValue(), within(1e-12 * distance.doubleValue() + 2 * Double.MIN_VALUE));
            double least = Double.MAX_VALUE;
            for (int i = 0; i < n; i++) {
                double expected = x[i].negate()
                        .multiply(exact(loss))
                        .divide(variance, DIGITS)
                        .doubleValue();
                assertThat(found.returns()[i])
                        .as(which)
                        .isCloseTo(expected, within(1e-12 * Math.abs(expected) + 2 * Double.MIN_VALUE));
                least = expected == 0 ? least : Math.min(least, Math.abs(expected));
            }
            if (least > Double.MIN_NORMAL) {
                assertThat(found.loss() / loss).as(which).isCloseTo(1, within(1e-12));
            }
            answered++;
        }
        // so that refusing everything would not pass
        assertThat(answered).isGreaterThan(5 * refused);
        assertThat(impossible).isPositive();
    }

    /** One book, and the same in other units: money by 2^m, returns by 2^r. Powers of two, so the answer is the same to rounding. */
    @Test
    void aQuadraticBookAnswersAlikeInAllUnits() {
        int answered = 0;
        int refused = 0;
        int impossible = 0;
        for (int seed = 0; seed < Campaign.tries(2_000, 50_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(4);
            double[] s = wholeCovariance(random, n, 1 + random.nextInt(n));
            Universe universe = Panels.universe(n);
            double[] delta = new double[n];
            double[][] gamma = new double[n][n];
            int kind = random.nextInt(4);
            for (int i = 0; i < n; i++) {
                delta[i] = kind == 0 ? 0 : random.nextInt(-5, 6) / 4.0;
                for (int j = 0; j <= i; j++) {
                    gamma[i][j] = kind == 1 ? 0 : random.nextInt(-5, 6) / 8.0;
                    gamma[j][i] = gamma[i][j];
                }
            }
            double theta = random.nextInt(-2, 3) / 8.0;
            double loss = Math.scalb(1 + random.nextDouble(), random.nextInt(-8, 8));
            ReverseStressOutcome plain = ReverseStress.of(
                            DeltaGamma.of(CovarianceMatrix.of(universe, s), theta, delta, gamma))
                    .losing(loss);
            int wide = random.nextInt(3) == 0 ? 900 : 120;
            int money = random.nextInt(-wide, wide);
            int units = random.nextInt(-wide / 3, wide / 3);
            double[][] g = new double[n][n];
            for (int i = 0; i < n; i++) {
                g[i] = times(gamma[i], Math.scalb(1.0, money - 2 * units));
            }
            if (!isExact(money - 2 * units) || !isExact(2 * units) || !isExact(money - units) || !isExact(money)) {
                continue;
            }
            ReverseStressOutcome other;
            String which = "seed " + seed + " money " + money + " units " + units;
            try {
                other = ReverseStress.of(DeltaGamma.of(
                                CovarianceMatrix.of(universe, times(s, Math.scalb(1.0, 2 * units))),
                                Math.scalb(theta, money),
                                times(delta, Math.scalb(1.0, money - units)),
                                g))
                        .losing(Math.scalb(loss, money));
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).as(which).contains("must");
                refused++;
                continue;
            }
            if (plain instanceof Impossible none) {
                assertThat(other).as(which).isInstanceOf(Impossible.class);
                assertThat(((Impossible) other).largestLoss())
                        .as(which)
                        .isCloseTo(
                                Math.scalb(none.largestLoss(), money),
                                within(Math.scalb(1e-9 * (1 + Math.abs(none.largestLoss())), money)));
                impossible++;
                continue;
            }
            MostLikely a = (MostLikely) plain;
            assertThat(other).as(which + " " + a).isInstanceOf(MostLikely.class);
            MostLikely b = (MostLikely) other;
            assertThat(b.distance()).as(which).isCloseTo(a.distance(), within(1e-9 * (1 + a.distance())));
            assertThat(b.leastDistance()).as(which).isCloseTo(a.leastDistance(), within(1e-6 * (1 + a.distance())));
            assertThat(b.loss())
                    .as(which)
                    .isCloseTo(Math.scalb(a.loss(), money), within(Math.scalb(1e-9 * a.loss(), money)));
            answered++;
        }
        // so that refusing everything would not pass
        assertThat(answered).isGreaterThan(5 * refused);
        assertThat(impossible).isPositive();
    }

    /** A factor that is there twice, its position in two parts: the same distance, and both copies move alike. */
    @Test
    void aFactorThatIsThereTwiceChangesNothing() {
        for (int seed = 0; seed < Campaign.tries(300, 5_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(3);
            double[] s = wholeCovariance(random, n, 1 + random.nextInt(n));
            double[] delta = random.doubles(n, -1, 1).toArray();
            double[][] gamma = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    gamma[i][j] = random.nextInt(-4, 5) / 8.0;
                    gamma[j][i] = gamma[i][j];
                }
            }
            int m = n + 1;
            double share = random.nextInt(-3, 4) / 2.0;
            double[] twice = new double[m * m];
            double[] deltas = new double[m];
            double[][] gammas = new double[m][m];
            for (int i = 0; i < m; i++) {
                // the last is a copy of the first and carries a share of its position
                double part = i == 0 ? 1 - share : i == n ? share : 1;
                deltas[i] = part * delta[i % n];
                for (int j = 0; j < m; j++) {
                    double other = j == 0 ? 1 - share : j == n ? share : 1;
                    twice[j * m + i] = s[(j % n) * n + i % n];
                    gammas[i][j] = part * other * gamma[i % n][j % n];
                }
            }
            double loss = 0.1 + random.nextDouble();
            ReverseStressOutcome one = ReverseStress.of(
                            DeltaGamma.of(CovarianceMatrix.of(Panels.universe(n), s), 0, delta, gamma))
                    .losing(loss);
            ReverseStressOutcome two = ReverseStress.of(
                            DeltaGamma.of(CovarianceMatrix.of(Panels.universe(m), twice), 0, deltas, gammas))
                    .losing(loss);
            assertThat(two).as("seed " + seed).hasSameClassAs(one);
            if (one instanceof MostLikely a && two instanceof MostLikely b) {
                assertThat(b.distance()).as("seed " + seed).isCloseTo(a.distance(), within(1e-7 * a.distance()));
                assertThat(b.returns()[n])
                        .as("seed " + seed)
                        .isCloseTo(b.returns()[0], within(1e-9 * a.distance() * 20));
            }
        }
    }

    @Test
    void aCurvatureThatIsOnlyRoundingLosesNothing() {
        // gain = (x - y)^2 / 2 in factors that are exact multiples of one: it bends upwards or not at all
        CovarianceMatrix one = CovarianceMatrix.of(Universe.of("A", "B"), 9, 6, 6, 4);
        DeltaGamma book = DeltaGamma.of(one, 0, new double[2], new double[][] {{0.3, -0.3}, {-0.3, 0.3}});
        assertThat(ReverseStress.of(book).losing(0.1)).isEqualTo(new Impossible(0));
        DeltaGamma none = DeltaGamma.of(one, 0, new double[] {0.2, -0.3}, new double[][] {{0.4, -0.6}, {-0.6, 0.9}});
        // along (3, 2) delta is 0 and gamma is 0
        assertThat(ReverseStress.of(none).losing(0.1)).isEqualTo(new Impossible(0));
    }

    /** Whatever the sizes, an outcome holds numbers, or there is none; oracle of the loss: arithmetic in many digits. */
    @Test
    void scenariosOfAnySizeAreAnsweredInNumbersOrRefused() {
        double[] sizes = {0, 1e-300, 1e-150, 1e-9, 0.2, 1, 1e9, 1e150, 1e300};
        int answered = 0;
        for (int seed = 0; seed < Campaign.tries(4_000, 100_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(4);
            double[] s = times(
                    wholeCovariance(random, n, 1 + random.nextInt(n)), sizes[random.nextInt(sizes.length)] + 1e-300);
            Universe universe = Panels.universe(n);
            double[] w = new double[n];
            for (int i = 0; i < n; i++) {
                w[i] = random.nextInt(-2, 3) * sizes[random.nextInt(sizes.length)];
            }
            Propagation propagation = random.nextBoolean() ? Propagation.CONDITIONAL : Propagation.NONE;
            StressOutcome outcome;
            try {
                StressScenario scenario = StressScenario.named("hostile");
                for (int k = random.nextInt(n + 1); k > 0; k--) {
                    scenario = scenario.shocking(
                            universe.id(random.nextInt(n)),
                            random.nextBoolean() ? -random.nextDouble() : sizes[random.nextInt(sizes.length)]);
                }
                if (random.nextInt(3) == 0) {
                    scenario = scenario.breakingCorrelations(random.nextInt(3) / 2.0);
                }
                if (random.nextInt(3) == 0) {
                    scenario = scenario.scalingVolatilities(1e-300 + sizes[random.nextInt(sizes.length)]);
                }
                outcome = StressTest.of(CovarianceMatrix.of(universe, s))
                        .propagating(propagation)
                        .apply(scenario, Weights.of(universe, w));
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).as("seed " + seed).isNotBlank();
                continue;
            }
            String which = "seed " + seed + " " + outcome;
            BigDecimal loss = BigDecimal.ZERO;
            BigDecimal parts = BigDecimal.ZERO;
            double[] returns = outcome.returns();
            for (int i = 0; i < n; i++) {
                BigDecimal part = exact(w[i]).multiply(exact(returns[i]));
                loss = loss.subtract(part);
                parts = parts.add(part.abs());
                assertThat(returns[i]).as(which).isGreaterThanOrEqualTo(-1);
            }
            assertThat(outcome.loss())
                    .as(which)
                    .isCloseTo(loss.doubleValue(), within(1e-15 * n * parts.doubleValue() + Double.MIN_NORMAL));
            assertThat(outcome.volatilityBefore()).as(which).isFinite().isNotNegative();
            assertThat(outcome.volatilityAfter()).as(which).isFinite().isNotNegative();
            answered++;
        }
        assertThat(answered).isGreaterThan(1_000);
    }
}
