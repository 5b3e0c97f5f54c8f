package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class OnlineWeightsTest {
    @Test
    void aRuleIsFollowedBesideTheBestInHindsight() {
        String line = OnlineWeights.follow(
                EcbHistory.load().upTo(LocalDate.of(2003, 12, 31)).returns());
        assertThat(line).matches("\\d\\.\\d\\d, at most \\d\\.\\d\\d in hindsight");
        double earned = Double.parseDouble(line.substring(0, 4));
        double best = Double.parseDouble(line.substring(14, 18));
        assertThat(earned).isBetween(0.5, best);
    }
}
