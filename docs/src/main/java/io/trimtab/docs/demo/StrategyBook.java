package io.trimtab.docs.demo;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.docs.strategies.CandidateStrategy;
import io.trimtab.docs.strategies.Candidates;
import io.trimtab.docs.strategies.StrategyRecords;
import io.trimtab.docs.strategies.TrackRecord;
import io.trimtab.docs.strategies.WalkForward;
import io.trimtab.docs.strategies.YearlyEvidence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The candidate strategies with what each has earned so far.
 *
 * <p>The track records are walked once through the whole history, which is honest because a walk never looks ahead, and
 * are cut at the date for which they are asked.
 */
final class StrategyBook {
    /** Months that a record must cover before anybody may rely on it. */
    private static final int MINIMUM_MONTHS = 12;

    private final List<TrackRecord> tracks;
    private final TrackRecord benchmark;
    private final StrategyRecords records;
    private final YearlyEvidence evidence;

    private StrategyBook(List<TrackRecord> tracks, TrackRecord benchmark) {
        this.tracks = tracks;
        this.benchmark = benchmark;
        this.records = StrategyRecords.against(benchmark, PeriodsPerYear.DAILY);
        this.evidence = YearlyEvidence.of(tracks);
    }

    static StrategyBook walk(PriceHistory prices, double cost) {
        WalkForward walk = WalkForward.over(prices).costing(cost);
        return new StrategyBook(walk.runAll(Candidates.all()), walk.run(Candidates.benchmark()));
    }

    /** The number of candidates. */
    int size() {
        return tracks.size();
    }

    /** Equal weights, rebalanced at the end of each month at the same cost. */
    TrackRecord benchmark() {
        return benchmark;
    }

    /** What a catalog may know on a date: the candidates with a record of a year or more, measured up to that date. */
    List<StrategyRecord> asOf(LocalDate date) {
        List<StrategyRecord> known = new ArrayList<>();
        for (TrackRecord track : tracks) {
            StrategyRecord record = records.asOf(track, date);
            if (record.usageCount() > MINIMUM_MONTHS) {
                known.add(record.toBuilder()
                        .evidence(evidence.asOf(record.id(), date))
                        .build());
            }
        }
        return known;
    }

    /** What the search as a whole proves, as of a day. */
    Optional<EvidenceReport> evidence(LocalDate day) {
        return evidence.reportAsOf(day);
    }

    /** The mean of what the selected strategies want to hold, by their shares. */
    Weights blend(PriceHistory known, Selection selection) {
        double[] blend = new double[known.columns()];
        for (SelectedStrategy chosen : selection.chosen()) {
            Weights wanted = strategy(chosen.id()).targetAt(known);
            for (int j = 0; j < blend.length; j++) {
                blend[j] += chosen.weight() * wanted.get(j);
            }
        }
        return Weights.of(known.universe(), blend);
    }

    private CandidateStrategy strategy(String id) {
        for (TrackRecord track : tracks) {
            if (track.strategy().id().equals(id)) {
                return track.strategy();
            }
        }
        throw new IllegalArgumentException("there is no candidate \"" + id + "\"");
    }
}
