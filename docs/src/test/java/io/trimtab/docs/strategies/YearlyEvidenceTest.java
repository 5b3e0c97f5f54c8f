package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class YearlyEvidenceTest {
    private static final List<TrackRecord> TRACKS = WalkForward.over(
                    EcbHistory.load().upTo(LocalDate.of(2004, 6, 30)))
            .costing(0.0002)
            .runAll(Candidates.all());

    @Test
    void theBestRecordOfThreeYearsIsRefusedWhateverItsSharpeRatio() {
        YearlyEvidence evidence = YearlyEvidence.of(TRACKS);
        EvidenceReport report = evidence.reportAsOf(LocalDate.of(2003, 3, 31)).orElseThrow();
        assertThat(report.ids()).hasSize(18).doesNotContain("value-5y");
        TrackEvidence best = evidence.asOf("low-volatility-252d", LocalDate.of(2003, 3, 31));
        TrackRecord track = TRACKS.stream()
                .filter(t -> t.strategy().id().equals("low-volatility-252d"))
                .findFirst()
                .orElseThrow()
                .upTo(LocalDate.of(2002, 12, 31));
        double[] all = track.returns();
        double[] common = Arrays.copyOfRange(all, all.length - best.observations(), all.length);
        SharpeEstimate estimate = SharpeEstimate.of(common).orElseThrow();
        assertThat(estimate.ratio() * Math.sqrt(252)).isGreaterThan(1);
        assertThat(best.deflatedSharpe()).isCloseTo(estimate.deflated(report.tried()), within(1e-12));
        assertThat(SelectionGate.strict(Confidence.of(0.95))
                        .examine(best)
                        .orElseThrow()
                        .text())
                .startsWith("deflated Sharpe 0.");
    }

    @Test
    void aYearIsExaminedWithTheDaysBeforeItOnly() {
        YearlyEvidence whole = YearlyEvidence.of(TRACKS);
        LocalDate last = LocalDate.of(2002, 12, 31);
        YearlyEvidence known =
                YearlyEvidence.of(TRACKS.stream().map(t -> t.upTo(last)).toList());
        assertThat(whole.reportAsOf(LocalDate.of(2003, 11, 30))).isEqualTo(known.reportAsOf(LocalDate.of(2003, 1, 2)));
        assertThat(whole.asOf("equal-weight", LocalDate.of(2000, 12, 29))).isEqualTo(TrackEvidence.none());
        assertThat(whole.asOf("value-5y", LocalDate.of(2003, 1, 2))).isEqualTo(TrackEvidence.none());
    }
}
