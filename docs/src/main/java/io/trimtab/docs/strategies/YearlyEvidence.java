package io.trimtab.docs.strategies;

import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.core.strategy.evidence.EvidenceStudy;
import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.strategy.evidence.Trials;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the track records of all candidates prove, examined anew for each year with what was known when it began.
 *
 * <p>All candidates are the trials of one search, over the days that all of those have which cover at least two years. Studies
 * are kept, so an instance belongs to one set of records.
 *
 * <pre>{@code
 * YearlyEvidence evidence = YearlyEvidence.of(walk.runAll(Candidates.all()));
 * evidence.asOf("momentum-12-1", LocalDate.of(2010, 6, 30)).deflatedSharpe();
 * }</pre>
 */
public final class YearlyEvidence {
    private static final int FEWEST_DAYS = 504;
    private static final EvidenceStudy STUDY =
            EvidenceStudy.standard(20010131).replications(499).blocks(10);

    private final List<TrackRecord> tracks;
    private final SortedMap<Integer, Optional<EvidenceReport>> studies = new TreeMap<>();

    private YearlyEvidence(List<TrackRecord> tracks) {
        this.tracks = List.copyOf(Objects.requireNonNull(tracks, "tracks"));
    }

    /**
     * Evidence of a search.
     *
     * @param tracks the records of everything that was tried
     * @return the evidence, examined when it is asked for
     */
    public static YearlyEvidence of(List<TrackRecord> tracks) {
        return new YearlyEvidence(tracks);
    }

    /**
     * The study that was at hand on a day.
     *
     * @param day the day
     * @return the study of the days before its year; empty if fewer than two candidates had two years of them
     */
    public synchronized Optional<EvidenceReport> reportAsOf(LocalDate day) {
        return studies.computeIfAbsent(day.getYear(), year -> examine(LocalDate.of(year - 1, 12, 31)));
    }

    /**
     * What the record of one candidate proved on a day.
     *
     * @param strategy its id
     * @param day the day
     * @return its evidence; none if it was not examined
     */
    public TrackEvidence asOf(String strategy, LocalDate day) {
        return reportAsOf(day)
                .filter(report -> report.ids().contains(strategy))
                .map(report -> report.of(strategy))
                .orElse(TrackEvidence.none());
    }

    private Optional<EvidenceReport> examine(LocalDate last) {
        List<TrackRecord> known = new ArrayList<>();
        for (TrackRecord track : tracks) {
            TrackRecord sofar = track.upTo(last);
            if (sofar.dates().size() >= FEWEST_DAYS) {
                known.add(sofar);
            }
        }
        if (known.size() < 2) {
            return Optional.empty();
        }
        TrackRecord briefest = known.get(0);
        for (TrackRecord track : known) {
            briefest = track.dates().size() < briefest.dates().size() ? track : briefest;
        }
        List<String> ids = new ArrayList<>();
        double[][] returns = new double[known.size()][];
        for (int k = 0; k < returns.length; k++) {
            ids.add(known.get(k).strategy().id());
            returns[k] = known.get(k).returnsOn(briefest);
        }
        return Optional.of(STUDY.examine(Trials.of(ids, returns)));
    }
}
