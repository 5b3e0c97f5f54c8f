package io.trimtab.core.strategy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialsTest {
    private static final double[] EIGHT = {1, 2, 3, 4, 5, 6, 7, 9};

    @Test
    void copiesOfOneTrialAmountToOne() {
        Trials copies = Trials.of(List.of("a", "b", "c"), EIGHT, EIGHT, EIGHT);
        assertThat(copies.effectiveNumber()).isCloseTo(1, within(1e-12));
        assertThat(copies.participationNumber()).isCloseTo(1, within(1e-12));
    }

    /** Four orthogonal columns of a Hadamard matrix of order 8, none the constant one. */
    @Test
    void uncorrelatedTrialsAmountToTheirNumber() {
        double[][] orthogonal = {
            {1, -1, 1, -1, 1, -1, 1, -1},
            {1, 1, -1, -1, 1, 1, -1, -1},
            {1, -1, -1, 1, 1, -1, -1, 1},
            {1, 1, 1, 1, -1, -1, -1, -1}
        };
        Trials trials = Trials.of(Searches.names(4), orthogonal);
        assertThat(trials.effectiveNumber()).isCloseTo(4, within(1e-12));
        assertThat(trials.participationNumber()).isCloseTo(4, within(1e-12));
        assertThat(trials.correlations().between("s0", "s3")).isCloseTo(0, within(1e-15));
    }

    /** Two copies each of two orthogonal ones: average correlation 1/3, squares of correlations sum to 8. */
    @Test
    void clustersCountLessByTheirDirectionsThanByTheirAverage() {
        double[] a = {1, -1, 1, -1, 1, -1, 1, -1};
        double[] b = {1, 1, -1, -1, 1, 1, -1, -1};
        Trials clusters = Trials.of(List.of("a", "a2", "b", "b2"), a, a, b, b);
        assertThat(clusters.effectiveNumber()).isCloseTo(1.0 / 3 + 2.0 / 3 * 4, within(1e-12));
        assertThat(clusters.participationNumber()).isCloseTo(2, within(1e-12));
    }

    @Test
    void trialsThatNeverMoveCountAsIndependent() {
        Trials cash = Trials.of(List.of("a", "cash", "cash2"), EIGHT, new double[8], new double[8]);
        assertThat(cash.effectiveNumber()).isCloseTo(3, within(1e-12));
        assertThat(cash.participationNumber()).isCloseTo(3, within(1e-12));
        assertThat(cash.correlations().between("cash", "cash2")).isZero();
        assertThat(Trials.of(List.of("a"), EIGHT).effectiveNumber()).isEqualTo(1);
    }

    @Test
    void aBenchmarkAndARateAreTakenAway() {
        Trials trials = Trials.of(List.of("a"), EIGHT);
        assertThat(trials.above(EIGHT).performance(0)).containsOnly(0);
        assertThat(trials.aboveRate(1).performance(0)).startsWith(0, 1, 2);
    }

    @Test
    void correlationsAreThoseOfPairsAndZeroForStrangers() {
        double[] mirrored = {9, 8, 7, 6, 5, 4, 3, 1};
        TrialCorrelations correlations =
                Trials.of(List.of("a", "b"), EIGHT, mirrored).correlations();
        assertThat(correlations.between("a", "b")).isCloseTo(-1, within(1e-12));
        assertThat(correlations.between("a", "a")).isEqualTo(1);
        assertThat(correlations.between("a", "zebra")).isZero();
        assertThat(correlations.between("zebra", "zebra")).isEqualTo(1);
        assertThatThrownBy(() -> TrialCorrelations.of(List.of("a", "b"), new double[] {1, 0.5, 0.4, 1}))
                .hasMessageContaining("correlation of b and a must be the same both ways");
        assertThatThrownBy(() -> TrialCorrelations.of(List.of("a", "b"), new double[] {1, 1.5, 1.5, 1}))
                .hasMessageContaining("correlation of b and a");
        assertThatThrownBy(() -> TrialCorrelations.of(List.of("a", "a"), new double[] {1, 0, 0, 1}))
                .hasMessageContaining("repeated");
    }

    @Test
    void whatIsNoSetOfTrialsIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Trials.of(List.of("a", "a"), EIGHT, EIGHT)).hasMessageContaining("\"a\" is repeated");
        assertThatThrownBy(() -> Trials.of(List.of("a"), EIGHT, EIGHT)).hasMessageContaining("performance");
        assertThatThrownBy(() -> Trials.of(List.of("a"), new double[7])).hasMessageContaining("at least 8");
        assertThatThrownBy(() -> Trials.of(List.of("a", "b"), EIGHT, new double[9]))
                .hasMessageContaining("performance of b must have length 8, had 9");
        assertThatThrownBy(() -> Trials.of(List.of())).hasMessageContaining("number of ids must be at least 1");
        double[] hole = EIGHT.clone();
        hole[3] = Double.NaN;
        assertThatThrownBy(() -> Trials.of(List.of("a"), hole)).hasMessageContaining("performance of a[3]");
    }

    @Test
    void trialsAreValues() {
        Trials one = Trials.of(List.of("a"), EIGHT);
        assertThat(one).isEqualTo(Trials.of(List.of("a"), EIGHT)).hasSameHashCodeAs(Trials.of(List.of("a"), EIGHT));
        assertThat(one).isNotEqualTo(one.aboveRate(1)).hasToString("Trials[1 over 8 periods]");
        one.performance(0)[0] = 100;
        assertThat(one.performance(0)[0]).isEqualTo(1);
        assertThat(one.correlations()).isEqualTo(one.correlations()).hasSameHashCodeAs(one.correlations());
    }
}
