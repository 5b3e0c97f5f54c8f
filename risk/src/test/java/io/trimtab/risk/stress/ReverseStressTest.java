package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.ReverseStressOutcome.Impossible;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;
import io.trimtab.risk.testkit.Panels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReverseStressTest {
    private static final Universe TWO = Universe.of("A", "B");
    private static final CovarianceMatrix COVARIANCE = CovarianceMatrix.of(TWO, 0.04, 0.006, 0.006, 0.01);

    private static MostLikely found(ReverseStressOutcome outcome) {
        assertThat(outcome).isInstanceOf(MostLikely.class);
        return (MostLikely) outcome;
    }

    @Test
    void aLinearBookLosesAlongItsCovarianceWithItself() {
        Weights weights = Weights.of(TWO, 0.5, 0.5);
        MostLikely worst = found(ReverseStress.of(COVARIANCE, weights).losing(0.1));
        // closed form: S w = (0.023, 0.008), w'S w = 0.0155
        assertThat(worst.returnOf("A")).isCloseTo(-0.1 * 0.023 / 0.0155, within(1e-15));
        assertThat(worst.returnOf("B")).isCloseTo(-0.1 * 0.008 / 0.0155, within(1e-15));
        assertThat(worst.distance()).isCloseTo(0.1 / Math.sqrt(0.0155), within(1e-15));
        assertThat(worst.loss()).isCloseTo(0.1, within(1e-16));
        assertThat(worst.scenario("worst").assetShocks()).containsEntry("A", worst.returnOf("A"));
        assertThat(worst.toString()).isEqualTo("loses 10% at 0.8032 standard deviations: A -14.84%, B -5.161%");
    }

    @Test
    void aBookWithoutGammaAnswersAsALinearOne() {
        Weights weights = Weights.of(TWO, 0.7, -0.2);
        MostLikely linear = found(ReverseStress.of(COVARIANCE, weights).losing(0.05));
        MostLikely quadratic = found(ReverseStress.of(DeltaGamma.of(COVARIANCE, 0, weights.toArray(), new double[2][2]))
                .losing(0.05));
        // two algorithms: 1e-12 of the returns
        assertThat(quadratic.returns()).containsExactly(linear.returns(), within(1e-13));
        assertThat(quadratic.distance()).isCloseTo(linear.distance(), within(1e-12));
        assertThat(quadratic.leastDistance()).isCloseTo(linear.distance(), within(1e-12));
    }

    @Test
    void whatCannotBeLostIsSaidToBeImpossible() {
        // gain = x + 2 x^2: its least is -1/8, at x = -1/4
        CovarianceMatrix one = CovarianceMatrix.of(Universe.of("F"), 0.01);
        ReverseStress book = ReverseStress.of(DeltaGamma.of(one, 0, new double[] {1}, new double[][] {{4}}));
        assertThat(((Impossible) book.losing(0.13)).largestLoss()).isCloseTo(0.125, within(1e-16));
        // the nearer root of x + 2 x^2 = -0.12
        double root = (-1 + Math.sqrt(1 - 8 * 0.12)) / 4;
        assertThat(found(book.losing(0.12)).returnOf("F")).isCloseTo(root, within(1e-14));
        assertThat(ReverseStress.of(one, Weights.none(Universe.of("F"))).losing(1))
                .isEqualTo(new Impossible(0));
        CovarianceMatrix still = CovarianceMatrix.of(Universe.of("F"), 0);
        assertThat(ReverseStress.of(DeltaGamma.of(still, 0.01, new double[] {1}, new double[][] {{4}}))
                        .losing(1))
                .isEqualTo(new Impossible(-0.01))
                .hasToString("no scenario loses as much: less than -1% can be lost");
    }

    @Test
    void aBookThatLosesWithoutAMoveNeedsNone() {
        MostLikely calm = found(ReverseStress.of(DeltaGamma.of(COVARIANCE, -0.2, new double[2], new double[2][2]))
                .losing(0.1));
        assertThat(calm.distance()).isZero();
        assertThat(calm.loss()).isEqualTo(0.2);
        assertThat(calm.returns()).containsExactly(0, 0);
    }

    @Test
    void aBookThatIsOnlyShortGammaLosesInEitherDirectionOfItsSteepestFactor() {
        // the hard case: no delta; gain = -50 a^2 - 10 b^2, independent with sd 0.1 and 0.2: per sd -0.5 and -0.4
        CovarianceMatrix independent = CovarianceMatrix.of(TWO, 0.01, 0, 0, 0.04);
        MostLikely worst = found(ReverseStress.of(DeltaGamma.of(
                        independent, 0, new double[2], new double[][] {{-100, 0}, {0, -20}}))
                .losing(0.5));
        assertThat(Math.abs(worst.returnOf("A"))).isCloseTo(0.1, within(1e-15));
        assertThat(worst.returnOf("B")).isZero();
        assertThat(worst.distance()).isCloseTo(1, within(1e-14));
        assertThat(worst.leastDistance()).isCloseTo(1, within(1e-14));
    }

    /** Oracle: of 20,000 directions of a two-factor book, the one along which the loss is reached first. */
    @Test
    void noDirectionReachesTheLossSooner() {
        for (int seed = 0; seed < Campaign.tries(40, 1_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double a = 0.5 + random.nextDouble();
            double d = 0.5 + random.nextDouble();
            double rho = random.nextInt(10) == 0 ? 1 : 1.8 * random.nextDouble() - 0.9;
            CovarianceMatrix covariance = CovarianceMatrix.of(TWO, a * a, rho * a * d, rho * a * d, d * d);
            boolean noDelta = random.nextInt(5) == 0;
            double[] delta =
                    noDelta ? new double[2] : new double[] {random.nextDouble() - 0.5, random.nextDouble() - 0.5};
            double g = random.nextDouble() - 0.5;
            double[][] gamma = {{2 * random.nextDouble() - 1, g}, {g, 2 * random.nextDouble() - 1}};
            double theta = 0.2 * (random.nextDouble() - 0.5);
            double loss = 0.15 + random.nextDouble();
            ReverseStressOutcome outcome = ReverseStress.of(DeltaGamma.of(covariance, theta, delta, gamma))
                    .losing(loss);
            double nearest = Double.POSITIVE_INFINITY;
            int directions = 20_000;
            for (int k = 0; k < directions; k++) {
                double angle = 2 * Math.PI * k / directions;
                double u = Math.cos(angle);
                double v = Math.sin(angle);
                double x0 = a * u;
                double x1 = d * (rho * u + Math.sqrt(1 - rho * rho) * v);
                double linear = delta[0] * x0 + delta[1] * x1;
                double square = (gamma[0][0] * x0 * x0 + 2 * g * x0 * x1 + gamma[1][1] * x1 * x1) / 2;
                nearest = Math.min(nearest, firstRoot(square, linear, theta + loss));
            }
            if (outcome instanceof MostLikely most) {
                assertThat(most.loss()).as("seed " + seed).isCloseTo(loss, within(1e-11 * (loss + 1)));
                // a grid of angles is at best as near, and within its step squared as near
                assertThat(most.distance()).as("seed " + seed).isLessThanOrEqualTo(nearest * (1 + 1e-12));
                assertThat(most.distance()).as("seed " + seed).isCloseTo(nearest, within(1e-4 * (1 + nearest)));
                assertThat(most.leastDistance())
                        .as("seed " + seed)
                        .isCloseTo(most.distance(), within(1e-7 * (1 + nearest)));
            } else {
                assertThat(nearest).as("seed " + seed).isInfinite();
            }
        }
    }

    /** The smallest positive t with {@code square t^2 + linear t + constant <= 0}. */
    private static double firstRoot(double square, double linear, double constant) {
        double discriminant = linear * linear - 4 * square * constant;
        if (discriminant < 0) {
            return Double.POSITIVE_INFINITY;
        }
        // stable form of both roots
        double q = -(linear + Math.copySign(Math.sqrt(discriminant), linear)) / 2;
        double first = square == 0 ? Double.POSITIVE_INFINITY : q / square;
        double second = q == 0 ? Double.POSITIVE_INFINITY : constant / q;
        double t = Double.POSITIVE_INFINITY;
        t = first > 0 ? Math.min(t, first) : t;
        t = second > 0 ? Math.min(t, second) : t;
        return t;
    }

    /** In many dimensions, of any rank: the loss is reached, the dual proves it, and larger losses are less likely. */
    @Test
    void everyAnswerIsProvedAndGrowsWithTheLoss() {
        for (int seed = 0; seed < Campaign.tries(60, 2_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(8);
            int rank = 1 + random.nextInt(n);
            double scale = StrictMath.pow(10, random.nextInt(-6, 7));
            double[] s = new double[n * n];
            for (int k = 0; k < rank; k++) {
                double[] f = random.doubles(n, -scale, scale).toArray();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        s[i * n + j] += f[i] * f[j];
                    }
                }
            }
            CovarianceMatrix covariance = CovarianceMatrix.of(Panels.universe(n), s);
            double[] delta = random.doubles(n, -1 / scale, 1 / scale).toArray();
            double[][] gamma = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    gamma[i][j] = (random.nextDouble() - 0.5) / scale / scale;
                    gamma[j][i] = gamma[i][j];
                }
            }
            ReverseStress book = ReverseStress.of(DeltaGamma.of(covariance, 0, delta, gamma));
            double before = 0;
            for (double loss : new double[] {1e-3, 0.1, 1, 10}) {
                ReverseStressOutcome outcome = book.losing(loss);
                if (!(outcome instanceof MostLikely most)) {
                    before = Double.POSITIVE_INFINITY;
                    continue;
                }
                String which = "seed " + seed + " loss " + loss;
                assertThat(most.loss()).as(which).isCloseTo(loss, within(1e-9 * (loss + 1)));
                assertThat(most.leastDistance()).as(which).isCloseTo(most.distance(), within(1e-6 * most.distance()));
                assertThat(most.distance()).as(which).isGreaterThanOrEqualTo(before);
                before = most.distance();
            }
        }
    }

    @Test
    void badInputIsNamed() {
        Weights weights = Weights.of(TWO, 0.5, 0.5);
        assertThatThrownBy(() -> ReverseStress.of(COVARIANCE, Weights.equal(Universe.of("A", "C"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weights");
        assertThatThrownBy(() -> ReverseStress.of(COVARIANCE, weights).losing(0))
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> ReverseStress.of(COVARIANCE, weights).losing(Double.NaN))
                .hasMessageContaining("loss");
    }
}
