package io.trimtab.risk.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.testkit.Panels;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SizingProperties {
    /** A definite covariance of volatilities between 1% and 3%. */
    private static double[][] covariance(SplittableRandom random, int n) {
        double[][] factor = new double[n][n];
        for (double[] row : factor) {
            for (int k = 0; k < n; k++) {
                row[k] = random.nextDouble(-0.01, 0.015);
            }
        }
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    c[i][j] += factor[i][k] * factor[j][k];
                }
            }
            c[i][i] += 5e-5;
        }
        return c;
    }

    private static CovarianceMatrix model(double[][] c) {
        return CovarianceMatrix.of(Panels.universe(c.length), Panels.flat(c));
    }

    /** Gaussian elimination: independent of the factorisations of the library. */
    private static double[] solved(double[][] c, double[] mu, int mask) {
        int n = mu.length;
        double[][] a = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            boolean held = (mask >> i & 1) == 1;
            for (int j = 0; j < n; j++) {
                a[i][j] = held && (mask >> j & 1) == 1 ? c[i][j] : i == j ? 1 : 0;
            }
            a[i][n] = held ? mu[i] : 0;
        }
        for (int p = 0; p < n; p++) {
            int best = p;
            for (int i = p; i < n; i++) {
                best = Math.abs(a[i][p]) > Math.abs(a[best][p]) ? i : best;
            }
            double[] row = a[best];
            a[best] = a[p];
            a[p] = row;
            for (int i = 0; i < n; i++) {
                double factor = i == p ? 0 : a[i][p] / a[p][p];
                for (int j = p; factor != 0 && j <= n; j++) {
                    a[i][j] -= factor * a[p][j];
                }
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = a[i][n] / a[i][i];
        }
        return x;
    }

    private static double growth(double[][] c, double[] mu, double[] f) {
        double sum = 0;
        for (int i = 0; i < mu.length; i++) {
            sum += mu[i] * f[i];
            for (int j = 0; j < mu.length; j++) {
                sum -= f[i] * c[i][j] * f[j] / 2;
            }
        }
        return sum;
    }

    @Property(tries = 200)
    void longOnlyGrowthIsTheBestOfAllSetsOfAssets(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] c = covariance(random, n);
        double[] mu = random.doubles(n, -1e-3, 2e-3).toArray();
        double best = 0;
        for (int mask = 1; mask < 1 << n; mask++) {
            double[] f = solved(c, mu, mask);
            boolean feasible = true;
            for (double x : f) {
                feasible &= x >= 0;
            }
            best = feasible ? Math.max(best, growth(c, mu, f)) : best;
        }
        Weights found = Kelly.fraction(1)
                .withGrossCap(1e6)
                .size(model(c), ExpectedReturns.of(Panels.universe(n), mu))
                .weights();
        for (double x : found.toArray()) {
            assertThat(x).isGreaterThanOrEqualTo(0);
        }
        // both are rounded solves of systems with condition numbers below 1e4
        assertThat(growth(c, mu, found.toArray())).isBetween(best * (1 - 1e-10), best * (1 + 1e-10));
    }

    @Test
    void longOnlyGrowthSatisfiesItsConditionsForManyAssets() {
        for (long seed = 0; seed < Campaign.tries(20, 500); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 60;
            double[][] c = covariance(random, n);
            double[] mu = random.doubles(n, -1e-3, 2e-3).toArray();
            double[] f = Kelly.fraction(1)
                    .withGrossCap(1e6)
                    .size(model(c), ExpectedReturns.of(Panels.universe(n), mu))
                    .weights()
                    .toArray();
            for (int i = 0; i < n; i++) {
                double gradient = mu[i];
                for (int j = 0; j < n; j++) {
                    gradient -= c[i][j] * f[j];
                }
                assertThat(f[i]).isGreaterThanOrEqualTo(0);
                // relative to edges of 1e-3: nothing to be gained by more, nor by less of what is held
                assertThat(gradient).isLessThan(1e-12);
                assertThat(f[i] > 0 ? Math.abs(gradient) : 0).isLessThan(1e-12);
            }
        }
    }

    @Property(tries = 300)
    void noSizeExceedsItsCapsAndMirroredSignalsGiveMirroredSizes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        CovarianceMatrix model = model(covariance(random, n));
        Universe universe = model.universe();
        double[] s = random.doubles(n, -2, 2).toArray();
        double[] mirrored = s.clone();
        for (int i = 0; i < n; i++) {
            mirrored[i] = -s[i];
        }
        double gross = random.nextDouble(0.2, 3);
        double position = random.nextDouble(0.05, 1);
        double target = random.nextDouble(0.01, 0.5);
        VolatilityTarget volatility = VolatilityTarget.annual(target, PeriodsPerYear.DAILY)
                .withGrossCap(gross)
                .withPositionCap(position);
        EqualRisk equal = EqualRisk.annual(target / n, PeriodsPerYear.DAILY)
                .withGrossCap(gross)
                .withPositionCap(position);
        Kelly kelly = Kelly.fraction(0.5).allowingShorts().withGrossCap(gross).withPositionCap(position);
        Weights[] sized = {
            volatility.size(model, Weights.of(universe, s)).weights(),
            equal.size(model, Weights.of(universe, s)).weights(),
            kelly.size(model, ExpectedReturns.of(universe, s)).weights()
        };
        Weights[] other = {
            volatility.size(model, Weights.of(universe, mirrored)).weights(),
            equal.size(model, Weights.of(universe, mirrored)).weights(),
            kelly.size(model, ExpectedReturns.of(universe, mirrored)).weights()
        };
        for (int k = 0; k < sized.length; k++) {
            // the slack of a limit
            assertThat(sized[k].gross()).isLessThanOrEqualTo(gross * (1 + 1e-12));
            for (int i = 0; i < n; i++) {
                assertThat(Math.abs(sized[k].get(i))).isLessThanOrEqualTo(position * (1 + 1e-12));
                assertThat(other[k].get(i)).isEqualTo(0.0 - sized[k].get(i));
            }
        }
        assertThat(Math.sqrt(252) * model.volatility(sized[0])).isLessThanOrEqualTo(target * (1 + 1e-12));
        for (int i = 0; i < n; i++) {
            assertThat(Math.sqrt(252 * model.variance(i)) * Math.abs(sized[1].get(i)))
                    .isLessThanOrEqualTo(target / n * (1 + 1e-12));
        }
    }

    @Property(tries = 1_000)
    void wholeLotsNeverExceedTheValueAndOneMoreWould(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BigDecimal lot = BigDecimal.valueOf(random.nextInt(1, 1_000), random.nextInt(0, 4));
        BigDecimal price = BigDecimal.valueOf(random.nextInt(1, 100_000), random.nextInt(0, 4));
        // often exactly whole lots
        BigDecimal value = random.nextInt(2) == 0
                ? lot.multiply(price).multiply(BigDecimal.valueOf(random.nextInt(1_000)))
                : BigDecimal.valueOf(random.nextInt(10_000_000), 2);
        double quantity = LotSize.of(lot.doubleValue()).quantity(value.doubleValue(), price.doubleValue());
        BigDecimal lots = value.divideToIntegralValue(lot.multiply(price));
        assertThat(quantity).isEqualTo(lots.multiply(lot).doubleValue());
    }
}
