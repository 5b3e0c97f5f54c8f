package io.trimtab.optimizer.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.testkit.Fixtures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rules on four markets; oracle: olps_final_wealth.json, recomputed there from the same files. */
class OnlineRulesTest {
    private static double[][] market(String name) {
        return Fixtures.lines("strategy/olps/" + name + "_price_relatives.csv").stream()
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(cell -> Double.parseDouble(cell) - 1)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double wealth(OnlineRule start, double[][] returns) {
        OnlineRule rule = start;
        double wealth = 1;
        for (double[] period : returns) {
            double[] weights = rule.weights();
            double growth = 0;
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                assertThat(weights[i]).isGreaterThanOrEqualTo(0);
                growth += weights[i] * (1 + period[i]);
                sum += weights[i];
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            wealth *= growth;
            rule = rule.observe(period);
        }
        return wealth;
    }

    @Test
    void uniformAndExponentiatedGradientEarnWhatIsPublished() {
        assertThat(wealth(OnlineRule.uniform(36), market("nyse_o"))).isCloseTo(27.07524634464838, within(1e-8));
        assertThat(wealth(OnlineRule.uniform(30), market("djia"))).isCloseTo(0.812726066616494, within(1e-12));
        assertThat(wealth(OnlineRule.exponentiatedGradient(30, 0.05), market("djia")))
                .isCloseTo(0.8100301823347565, within(1e-10));
        assertThat(wealth(OnlineRule.exponentiatedGradient(25, 0.05), market("sp500")))
                .isCloseTo(1.6333249731417376, within(1e-10));
    }

    @Test
    void passiveAggressiveEarnsWhatIsPublished() {
        assertThat(wealth(PassiveAggressive.over(36, 0.5), market("nyse_o")))
                .isCloseTo(5138427764160592.0, withinPercentage(1e-5));
        assertThat(wealth(PassiveAggressive.over(30, 0.5), market("djia"))).isCloseTo(0.6800497968174485, within(1e-9));
        assertThat(wealth(PassiveAggressive.over(25, 0.5), market("sp500"))).isCloseTo(5.094875289304325, within(1e-8));
        assertThat(wealth(PassiveAggressive.over(23, 0.5), market("nyse_n")))
                .isCloseTo(1252597.615588819, withinPercentage(1e-6));
    }

    @Test
    void theNewtonStepEarnsWhatIsPublished() {
        assertThat(wealth(OnlineNewton.over(30), market("djia"))).isCloseTo(1.532990166290944, within(1e-6));
        assertThat(wealth(OnlineNewton.over(25), market("sp500"))).isCloseTo(3.3417069264445787, within(1e-6));
        if (Campaign.tries(0, 1) == 1) {
            assertThat(wealth(OnlineNewton.over(36), market("nyse_o"))).isCloseTo(109.1892061531059, within(1e-4));
            assertThat(wealth(OnlineNewton.over(23), market("nyse_n"))).isCloseTo(21.586038777739255, within(1e-5));
        }
    }

    @Test
    void theBestRebalancedPortfolioIsThePublishedOneWithItsProof() {
        check("djia", 1.2399284445595975, 3, 0.527024);
        check("sp500", 4.068627355451177, 17, 0.696867);
        check("nyse_o", 250.5970748705228, 5, 0.276735);
        check("nyse_n", 120.32090993935975, 19, 0.622876);
    }

    private static void check(String name, double wealth, int asset, double weight) {
        double[][] returns = market(name);
        BestRebalanced best = BestRebalanced.of(panel(returns));
        assertThat(best.gap()).isLessThanOrEqualTo(1e-9);
        assertThat(best.wealth()).isCloseTo(wealth, withinPercentage(1e-6));
        assertThat(best.weights().get(asset)).isCloseTo(weight, within(2e-5));
        // no single asset is better, nor is any rule's average
        assertThat(best.wealth()).isGreaterThan(wealth(OnlineRule.uniform(returns[0].length), returns));
    }

    private static ReturnPanel panel(double[][] returns) {
        int n = returns[0].length;
        double[] columns = new double[n * returns.length];
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < returns.length; t++) {
            dates.add(LocalDate.of(1962, 7, 3).plusDays(t));
            for (int i = 0; i < n; i++) {
                columns[t + i * returns.length] = returns[t][i];
            }
        }
        String[] ids = new String[n];
        Arrays.setAll(ids, i -> "a" + i);
        return ReturnPanel.of(Universe.of(ids), dates, columns);
    }

    /** Oracle: prices themselves, averaged, and the projection by bisection. */
    @Test
    void movingAverageReversionIsWhatItsPricesSay() {
        SplittableRandom random = new SplittableRandom(3);
        MovingAverageReversion rule = MovingAverageReversion.over(4, 3, 1.5);
        double[][] prices = new double[41][4];
        Arrays.fill(prices[0], 1);
        for (int t = 1; t <= 40; t++) {
            double[] returns = new double[4];
            for (int i = 0; i < 4; i++) {
                returns[i] = 0.2 * (random.nextDouble() - 0.5);
                prices[t][i] = prices[t - 1][i] * (1 + returns[i]);
            }
            double[] before = rule.weights();
            rule = rule.observe(returns);
            double[] expected = new double[4];
            for (int i = 0; i < 4; i++) {
                expected[i] = t < 2
                        ? prices[t][i] / prices[t - 1][i]
                        : (prices[t][i] + prices[t - 1][i] + prices[t - 2][i]) / 3 / prices[t][i];
            }
            assertThat(rule.weights()).containsExactly(reverted(before, expected, 1.5), within(1e-9));
        }
    }

    private static double[] reverted(double[] b, double[] y, double target) {
        double mean = Arrays.stream(y).average().orElseThrow();
        double spread = Arrays.stream(y).map(v -> (v - mean) * (v - mean)).sum();
        double now = 0;
        for (int i = 0; i < b.length; i++) {
            now += b[i] * y[i];
        }
        double step = Math.max(0, (target - now) / spread);
        double[] moved = b.clone();
        for (int i = 0; i < b.length; i++) {
            moved[i] += step * (y[i] - mean);
        }
        double low = -1e6;
        double high = 1e6;
        for (int k = 0; k < 200; k++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double m : moved) {
                sum += Math.max(0, m - middle);
            }
            if (sum > 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double threshold = low;
        return Arrays.stream(moved).map(m -> Math.max(0, m - threshold)).toArray();
    }

    /** Oracle: both rules written separately in another language from the papers' formulas, run over the same files. */
    @Test
    void reversionAndAnticorEarnWhatAnotherProgramEarns() {
        assertThat(wealth(MovingAverageReversion.over(36, 5, 10), market("nyse_o")))
                .isCloseTo(8.480149044319648e16, withinPercentage(1e-5));
        assertThat(wealth(MovingAverageReversion.over(30, 5, 10), market("djia")))
                .isCloseTo(2.3394168188630555, within(1e-9));
        assertThat(wealth(MovingAverageReversion.over(25, 5, 10), market("sp500")))
                .isCloseTo(14.866365086159819, within(1e-8));
        assertThat(wealth(Anticor.over(30, 30), market("djia"))).isCloseTo(1.7200747137260788, within(1e-9));
        assertThat(wealth(Anticor.over(25, 30), market("sp500"))).isCloseTo(4.717296746268141, within(1e-9));
    }

    /** Oracle: the algorithm of the paper for two assets by hand: one that rose gives to the one that followed it. */
    @Test
    void anticorMovesWealthToWhatFollows() {
        double[] first = {0.01, -0.01, 0.02, 0.03, 0.05, 0.04};
        double[] second = {-0.02, 0.03, 0.01, -0.01, 0.0, -0.02};
        Anticor rule = Anticor.over(2, 3);
        double[] drifted = {0.5, 0.5};
        for (int t = 0; t < 6; t++) {
            assertThat(rule.weights()).containsExactly(drifted, within(1e-14));
            double wealth = drifted[0] * (1 + first[t]) + drifted[1] * (1 + second[t]);
            drifted = new double[] {drifted[0] * (1 + first[t]) / wealth, drifted[1] * (1 + second[t]) / wealth};
            rule = rule.observe(first[t], second[t]);
        }
        double claim = correlation(first, second);
        // the first grew more in the later three; it gives all its weight if the other claims any of it
        double[] expected = claim > 0 ? new double[] {0, 1} : drifted;
        assertThat(claim).isNotZero();
        assertThat(rule.weights()).containsExactly(expected, within(1e-12));
    }

    /** Of the logarithms of one in its first three periods and of the other in its last three. */
    private static double correlation(double[] before, double[] after) {
        double[] a = {Math.log1p(before[0]), Math.log1p(before[1]), Math.log1p(before[2])};
        double[] b = {Math.log1p(after[3]), Math.log1p(after[4]), Math.log1p(after[5])};
        double ma = (a[0] + a[1] + a[2]) / 3;
        double mb = (b[0] + b[1] + b[2]) / 3;
        double sum = 0;
        for (int t = 0; t < 3; t++) {
            sum += (a[t] - ma) * (b[t] - mb);
        }
        return sum;
    }

    @Test
    void rulesKeepTheirWeightsOnTheSimplexAndRepeatTheirBits() {
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < Campaign.tries(6, 60); n++) {
            int assets = 1 + random.nextInt(6);
            double[][] returns = new double[60][assets];
            for (double[] period : returns) {
                for (int i = 0; i < assets; i++) {
                    period[i] = random.nextInt(5) == 0 ? 0 : 0.3 * (random.nextDouble() - 0.5);
                }
            }
            for (OnlineRule rule : rules(assets)) {
                assertThat(rule.size()).isEqualTo(assets);
                double once = wealth(rule, returns);
                assertThat(wealth(rule, returns)).as(rule.toString()).isEqualTo(once);
            }
        }
    }

    private static List<OnlineRule> rules(int assets) {
        return List.of(
                OnlineRule.uniform(assets),
                OnlineRule.exponentiatedGradient(assets, 0.05),
                PassiveAggressive.over(assets, 0.5),
                MovingAverageReversion.over(assets, 5, 10),
                OnlineNewton.over(assets),
                Anticor.over(assets, 4));
    }

    @Test
    void whatIsNoReturnIsRefusedByEveryRule() {
        for (OnlineRule rule : rules(2)) {
            assertThatThrownBy(() -> rule.observe(0.1)).as(rule.toString()).hasMessageContaining("length 2");
            assertThatThrownBy(() -> rule.observe(0.1, -1)).hasMessageContaining("returns[1]");
            assertThatThrownBy(() -> rule.observe(Double.NaN, 0)).hasMessageContaining("returns[0]");
        }
        assertThatThrownBy(() -> OnlineRule.uniform(0)).hasMessageContaining("assets must be at least 1");
        assertThatThrownBy(() -> MovingAverageReversion.over(2, 1, 10)).hasMessageContaining("window");
        assertThatThrownBy(() -> MovingAverageReversion.over(2, 5, 1)).hasMessageContaining("target");
        assertThatThrownBy(() -> Anticor.over(2, 1)).hasMessageContaining("window");
        assertThatThrownBy(() -> OnlineNewton.over(2, 0, 1)).hasMessageContaining("delta");
        assertThatThrownBy(() -> PassiveAggressive.over(2, -1)).hasMessageContaining("sensitivity");
    }

    @Test
    void aProjectionIsTheNearestPointOfTheSimplex() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 0; n < 200; n++) {
            double[] y = new double[1 + random.nextInt(8)];
            for (int i = 0; i < y.length; i++) {
                y[i] = 4 * random.nextDouble() - 2;
            }
            double[] w = Relatives.project(y);
            // optimality: y - w is the same for all that are held and no larger for the others
            double multiplier = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < y.length; i++) {
                multiplier = Math.max(multiplier, y[i] - w[i]);
            }
            for (int i = 0; i < y.length; i++) {
                assertThat(w[i]).isGreaterThanOrEqualTo(0);
                assertThat(w[i] > 0 ? multiplier - (y[i] - w[i]) : 0).isCloseTo(0, within(1e-12));
            }
            assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-14));
        }
    }
}
