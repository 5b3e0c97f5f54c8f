package io.trimtab.optimizer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.testkit.Campaign;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What the online Newton step may lose against the best constant rebalanced portfolio. With delta 1 it is the leader of the
 * quadratic bounds ln(u'x / b'x) <= g'(u - b) - beta/2 (g'(u - b))^2, which hold if beta <= 2 (y - ln(1 + y)) / y^2 for y = 1 /
 * alpha - 1, where alpha is the smallest price relative over the largest of its period. By the argument of Hazan, Agarwal and Kale,
 * Machine Learning 69 (2007), theorem 2: regret <= beta/2 + ln det A / beta, and ln det A <= n ln(1 + T / alpha^2), which
 * grows as the logarithm of T, as in Agarwal, Hazan, Kale and Schapire (2006), theorem 1.
 */
class OnlineNewtonRegretTest {
    /** Chooses the price relatives of a period by what the rule holds. */
    private interface Market {
        double[] next(int period, double[] weights);
    }

    private static double largestBeta(double alpha) {
        double y = 1 / alpha - 1;
        return Math.min(1, 2 * (y - Math.log1p(y)) / (y * y));
    }

    /** Plays a market and holds the loss against both bounds; gives the loss. */
    private static double play(int n, int periods, double alpha, Market market) {
        double beta = largestBeta(alpha);
        OnlineRule rule = OnlineNewton.over(n, 1, beta);
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 1;
        }
        double own = 0;
        double[] columns = new double[n * periods];
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < periods; t++) {
            double[] b = rule.weights();
            double[] x = market.next(t, b);
            double wealth = 0;
            double[] returns = new double[n];
            for (int i = 0; i < n; i++) {
                assertThat(x[i]).isBetween(alpha, 1.0);
                wealth += b[i] * x[i];
                returns[i] = x[i] - 1;
                columns[t + i * periods] = returns[i];
            }
            own += Math.log(wealth);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += x[i] * x[j] / (wealth * wealth);
                }
            }
            dates.add(LocalDate.of(2000, 1, 1).plusDays(t));
            rule = rule.observe(returns);
        }
        String[] ids = new String[n];
        Arrays.setAll(ids, i -> "a" + i);
        BestRebalanced best = BestRebalanced.of(ReturnPanel.of(Universe.of(ids), dates, columns));
        double regret = best.logWealth() - own;
        double ofTheRun = beta / 2 + logDeterminant(a) / beta;
        // The sum of gg' has a trace of at most T n / alpha^2, so that of n equal eigenvalues each is T / alpha^2.
        double beforehand = beta / 2 + n * Math.log1p(periods / (alpha * alpha)) / beta;
        // Weights come from a solver to about 1e-10, so that logarithms of wealth add up to far less than 1e-6.
        assertThat(regret).isLessThanOrEqualTo(ofTheRun + 1e-6);
        assertThat(ofTheRun).isLessThanOrEqualTo(beforehand + 1e-9);
        return regret;
    }

    /** By Cholesky's elimination. */
    private static double logDeterminant(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double log = 0;
        for (int k = 0; k < n; k++) {
            log += Math.log(a[k][k]);
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return log;
    }

    @Test
    void onRandomMarketsTheRegretStaysBelowItsLogarithm() {
        for (int seed = 0; seed < Campaign.tries(12, 300); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 2 + random.nextInt(4);
            double alpha = random.nextDouble(0.3, 0.95);
            double[] drift = random.doubles(n, 0, 1 - alpha).toArray();
            play(n, 50 + random.nextInt(250), alpha, (t, weights) -> {
                double[] x = new double[n];
                for (int i = 0; i < n; i++) {
                    double noise = random.nextDouble(0, 1 - alpha);
                    x[i] = Math.min(1, Math.max(alpha, 1 - (drift[i] + noise) / 2));
                }
                return x;
            });
        }
    }

    @Test
    void againstAnAdversaryTheRegretStaysBelowItsLogarithm() {
        for (int seed = 0; seed < Campaign.tries(6, 60); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 2 + seed % 3;
            double alpha = 0.4 + 0.5 * random.nextDouble();
            // What is held most falls most, in one market; in another what has been best so far; in the last all but
            // one, in turn.
            play(n, 200, alpha, (t, weights) -> falling(n, alpha, largest(weights)));
            double[] wealth = new double[n];
            play(n, 200, alpha, (t, weights) -> {
                double[] x = falling(n, alpha, largest(wealth));
                for (int i = 0; i < n; i++) {
                    wealth[i] += Math.log(x[i]);
                }
                return x;
            });
            play(n, 200, alpha, (t, weights) -> {
                double[] x = new double[n];
                Arrays.fill(x, alpha);
                x[t % n] = 1;
                return x;
            });
        }
    }

    @Test
    void theRegretOfLongerMarketsGrowsAsALogarithmAndNotAsARoot() {
        // One asset is always better: after 64 periods it loses next to nothing more.
        Market market = (t, weights) -> new double[] {1, 0.8};
        double shorter = play(2, 64, 0.8, market);
        double longer = play(2, 1024, 0.8, market);
        assertThat(shorter).isPositive();
        assertThat(longer - shorter).isLessThan(Math.log(1024.0 / 64) / largestBeta(0.8));
        assertThat(longer).isCloseTo(shorter, within(0.2));
    }

    private static double[] falling(int n, double alpha, int which) {
        double[] x = new double[n];
        Arrays.fill(x, 1);
        x[which] = alpha;
        return x;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
