package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.market.DataFinding;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.SelectionChange;
import io.trimtab.core.strategy.StrategyRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The first half of a cycle: from data to the orders that would be wanted. */
final class Decision {
    private final Wiring wiring;
    private final PhaseRunner runner;
    private final LastGood lastGood;
    private final CycleDraft draft;
    private final AccountPhase account;

    /** The candidates a catalog last answered with, kept between cycles. */
    static final class LastGood {
        private List<StrategyRecord> candidates = List.of();
        private LocalDate date = LocalDate.MIN;

        void keep(List<StrategyRecord> found, LocalDate asOf) {
            candidates = found;
            date = asOf;
        }

        boolean isKnown() {
            return !date.equals(LocalDate.MIN);
        }
    }

    Decision(Wiring wiring, PhaseRunner runner, LastGood lastGood, CycleDraft draft) {
        this.wiring = wiring;
        this.runner = runner;
        this.lastGood = lastGood;
        this.draft = draft;
        this.account = new AccountPhase(wiring, runner, draft);
    }

    private <T> PhaseRunner.Answer<T> ask(String worker, Supplier<T> work) {
        return runner.run(worker, draft.id, wiring.config().phaseDeadline(), work);
    }

    void data() {
        PhaseRunner.Answer<MarketData> answer =
                ask("market data", () -> wiring.marketData().asOf(draft.asOf));
        String objection = answer.isPresent() ? objectionTo(answer.get()) : answer.failure();
        if (!objection.isEmpty()) {
            draft.record(Phase.DATA, PhaseStatus.FAILED, objection, answer);
            draft.health(ComponentName.MARKET_DATA, ComponentHealth.DOWN, objection);
            draft.block("no market data to trade on: " + objection);
            return;
        }
        MarketData.Tradable market = (MarketData.Tradable) answer.get();
        draft.market = market;
        MarketSnapshot snapshot = market.snapshot();
        for (int i = 0; i < snapshot.universe().size(); i++) {
            draft.prices.put(snapshot.universe().id(i), snapshot.price(i));
        }
        String excluded = announceExcluded(market);
        draft.record(Phase.DATA, PhaseStatus.OK, excluded, answer);
        draft.health(
                ComponentName.MARKET_DATA,
                excluded.isEmpty() ? ComponentHealth.UP : ComponentHealth.DEGRADED,
                excluded);
    }

    /** Why data cannot be traded on; empty if it can. */
    private String objectionTo(MarketData data) {
        draft.validation = data.report();
        if (data.asOf().isAfter(draft.asOf)) {
            return "the data is of " + data.asOf() + ", later than the cycle: it knows the future";
        }
        return data instanceof MarketData.Untradable
                ? String.join("; ", data.report().objections())
                : "";
    }

    private String announceExcluded(MarketData.Tradable market) {
        List<String> excluded = market.report().excluded();
        for (String episode : new TreeSet<>(draft.episodes)) {
            if (episode.startsWith("excluded ") && !excluded.contains(episode.substring("excluded ".length()))) {
                draft.episodes.remove(episode);
            }
        }
        List<String> reasons = new ArrayList<>();
        for (String asset : excluded) {
            String why = String.join(
                    "; ",
                    market.report().findingsOf(asset).stream()
                            .map(DataFinding::toString)
                            .toList());
            why = why.isEmpty() ? asset + " is excluded; no finding says why" : why;
            reasons.add(why);
            draft.condition(
                    "excluded " + asset,
                    true,
                    AlertLevel.WARNING,
                    "cycle.data.excluded",
                    CycleDraft.labels("asset", asset),
                    why);
        }
        return String.join("; ", reasons);
    }

    void account() {
        account.run();
    }

    void regime() {
        MarketData.Tradable market = draft.market;
        if (market == null) {
            draft.skip(Phase.REGIME, "no market data");
            return;
        }
        LocalDate date = market.report().asOf();
        PhaseRunner.Answer<RegimeBelief> answer = ask(
                "regime model", () -> wiring.regime().believe(market.history().returns(), date));
        boolean fromTheFuture = answer.isPresent() && answer.get().asOf().isAfter(date);
        if (!answer.isPresent() || fromTheFuture) {
            String why = fromTheFuture ? "the belief is of " + answer.get().asOf() : answer.failure();
            draft.belief = RegimeBelief.unknown(List.of(), "no model", date, why);
            draft.record(Phase.REGIME, PhaseStatus.FALLBACK, "the regime is unknown: " + why, answer);
            draft.health(ComponentName.REGIME, ComponentHealth.DOWN, why);
            return;
        }
        draft.belief = answer.get();
        judgeConfidence(draft.belief);
        draft.record(Phase.REGIME, PhaseStatus.OK, "", answer);
    }

    private void judgeConfidence(RegimeBelief belief) {
        double least = wiring.config().minConfidence();
        boolean low = !belief.isKnown() || !(belief.confidence() >= least);
        String text = belief.isKnown()
                ? "confidence " + Numbers.percent(belief.confidence()) + " in " + belief.mostLikely() + " is below "
                        + Numbers.percent(least)
                : "the regime is unknown: " + belief.note();
        draft.health(ComponentName.REGIME, low ? ComponentHealth.DEGRADED : ComponentHealth.UP, low ? text : "");
        draft.condition(
                "confidence",
                low,
                AlertLevel.WARNING,
                "cycle.confidence.low",
                CycleDraft.labels("regime", belief.mostLikely().name()),
                text);
    }

    void scores() {
        MarketData.Tradable market = draft.market;
        if (market == null) {
            draft.skip(Phase.SCORES, "no market data");
            return;
        }
        LocalDate date = market.report().asOf();
        PhaseRunner.Answer<List<StrategyRecord>> found =
                ask("catalog", () -> List.copyOf(wiring.catalog().candidates()));
        if (found.isPresent()) {
            lastGood.keep(found.get(), date);
        } else if (!lastGood.isKnown()) {
            noScores("the catalog failed and no earlier candidates are known: " + found.failure(), found);
            return;
        }
        List<StrategyRecord> candidates = lastGood.candidates;
        RegimeBelief belief = draft.belief;
        PhaseRunner.Answer<Ranking> ranked = ask("scorer", () -> wiring.scorer().score(candidates, belief, date));
        if (!ranked.isPresent()) {
            noScores("scoring failed: " + ranked.failure(), ranked);
            return;
        }
        draft.ranking = ranked.get();
        String stale = found.isPresent()
                ? ""
                : "stale: the catalog failed (" + found.failure() + "), the " + lastGood.candidates.size()
                        + " candidates of " + lastGood.date + " are used";
        draft.record(Phase.SCORES, stale.isEmpty() ? PhaseStatus.OK : PhaseStatus.FALLBACK, stale, ranked);
        draft.health(
                ComponentName.STRATEGY_SELECTOR, stale.isEmpty() ? ComponentHealth.UP : ComponentHealth.DOWN, stale);
    }

    private void noScores(String why, PhaseRunner.Answer<?> answer) {
        draft.record(Phase.SCORES, PhaseStatus.FAILED, why, answer);
        draft.health(ComponentName.STRATEGY_SELECTOR, ComponentHealth.DOWN, why);
        draft.block(why);
    }

    void selection() {
        Ranking ranking = draft.ranking;
        if (ranking == null) {
            draft.skip(Phase.SELECTION, "no scores");
            return;
        }
        PhaseRunner.Answer<Selection> answer =
                ask("selector", () -> wiring.selector().select(ranking, draft.before.selection()));
        if (!answer.isPresent()) {
            draft.record(Phase.SELECTION, PhaseStatus.FAILED, answer.failure(), answer);
            draft.health(ComponentName.STRATEGY_SELECTOR, ComponentHealth.DOWN, answer.failure());
            draft.block("selecting failed: " + answer.failure());
            return;
        }
        Selection selection = answer.get();
        draft.selection = selection;
        for (SelectionChange change : selection.changes()) {
            draft.event(CycleEvent.Kind.SELECTION_CHANGE, change.toString());
        }
        String none = selection.isEmpty() ? "no strategy is eligible" : "";
        if (selection.isEmpty()) {
            draft.block(none + ": what is held is kept");
        }
        draft.record(Phase.SELECTION, PhaseStatus.OK, none, answer);
    }

    void optimization() {
        MarketData.Tradable market = draft.market;
        AccountState account = draft.account;
        Weights current = draft.current;
        Selection selection = draft.selection;
        if (market == null || account == null || current == null || selection == null || selection.isEmpty()) {
            draft.skip(Phase.OPTIMIZATION, String.join("; ", draft.blocks));
            return;
        }
        AllocationRequest request =
                new AllocationRequest(draft.id, draft.asOf, market, draft.belief, selection, current);
        PhaseRunner.Answer<Allocation> answer =
                ask("allocator", () -> wiring.allocator().allocate(request));
        String objection = answer.isPresent() ? objectionTo(answer.get(), current) : answer.failure();
        if (objection.isEmpty()) {
            objection = planned(market.snapshot(), account, current, (Allocation.Allocated) answer.get());
        }
        if (!objection.isEmpty()) {
            boolean answered = answer.isPresent() && answer.get() instanceof Allocation.NotAllocated;
            draft.record(Phase.OPTIMIZATION, PhaseStatus.FALLBACK, "weights are kept: " + objection, answer);
            draft.health(
                    ComponentName.OPTIMIZER, answered ? ComponentHealth.DEGRADED : ComponentHealth.DOWN, objection);
            draft.block("no new weights: " + objection);
            return;
        }
        draft.record(Phase.OPTIMIZATION, PhaseStatus.OK, "", answer);
        draft.health(ComponentName.OPTIMIZER, ComponentHealth.UP, "");
    }

    /** Makes the plan, or says why the weights make none: finite as they are, they may be beyond all quantities. */
    private String planned(
            MarketSnapshot snapshot, AccountState account, Weights current, Allocation.Allocated allocated) {
        try {
            plan(snapshot, account, current, allocated.target());
            return "";
        } catch (IllegalArgumentException | ArithmeticException absurd) {
            return "the weights cannot be turned into orders: " + Failures.describe(absurd);
        }
    }

    private String objectionTo(Allocation allocation, Weights current) {
        draft.allocation = allocation;
        if (allocation instanceof Allocation.NotAllocated none) {
            return none.reason() + (none.conflict().isEmpty() ? "" : "; in conflict: " + none.conflict());
        }
        try {
            current.universe()
                    .requireSame(((Allocation.Allocated) allocation).target().universe(), "target");
            return "";
        } catch (IllegalArgumentException foreign) {
            return Failures.describe(foreign);
        }
    }

    /**
     * What is held of assets without a valid price stays as it is, and takes its share of the equity: what is wanted of
     * the others is scaled down by it, which keeps every upper bound on a weight.
     */
    private void plan(MarketSnapshot snapshot, AccountState account, Weights current, Weights wanted) {
        double outside = 0;
        for (double weight : draft.heldOutside.values()) {
            outside += Math.abs(weight);
        }
        Weights affordable = wanted;
        if (outside > 0) {
            double[] scaled = wanted.toArray();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= Math.max(0, 1 - outside);
            }
            affordable = Weights.of(wanted.universe(), scaled);
        }
        RebalancePlan plan =
                RebalancePlan.of(draft.id, snapshot, account, draft.equity, current, affordable, wiring.config());
        draft.plan = plan;
        for (int i = 0; i < current.universe().size(); i++) {
            double change = plan.target().get(i) - current.get(i);
            if (Math.abs(change) > wiring.config().alertWeightChange()) {
                String asset = current.universe().id(i);
                draft.notice(
                        AlertLevel.INFO,
                        "cycle.weight.change",
                        CycleDraft.labels("asset", asset),
                        "weight of " + asset + " is to go from " + Numbers.percent(current.get(i)) + " to "
                                + Numbers.percent(plan.target().get(i)));
            }
        }
    }
}
