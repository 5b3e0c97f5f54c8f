package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Managed;
import io.trimtab.core.regime.RegimeBelief;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Coordinates one trading cycle after another: data, regime, scores, selection, optimization, risk gate, execution,
 * performance, alerts, record.
 *
 * <pre>{@code
 * TradingCycle cycle = TradingCycle.builder()
 *         .marketData(feed).strategies(catalog).regime(model)
 *         .allocator(allocator).riskGate(limits).execution(venue).alerts(alerts)
 *         .mode(CycleMode.SEMI_AUTOMATED).clock(clock).build();
 * CycleReport report = cycle.runOnce();
 * report.explain();
 * }</pre>
 *
 * <p>It has no thread of its own: the host calls it, and may give it an executor on which the components are called so
 * that one that hangs can be left behind. Whatever a component does, a cycle ends in a report that says what happened.
 *
 * <p><b>It fails closed.</b> Nothing is traded while the data is not tradable, the account cannot be valued, an order is
 * in doubt, or the risk gate denies. If the risk gate fails, at most orders that only make a position smaller go out
 * ({@link CycleConfig#closures()}), and from then on nothing at all until the host calls {@link #reset}. Assets that are
 * held but have no valid price are neither bought nor sold; see {@link CycleReport#heldOutside()}.
 *
 * <p>Thread-safe: one cycle runs at a time, and a second call while one runs is refused rather than queued.
 */
public final class TradingCycle {
    private static final Logger LOG = LoggerFactory.getLogger(TradingCycle.class);

    private final Wiring wiring;
    private final PhaseRunner runner;
    private final CycleMetrics metrics;
    private final Lifecycle lifecycle;
    private final ReentrantLock running = new ReentrantLock();
    private final Decision.LastGood lastGood = new Decision.LastGood();
    private final CycleMemory memory;
    private volatile String stopping = "";

    TradingCycle(TradingCycleBuilder builder) {
        wiring = builder.wiring();
        runner = new PhaseRunner(builder.nanos, builder.executor);
        metrics = new CycleMetrics(builder.metrics);
        lifecycle = new Lifecycle(builder.managed());
        memory = new CycleMemory(wiring.config(), builder.state);
    }

    /**
     * Begins a cycle in the normal configuration.
     *
     * @return a builder
     */
    public static TradingCycleBuilder builder() {
        return new TradingCycleBuilder();
    }

    /**
     * Starts the components that implement {@link Managed}, in the order in which they were given. Starting a cycle that
     * runs does nothing; {@link #runOnce} starts a cycle that is new.
     *
     * @throws IllegalStateException if a component does not start; those before it have been stopped again. Also if a
     *     cycle is still running that {@link #stop} did not wait for any longer
     */
    public void start() {
        if (running.isLocked()
                && !running.isHeldByCurrentThread()
                && !lifecycle.state().isRunning()) {
            throw new IllegalStateException("a cycle is still running that was to be stopped; start when it has ended");
        }
        lifecycle.start();
        stopping = "";
    }

    /**
     * Stops the components, in reverse order. A cycle that is running sends nothing from now on and is waited for, at
     * most as long as {@link CycleConfig#stopTimeout()}. Stopping a cycle that does not run does nothing.
     *
     * @return what went wrong meanwhile; empty if nothing did
     */
    public List<String> stop() {
        if (!lifecycle.state().isRunning()) {
            return List.of();
        }
        stopping = "the cycle is being stopped";
        List<String> troubles = new ArrayList<>();
        boolean alone = false;
        try {
            alone = running.tryLock(wiring.config().stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!alone) {
            troubles.add(
                    "the running cycle did not end within " + wiring.config().stopTimeout());
        }
        try {
            troubles.addAll(lifecycle.stop());
        } finally {
            if (alone) {
                running.unlock();
            }
        }
        return List.copyOf(troubles);
    }

    /**
     * Runs one cycle.
     *
     * @return what it saw, decided and did
     * @throws IllegalStateException if the cycle was stopped or has failed, or one is running at the moment
     */
    public CycleReport runOnce() {
        return exclusively(() -> {
            CycleState before = state();
            String id = wiring.name() + "-" + String.format(Locale.ROOT, "%06d", before.nextCycle());
            CycleDraft draft = draft(id, wiring.config().mode(), before.proposing(List.of()));
            Decision decision = new Decision(wiring, runner, lastGood, draft);
            Trading trading = new Trading(wiring, runner, draft, () -> stopping);
            contain(draft, () -> {
                decision.data();
                decision.account();
                decision.regime();
                decision.scores();
                decision.selection();
                decision.optimization();
                trading.gate();
                trading.execution();
                trading.performance();
            });
            return conclude(draft, trading, before.nextCycle() + 1);
        });
    }

    /**
     * Executes a proposal, once, if the data, the account and the risk gate still allow it.
     *
     * @param token the token of the proposal
     * @return what became of it: a report with the id of the cycle that made the proposal
     * @throws IllegalArgumentException if no proposal with this token is pending: it never was, has been approved, or a
     *     later cycle has taken its place
     * @throws IllegalStateException if the cycle was stopped or has failed, one is running at the moment, or the mode is
     *     {@link CycleMode#MANUAL}, which never executes
     */
    public CycleReport approve(String token) {
        Check.notBlank(token, "token");
        if (wiring.config().mode() == CycleMode.MANUAL) {
            throw new IllegalStateException(
                    "mode MANUAL never executes, not even what another mode proposed; build the cycle in mode"
                            + " SEMI_AUTOMATED to approve " + token);
        }
        return exclusively(() -> {
            CycleState before = state();
            Proposal proposal = before.proposals().stream()
                    .filter(pending -> pending.token().equals(token))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no proposal with token \"" + token
                            + "\" is pending; pending are "
                            + before.proposals().stream().map(Proposal::token).toList()
                            + ": a proposal is approved at most once, and ends when the next cycle runs"));
            memory.forgetProposals();
            CycleDraft draft = draft(proposal.cycleId(), CycleMode.AUTOMATED, state());
            Decision decision = new Decision(wiring, runner, lastGood, draft);
            Trading trading = new Trading(wiring, runner, draft, () -> stopping);
            draft.event(CycleEvent.Kind.APPROVED, "token " + token);
            contain(draft, () -> {
                decision.data();
                decision.account();
                for (Phase phase : List.of(Phase.REGIME, Phase.SCORES, Phase.SELECTION, Phase.OPTIMIZATION)) {
                    draft.skip(phase, "decided when it was proposed");
                }
                Proposals.resume(draft, proposal);
                trading.gate();
                trading.execution();
                trading.performance();
            });
            return conclude(draft, trading, before.nextCycle());
        });
    }

    private CycleReport exclusively(Supplier<CycleReport> work) {
        if (running.isHeldByCurrentThread() || !running.tryLock()) {
            throw new IllegalStateException("a cycle is running; cycles never overlap, call again when it has ended");
        }
        try {
            if (lifecycle.state() == LifecycleState.NEW) {
                start();
            }
            if (!lifecycle.state().isRunning()) {
                throw new IllegalStateException(
                        "the cycle is " + lifecycle.state() + "; call start() before running it");
            }
            return work.get();
        } finally {
            running.unlock();
        }
    }

    /** What components throw is caught where they are called; what gets here is a failure of the cycle's own code. */
    private static void contain(CycleDraft draft, Runnable phases) {
        try {
            phases.run();
        } catch (RuntimeException | Error failure) {
            String why = "the cycle itself failed: " + Failures.describe(failure);
            LOG.error(why, failure);
            draft.block(why);
            if (draft.halt.isEmpty()) {
                draft.halt(why);
            }
        }
        for (Phase phase : Phase.values()) {
            if (phase.compareTo(Phase.ALERTS) < 0 && !draft.phases.containsKey(phase)) {
                draft.skip(phase, "not reached: " + draft.halt);
            }
        }
    }

    private CycleDraft draft(String id, CycleMode mode, CycleState before) {
        Instant now = wiring.clock().instant();
        LocalDate date = now.atZone(ZoneOffset.UTC).toLocalDate();
        RegimeBelief nothing = RegimeBelief.unknown(List.of(), "no model", date, "the model was not asked");
        return new CycleDraft(id, now, mode, before, memory.components(), nothing);
    }

    private CycleReport conclude(CycleDraft draft, Trading trading, long nextCycle) {
        if (!draft.blocks.isEmpty()) {
            draft.event(CycleEvent.Kind.TRADE_BLOCKED, String.join("; ", draft.blocks));
        }
        trading.alerts();
        draft.phases.put(
                Phase.RECORD, new PhaseResult(Phase.RECORD, PhaseStatus.OK, "", 0, PhaseResult.Timing.IN_TIME));
        CycleReport report = new CycleReport(draft);
        CycleState after = memory.keep(draft, report, nextCycle);
        lifecycle.wellness(isWell(report, after) ? LifecycleState.RUNNING : LifecycleState.DEGRADED);
        metrics.measure(report);
        LOG.info(
                "cycle={} asOf={} outcome={} reason=\"{}\"",
                report.id(),
                report.asOf(),
                report.outcome(),
                report.reason());
        return report;
    }

    private boolean isWell(CycleReport report, CycleState after) {
        return report.isClean()
                && !after.isHalted()
                && memory.components().values().stream()
                        .allMatch(status ->
                                status.health() == ComponentHealth.UP || status.health() == ComponentHealth.UNKNOWN);
    }

    /**
     * Allows trading again after a halt.
     *
     * @param acknowledgement who says so and why; goes into the log
     * @return true if the cycle was halted
     * @throws IllegalStateException if a cycle is running at the moment
     */
    public boolean reset(String acknowledgement) {
        Check.notBlank(acknowledgement, "acknowledgement");
        if (running.isHeldByCurrentThread() || !running.tryLock()) {
            throw new IllegalStateException("a cycle is running; reset when it has ended");
        }
        try {
            String halt = memory.forgetHalt();
            if (!halt.isEmpty()) {
                LOG.warn("reset after \"{}\": {}", halt, Failures.oneLine(acknowledgement));
            }
            return !halt.isEmpty();
        } finally {
            running.unlock();
        }
    }

    /**
     * What the next cycle needs to know; keep it to go on after a restart.
     *
     * @return the state after the last cycle
     */
    public CycleState state() {
        return memory.state();
    }

    /**
     * The latest reports.
     *
     * @return oldest first
     */
    public CycleHistory history() {
        return memory.history();
    }

    /**
     * How the system is.
     *
     * @return derived from what the components did when they were last used
     */
    public SystemStatus status() {
        return memory.status(lifecycle.state());
    }

    @Override
    public String toString() {
        return "TradingCycle[" + wiring.name() + ", " + lifecycle.state() + ", "
                + wiring.config().mode() + "]";
    }
}
