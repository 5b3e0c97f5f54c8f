package io.trimtab.core.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One selection, step by step: filter, seat the incumbents, fill empty places, let challengers try. */
final class SelectionRun {
    /** Of a score, relative: contributions sum to totals within it. */
    private static final double ROUNDING = 1e-12;

    private final Selector rules;
    private final Ranking ranking;
    private final SelectionState before;

    private final TreeMap<String, Rejection> rejected = new TreeMap<>();
    private final TreeMap<String, SelectionChange> changes = new TreeMap<>();
    /** In the order of rank, as all lists of cards here. */
    private final List<ScoreCard> seated = new ArrayList<>();

    private final List<ScoreCard> challengers = new ArrayList<>();

    SelectionRun(Selector rules, Ranking ranking, SelectionState before) {
        this.rules = rules;
        this.ranking = ranking;
        this.before = before;
    }

    Selection run() {
        filter();
        forceOut();
        trim();
        fill();
        challenge();
        challengers.forEach(this::explainLeftOver);
        seated.sort((a, b) -> Integer.compare(a.rank(), b.rank()));
        return new Selection(chosen(), List.copyOf(rejected.values()), List.copyOf(changes.values()), after(), ranking);
    }

    private void filter() {
        ranking.unscored().forEach(this::reject);
        int eligible = 0;
        for (ScoreCard card : ranking.cards()) {
            Optional<Rejection> failed = failedFilter(card, eligible);
            failed.ifPresent(this::reject);
            if (failed.isEmpty()) {
                eligible++;
                (before.contains(card.id()) ? seated : challengers).add(card);
            }
        }
    }

    /** Comparisons are written so that NaN fails them. */
    private Optional<Rejection> failedFilter(ScoreCard card, int eligible) {
        String id = card.id();
        PerformanceSummary record = card.strategy().performance();
        StrategyType type = card.strategy().type();
        if (!Double.isFinite(card.total())) {
            return Optional.of(
                    Rejection.because(id, RejectionCode.NOT_FINITE, "score must be finite, was " + card.total()));
        }
        if (!rules.types.isEmpty() && !rules.types.contains(type)) {
            return Optional.of(Rejection.because(
                    id, RejectionCode.TYPE_NOT_ALLOWED, "type " + type + " is not among " + rules.types));
        }
        if (!Double.isNaN(rules.minimumSharpe) && !(record.sharpe() >= rules.minimumSharpe)) {
            return Optional.of(Rejection.tooLow(
                    id, RejectionCode.SHARPE_TOO_LOW, "Sharpe ratio", record.sharpe(), rules.minimumSharpe));
        }
        if (!Double.isNaN(rules.maximumDrawdown) && !(record.maxDrawdown() <= rules.maximumDrawdown)) {
            return Optional.of(Rejection.tooHigh(
                    id, RejectionCode.DRAWDOWN_TOO_HIGH, "drawdown", record.maxDrawdown(), rules.maximumDrawdown));
        }
        if (!Double.isNaN(rules.minimumConfidence) && !(card.confidence() >= rules.minimumConfidence)) {
            return Optional.of(Rejection.tooLow(
                    id, RejectionCode.CONFIDENCE_TOO_LOW, "confidence", card.confidence(), rules.minimumConfidence));
        }
        Optional<Rejection> luck =
                rules.gate.examine(card.strategy().evidence()).map(refusal -> Rejection.refused(id, refusal));
        if (luck.isPresent()) {
            return luck;
        }
        double needed = before.contains(id) ? rules.leaveBelow : rules.enterAt;
        if (!(card.total() >= needed)) {
            return Optional.of(Rejection.tooLow(id, RejectionCode.SCORE_TOO_LOW, "score", card.total(), needed));
        }
        if (eligible >= rules.limit) {
            return Optional.of(
                    Rejection.because(id, RejectionCode.BEYOND_LIMIT, rules.limit + " better ones passed the filters"));
        }
        return Optional.empty();
    }

    private void forceOut() {
        for (Incumbent incumbent : before.incumbents()) {
            String id = incumbent.id();
            if (seated.stream().noneMatch(card -> card.id().equals(id))) {
                rejected.putIfAbsent(
                        id, Rejection.because(id, RejectionCode.NOT_A_CANDIDATE, "is no longer among the candidates"));
                changes.put(id, new SelectionChange(id, SelectionChange.Kind.FORCED_OUT, reasonOf(id)));
            }
        }
    }

    /** Fewer places than incumbents, in all or for a family: the worst leave, whatever the hysteresis says. */
    private void trim() {
        for (int i = seated.size() - 1; i >= 0; i--) {
            ScoreCard worst = seated.get(i);
            boolean crowded = seated.size() > rules.top;
            if (crowded || familySize(worst) > rules.familyCap) {
                seated.remove(i);
                reject(Rejection.because(
                        worst.id(),
                        crowded ? RejectionCode.OUTRANKED : RejectionCode.FAMILY_FULL,
                        "score " + score(worst) + ", and there are only "
                                + (crowded ? rules.top + " places" : familyPlaces(worst))));
                changes.put(
                        worst.id(),
                        new SelectionChange(worst.id(), SelectionChange.Kind.FORCED_OUT, reasonOf(worst.id())));
            }
        }
    }

    private void fill() {
        while (seated.size() < rules.top) {
            int best = -1;
            double highest = 0;
            for (int c = 0; c < challengers.size() && (best < 0 || rules.correlationPenalty > 0); c++) {
                ScoreCard card = challengers.get(c);
                double standing = card.total() - penalty(card, card);
                if (familySize(card) < rules.familyCap && (best < 0 || standing > highest)) {
                    best = c;
                    highest = standing;
                }
            }
            if (best < 0) {
                return;
            }
            enter(challengers.remove(best), "fills an empty place");
        }
    }

    /** Again and again the exchange that gains most; of equals the best challenger and the worst incumbent. */
    private void challenge() {
        for (int taken = 0; taken < rules.maximumChanges; taken++) {
            int in = -1;
            int out = -1;
            double most = 0;
            for (int i = seated.size() - 1; i >= 0; i--) {
                ScoreCard incumbent = seated.get(i);
                for (int c = 0; replaceable(incumbent) && c < challengers.size(); c++) {
                    ScoreCard challenger = challengers.get(c);
                    double gain = gain(challenger, incumbent);
                    boolean better = in < 0 || gain > most;
                    if (better && beats(challenger, incumbent) && hasRoom(challenger, incumbent)) {
                        in = c;
                        out = i;
                        most = gain;
                    }
                    if (rules.correlationPenalty == 0 && hasRoom(challenger, incumbent)) {
                        break; // those after it score no better
                    }
                }
            }
            if (in < 0) {
                return;
            }
            exchange(challengers.remove(in), seated.remove(out));
        }
    }

    private void exchange(ScoreCard challenger, ScoreCard incumbent) {
        enter(challenger, "takes the place of " + incumbent.id());
        reject(Rejection.because(
                incumbent.id(),
                RejectionCode.OUTRANKED,
                "score " + score(incumbent) + ", " + challenger.id() + " takes its place with " + score(challenger)));
        changes.put(
                incumbent.id(),
                new SelectionChange(incumbent.id(), SelectionChange.Kind.LEFT, reasonOf(incumbent.id())));
    }

    /** What a strategy loses for moving with the seated, but for one who would leave. */
    private double penalty(ScoreCard card, ScoreCard leaving) {
        if (rules.correlationPenalty == 0) {
            return 0;
        }
        double sum = 0;
        int others = 0;
        for (ScoreCard other : seated) {
            if (!other.id().equals(leaving.id()) && !other.id().equals(card.id())) {
                sum += Math.max(0, rules.correlations.between(card.id(), other.id()));
                others++;
            }
        }
        return others == 0 ? 0 : rules.correlationPenalty * (sum / others);
    }

    private double gain(ScoreCard challenger, ScoreCard incumbent) {
        double scores = challenger.total() - incumbent.total();
        return scores - (penalty(challenger, incumbent) - penalty(incumbent, incumbent));
    }

    private int familySize(ScoreCard card) {
        int size = 0;
        for (ScoreCard other : seated) {
            size += other.strategy().family().equals(card.strategy().family()) ? 1 : 0;
        }
        return size;
    }

    private boolean hasRoom(ScoreCard challenger, ScoreCard leaving) {
        String family = challenger.strategy().family();
        int freed = leaving.strategy().family().equals(family) ? 1 : 0;
        return familySize(challenger) - freed < rules.familyCap;
    }

    private String familyPlaces(ScoreCard card) {
        return rules.familyCap + " places for family " + card.strategy().family();
    }

    private boolean replaceable(ScoreCard card) {
        Optional<Incumbent> incumbent = before.byId(card.id());
        return incumbent.isPresent() && incumbent.get().cyclesHeld() >= rules.minimumDwell;
    }

    /** Strictly by more than band and cost; a lead that is as much up to rounding is not more. */
    private boolean beats(ScoreCard challenger, ScoreCard incumbent) {
        return gain(challenger, incumbent) > hurdle(challenger, incumbent);
    }

    private double hurdle(ScoreCard challenger, ScoreCard incumbent) {
        double hurdle = rules.band + rules.switchingCost;
        double size = Math.max(Math.abs(challenger.total()), Math.abs(incumbent.total()));
        return hurdle + (hurdle > 0 || rules.correlationPenalty > 0 ? ROUNDING * size : 0);
    }

    /** Newcomers go to the end, behind every incumbent not yet challenged: they are not challenged again. */
    private void enter(ScoreCard card, String how) {
        seated.add(card);
        changes.put(
                card.id(),
                new SelectionChange(
                        card.id(),
                        SelectionChange.Kind.ENTERED,
                        card.id() + ": score " + score(card) + " ranks " + card.rank() + " of " + ranking.size() + ", "
                                + how));
    }

    private void explainLeftOver(ScoreCard card) {
        Optional<ScoreCard> open = Optional.empty();
        Optional<ScoreCard> dwelling = Optional.empty();
        for (ScoreCard other : seated) {
            if (other.total() < card.total() && replaceable(other)) {
                open = worse(open, other);
            } else if (other.total() < card.total() && before.contains(other.id())) {
                dwelling = worse(dwelling, other);
            }
        }
        String mine = "score " + score(card);
        boolean ownPlaceOpen = open.isPresent() && hasRoom(card, open.get());
        boolean wouldEnter = seated.size() < rules.top || outscoresOneSeated(card);
        if (familySize(card) >= rules.familyCap && wouldEnter && !ownPlaceOpen) {
            reject(Rejection.because(
                    card.id(), RejectionCode.FAMILY_FULL, mine + ", and there are only " + familyPlaces(card)));
            return;
        }
        if (open.isPresent()) {
            ScoreCard held = open.get();
            boolean limited = beats(card, held);
            boolean similar = card.total() - held.total() > hurdle(card, held);
            String how = limited
                    ? ", but " + rules.maximumChanges + " changes a cycle are used up"
                    : similar
                            ? ", but not after " + Text.number(penalty(card, held), 3) + " for moving with the others"
                            : " by no more than " + Text.number(rules.band + rules.switchingCost, 3);
            RejectionCode code = limited
                    ? RejectionCode.CHANGE_LIMIT
                    : similar ? RejectionCode.TOO_SIMILAR : RejectionCode.WITHIN_BAND;
            reject(Rejection.because(
                    card.id(), code, mine + " beats the " + score(held) + " of incumbent " + held.id() + how));
        } else if (dwelling.isPresent()) {
            ScoreCard held = dwelling.get();
            reject(Rejection.because(
                    card.id(),
                    RejectionCode.INCUMBENT_DWELLS,
                    mine + " beats the " + score(held) + " of incumbent " + held.id() + ", which stays for at least "
                            + rules.minimumDwell + " cycles"));
        } else if (outscoresOneSeated(card)) {
            reject(Rejection.because(
                    card.id(),
                    RejectionCode.TOO_SIMILAR,
                    mine + " is worth less after " + Text.number(penalty(card, card), 3)
                            + " for moving with those chosen"));
        } else {
            reject(Rejection.because(
                    card.id(),
                    RejectionCode.OUTRANKED,
                    mine + " ranks " + card.rank() + " of " + ranking.size() + ", " + rules.top + " places"));
        }
    }

    private boolean outscoresOneSeated(ScoreCard card) {
        return seated.stream().anyMatch(other -> other.total() < card.total());
    }

    private static Optional<ScoreCard> worse(Optional<ScoreCard> known, ScoreCard other) {
        return known.isPresent() && known.get().rank() > other.rank() ? known : Optional.of(other);
    }

    private List<SelectedStrategy> chosen() {
        double largest = 0;
        for (ScoreCard card : seated) {
            largest = Math.max(largest, share(card));
        }
        // the sum of scores may overflow though none of them does; powers of two change no share
        int exponent = -Math.getExponent(largest);
        double sum = 0;
        for (ScoreCard card : seated) {
            sum += Math.scalb(share(card), exponent);
        }
        List<SelectedStrategy> chosen = new ArrayList<>(seated.size());
        for (ScoreCard card : seated) {
            double weight = sum > 0 ? Math.scalb(share(card), exponent) / sum : 1.0 / seated.size();
            chosen.add(new SelectedStrategy(card, weight, reason(card)));
        }
        return chosen;
    }

    private double share(ScoreCard card) {
        return rules.weighting == SelectionWeighting.EQUAL ? 1 : Math.max(0, card.total());
    }

    private String reason(ScoreCard card) {
        String text = "score " + score(card) + " ranks " + card.rank() + " of " + ranking.size();
        return before.byId(card.id())
                .map(incumbent -> text + ", incumbent since " + incumbent.since())
                .orElse(text + ", new");
    }

    private SelectionState after() {
        List<Incumbent> next = new ArrayList<>(seated.size());
        for (ScoreCard card : seated) {
            next.add(before.byId(card.id())
                    .map(known -> new Incumbent(known.id(), known.since(), known.cyclesHeld() + 1))
                    .orElseGet(() -> new Incumbent(card.id(), ranking.asOf(), 1)));
        }
        return new SelectionState(next);
    }

    private void reject(Rejection rejection) {
        rejected.put(rejection.id(), rejection);
    }

    private String reasonOf(String id) {
        Rejection rejection = rejected.get(id);
        return rejection == null ? id + ": not eligible" : rejection.text();
    }

    private static String score(ScoreCard card) {
        return Text.number(card.total(), 3);
    }
}
