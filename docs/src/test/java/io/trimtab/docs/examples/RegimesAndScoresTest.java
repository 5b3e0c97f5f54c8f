package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.FactorScore;
import io.trimtab.core.strategy.InMemoryStrategyCatalog;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.docs.ecb.EcbHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines and the pictures that the guide shows are those that come out. */
class RegimesAndScoresTest {
    private static final ReturnPanel RETURNS = EcbHistory.load().returns();
    private static final Path GUIDE = Path.of("../docs/guide");

    @Test
    void theFitIsTheOneShown() throws Exception {
        double[] learned = Arrays.copyOf(RegimesAndScores.market(RETURNS), RegimesAndScores.LEARNED);
        assertThat(Files.readString(GUIDE.resolve("strategy.md")))
                .contains(RegimesAndScores.parameters(RegimesAndScores.fitted(learned)));
    }

    @Test
    void thePicturesAreTheOnesShown() throws Exception {
        assertThat(Files.readString(GUIDE.resolve("images/regimes.svg")))
                .isEqualTo(RegimesAndScores.beliefs(RETURNS).document());
        assertThat(Files.readString(GUIDE.resolve("images/scores.svg")))
                .isEqualTo(ExampleStrategies.picture().document());
    }

    @Test
    void threeOpinionsMakeOneBelief() {
        LocalDate day = RETURNS.dates().get(2600);
        RegimeBelief belief = RegimesAndScores.pooled(EcbHistory.YEAR).believe(RETURNS, day);
        assertThat(belief.isKnown()).isTrue();
        assertThat(belief.model()).isEqualTo("linear ensemble");
    }

    @Test
    void everyScoreIsTheSumOfItsParts() {
        Ranking ranking = ExampleStrategies.ranking();
        assertThat(ranking.size()).isEqualTo(4);
        for (ScoreCard card : ranking.cards()) {
            assertThat(card.factors().stream()
                            .mapToDouble(FactorScore::contribution)
                            .sum())
                    .isCloseTo(card.total(), within(1e-12));
        }
    }

    @Test
    void whatIsKeptIsThere(@TempDir Path folder) {
        assertThat(RegimesAndScores.kept(folder, ExampleStrategies.records(LocalDate.of(2024, 5, 31))))
                .isEqualTo(4);
        assertThat(RegimesAndScores.steady(InMemoryStrategyCatalog.empty(), () -> Instant.EPOCH)
                        .candidates())
                .isEmpty();
    }
}
