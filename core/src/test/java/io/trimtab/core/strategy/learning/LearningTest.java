package io.trimtab.core.strategy.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.testkit.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LearningTest {
    /** Oracle: olps_final_wealth.json, EG with rate 0.05 on four markets. */
    @Test
    void exponentiatedGradientEarnsWhatIsPublished() {
        assertThat(wealth("nyse_o")).isCloseTo(27.094889600333534, within(1e-8));
        assertThat(wealth("djia")).isCloseTo(0.8100301823347565, within(1e-10));
        assertThat(wealth("sp500")).isCloseTo(1.6333249731417376, within(1e-10));
        assertThat(wealth("nyse_n")).isCloseTo(31.000095047902644, within(1e-8));
    }

    private static double wealth(String market) {
        List<String> lines = Fixtures.lines("strategy/olps/" + market + "_price_relatives.csv");
        ExponentiatedGradient learner = ExponentiatedGradient.over(lines.get(0).split(",").length, 0.05);
        for (String line : lines) {
            learner = learner.observe(Arrays.stream(line.split(","))
                    .mapToDouble(cell -> Double.parseDouble(cell) - 1)
                    .toArray());
            assertThat(learner.regret().regret())
                    .isLessThanOrEqualTo(learner.regret().bound());
        }
        return learner.wealth();
    }

    /** The bound holds whatever happens: random returns, and an adversary who hurts whom the learner trusts most. */
    @Test
    void regretOfHedgeStaysBelowItsBoundWhateverHappens() {
        for (int seed = 0; seed < Campaign.tries(40, 400); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 2 + random.nextInt(9);
            Hedge hedge = Hedge.over(n, 0.1);
            double[] totals = new double[n];
            double own = 0;
            for (int t = 1; t <= 300; t++) {
                double[] weights = hedge.scores();
                double[] returns = new double[n];
                int trusted = 0;
                for (int i = 0; i < n; i++) {
                    returns[i] = (random.nextDouble() - 0.5) * 0.2;
                    trusted = weights[i] > weights[trusted] ? i : trusted;
                }
                if (seed % 2 == 0) {
                    Arrays.fill(returns, 0.1);
                    returns[trusted] = -0.1;
                }
                for (int i = 0; i < n; i++) {
                    double loss = 0.5 - returns[i] / 0.2;
                    totals[i] += loss;
                    own += weights[i] * loss;
                }
                hedge = hedge.observe(returns);
                Regret regret = hedge.regret();
                assertThat(regret.periods()).isEqualTo(t);
                assertThat(regret.regret())
                        .isCloseTo(own - Arrays.stream(totals).min().orElseThrow(), within(1e-9))
                        .isLessThanOrEqualTo(regret.bound());
            }
            assertThat(hedge.clipped()).isZero();
            assertThat(Arrays.stream(hedge.scores()).sum()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void hedgeComesToTrustTheBetterOneAndCountsWhatIsBeyondItsRange() {
        Hedge hedge = Hedge.over(2, 0.01);
        assertThat(hedge.scores()).containsExactly(0.5, 0.5);
        for (int t = 0; t < 100; t++) {
            hedge = hedge.observe(0.005, -0.02);
        }
        assertThat(hedge.scores()[0]).isGreaterThan(0.99);
        assertThat(hedge.clipped()).isEqualTo(100);
        assertThat(Hedge.over(1, 1).observe(0.5).regret().regret()).isZero();
    }

    /** Three arms with rewards of 0 or 1; oracle: theorem 1 of Auer, Cesa-Bianchi and Fischer, in the mean of many runs. */
    @Test
    void regretOfUpperConfidenceStaysBelowItsTheorem() {
        double[] chances = {0.7, 0.5, 0.4};
        int runs = Campaign.tries(20, 200);
        int periods = 2000;
        double mean = 0;
        for (int seed = 0; seed < runs; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StrategyLearner learner = UpperConfidence.over(3, 1);
            mean += play(learner, chances, random, periods) / runs;
        }
        double bound = 0;
        for (double gap : new double[] {0.2, 0.3}) {
            bound += 8 * Math.log(periods) / gap + (1 + Math.PI * Math.PI / 3) * gap;
        }
        assertThat(mean).isPositive().isLessThan(bound).isLessThan(0.2 * periods / 2);
    }

    /** The order of theorem 3 of Agrawal and Goyal, with a constant of 2. */
    @Test
    void regretOfThompsonSamplingGrowsAsItsTheoremSays() {
        double[] chances = {0.7, 0.5, 0.4};
        int runs = Campaign.tries(20, 200);
        for (int periods : new int[] {250, 1000, 4000}) {
            double mean = 0;
            for (int seed = 0; seed < runs; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                mean += play(ThompsonSampling.over(3, 1, seed), chances, random, periods) / runs;
            }
            assertThat(mean).isPositive().isLessThan(2 * Math.sqrt(3 * periods * Math.log(3)));
        }
    }

    private static double play(StrategyLearner learner, double[] chances, SplittableRandom random, int periods) {
        double regret = 0;
        for (int t = 0; t < periods; t++) {
            double[] scores = learner.scores();
            int run = 0;
            for (int i = 1; i < scores.length; i++) {
                run = scores[i] > scores[run] ? i : run;
            }
            double[] returns = new double[scores.length];
            Arrays.fill(returns, Double.NaN);
            returns[run] = random.nextDouble() < chances[run] ? 1 : -1;
            regret += chances[0] - chances[run];
            learner = learner.observe(returns);
        }
        return regret;
    }

    @Test
    void whatNeverRanComesFirstAndWhatDidNotRunTeachesNothing() {
        UpperConfidence learner = UpperConfidence.over(3, 0.05).observe(0.05, Double.NaN, Double.NaN);
        assertThat(learner.scores()[1]).isGreaterThan(learner.scores()[0]).isEqualTo(learner.scores()[2]);
        assertThat(learner.runs()).containsExactly(1, 0, 0);
        ThompsonSampling thompson = ThompsonSampling.over(2, 0.05, 3).observe(Double.NaN, 0.01);
        assertThat(thompson.runs()).containsExactly(0, 1);
    }

    @Test
    void thompsonDrawsAreAFunctionOfTheSeed() {
        ThompsonSampling one = ThompsonSampling.over(5, 0.05, 7).observe(0, 0.01, 0.02, Double.NaN, 0);
        assertThat(one.scores()).isEqualTo(one.scores());
        assertThat(ThompsonSampling.over(5, 0.05, 7)
                        .observe(0, 0.01, 0.02, Double.NaN, 0)
                        .scores())
                .isEqualTo(one.scores());
        assertThat(ThompsonSampling.over(5, 0.05, 8)
                        .observe(0, 0.01, 0.02, Double.NaN, 0)
                        .scores())
                .isNotEqualTo(one.scores());
        assertThat(one.observe(0, 0, 0, 0, 0).scores()).isNotEqualTo(one.scores());
    }

    @Test
    void learnersKnowTheirStrategiesByName() {
        LearnedScores learned = LearnedScores.of(List.of("a", "b"), Hedge.over(2, 0.05));
        LearnedScores after = learned.observe(Map.of("b", 0.03, "a", -0.01));
        assertThat(after.score("b")).isGreaterThan(after.score("a"));
        assertThat(after.score("zebra")).isNaN();
        assertThat(after.learner()).hasToString("Hedge[2 strategies after 1 periods]");
        assertThatThrownBy(() -> learned.observe(Map.of("zebra", 0.1))).hasMessageContaining("1 of 1 are not");
        assertThatThrownBy(() -> learned.observe(Map.of("a", 0.1))).hasMessageContaining("returns[1] must be finite");
        assertThatThrownBy(() -> LearnedScores.of(List.of("a", "a"), Hedge.over(2, 1)))
                .hasMessageContaining("repeated");
        assertThatThrownBy(() -> LearnedScores.of(List.of("a"), Hedge.over(2, 1)))
                .hasMessageContaining("ids");
    }

    @Test
    void whatIsNoReturnIsRefused() {
        assertThatThrownBy(() -> ExponentiatedGradient.over(2, 0.05).observe(0, -1))
                .hasMessageContaining("returns[1]");
        assertThatThrownBy(() -> ExponentiatedGradient.over(2, 0)).hasMessageContaining("rate");
        assertThatThrownBy(() -> Hedge.over(2, 0.05).observe(0)).hasMessageContaining("length 2");
        assertThatThrownBy(() -> UpperConfidence.over(1, 0.05).observe(Double.POSITIVE_INFINITY))
                .hasMessageContaining("returns[0]");
        assertThatThrownBy(() -> UpperConfidence.over(0, 0.05)).hasMessageContaining("strategies");
    }
}
