package io.trimtab.alerts;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.Silence;
import io.trimtab.alerts.suppress.Silences;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes alerts, holds back repetition, delivers the rest and accounts for every one.
 *
 * <pre>{@code
 * AlertService alerts = AlertService.builder()
 *         .route(AlertMatcher.severity(Severity.CRITICAL), pager, mail)
 *         .otherwise(LogChannel.create())
 *         .throttle(Throttle.perKey().cooldown(Duration.ofMinutes(30)).burstOf(10).thenOneEvery(Duration.ofMinutes(6)))
 *         .build(InstantSource.system(), NanoClock.system());
 * alerts.submit(Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%"));
 * alerts.ledger();
 * }</pre>
 *
 * <p><b>What passes.</b> The first alert of its type and labels, one of higher severity than the receiver was told, one
 * after the cooldown, and the end of a condition the receiver was told of; all but critical alerts and rises in severity
 * are subject to the rate of their key. A delivery that failed counts as not told.
 *
 * <p><b>Critical alerts</b> are never dropped: if their receiver fails or the queue is full they are written to the
 * application log (logger {@code io.trimtab.alerts.undelivered}) and kept in {@link #undelivered}. Only if that log
 * throws as well do they just wait in that list, and only if the list is full then do they count as dropped.
 *
 * <p><b>Threads.</b> The service has none. {@link #submit} never waits for a channel that another thread is calling: it
 * queues, and one thread at a time delivers what is queued, the submitting one unless {@code hostDriven()} was chosen.
 * Thread-safe; a channel may submit and even close.
 */
public final class AlertService implements AlertSink, AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final int DEEPEST_GENERATION = 1;
    private static final int SILENCES = 1_000;
    private static final Duration SILENCE_RETENTION = Duration.ofDays(5);

    /** Guards the books. Never held while a channel is called. */
    private final Object monitor = new Object();

    private final Clocks clocks;
    private final Identities identities;
    private final Routing routing;
    private final Postman postman;
    private final Silences silences = Silences.of(SILENCES, SILENCE_RETENTION);
    private final Engine engine;
    private final Books books;
    private final Inbox inbox;
    private final Turns turns;
    private final Keeper keeper;
    private final Overview overview;
    private volatile boolean closed;

    AlertService(AlertServiceBuilder builder, InstantSource wall, NanoClock nanos) {
        byte[] content = builder.restored == null ? null : builder.restored.content();
        SavedClock saved = content == null ? null : SavedClock.of(content);
        this.clocks = Clocks.of(wall, nanos, saved);
        this.identities = new Identities(builder.hashKey0, builder.hashKey1);
        this.books = new Books(monitor, builder.historySize, builder.undeliveredCapacity);
        this.inbox = new Inbox(monitor, new Intake(builder.queueCapacity, builder.criticalReserve), books);
        this.postman = new Postman(builder.executor, this::advance);
        Suppression suppression = new Suppression(builder.inhibitions, builder.maxGroups, silences);
        this.engine = new Engine(builder, books, identities, postman, suppression, clocks.steady());
        this.routing = engine.routing();
        Alarm alarm = builder.executor == null ? null : new Alarm(builder.executor, this::advance);
        boolean byHost = builder.hostDriven || alarm != null;
        Turns.Driver driver = byHost ? Turns.Driver.HOST : Turns.Driver.SUBMITTER;
        this.turns = new Turns(clocks, inbox, engine, postman, driver, alarm);
        this.keeper = new Keeper(monitor, clocks, identities, books, inbox, engine);
        this.overview = new Overview(monitor, clocks, books, inbox, engine);
        if (content != null && saved != null) {
            keeper.load(content, saved);
            turns.ring();
        }
    }

    /**
     * Begins the description of a service.
     *
     * @return a builder
     */
    public static AlertServiceBuilder builder() {
        return new AlertServiceBuilder();
    }

    /**
     * The state of the service, for another one to go on from: what waits, what receivers were told, what is on its way,
     * groups, silences, acknowledgements, escalations, damping, limits, accounts and history.
     *
     * <p>What happens after it is not in it: of what was submitted later nothing is known after a crash, and what was told
     * later is told again if it is raised again. Take one regularly, and one after {@link #shutdown}. Waits for the thread
     * that advances the service; takes time in proportion to what is remembered.
     *
     * @return the snapshot
     * @throws IllegalStateException if a channel asks for it while it is called by the thread that advances the service
     */
    public Snapshot snapshot() {
        if (turns.isMine()) {
            throw new IllegalStateException("a channel cannot take a snapshot while it is called; do it afterwards");
        }
        return turns.between(keeper::snapshot);
    }

    /**
     * Takes an alert. Never blocks on a channel that another thread is calling, and never throws for what a channel does.
     *
     * @param alert the alert
     * @return what is known of its fate
     */
    public Receipt submit(Alert alert) {
        Check.notNull(alert, "alert");
        Fingerprint print = identities.fingerprint(alert);
        Alert dated = alert.isDated() ? alert : alert.dated(clocks.wall());
        Ticket ticket = new Ticket(dated, print, routing.destinations(dated), postman.generationOfSubmission());
        Outcome refused = enqueue(ticket);
        if (refused != Outcome.DELIVERED) {
            Now now = clocks.now();
            synchronized (monitor) {
                books.raised(ticket, now.nanos());
            }
            engine.refuse(ticket, refused, now);
            return ticket.receipt();
        }
        turns.submitted();
        if (closed) { // since it was queued: nobody else may come for it
            turns.advance();
        }
        return turns.isOfHost() ? Receipt.ACCEPTED : receipt(ticket);
    }

    private Receipt receipt(Ticket ticket) {
        synchronized (monitor) {
            return ticket.receipt();
        }
    }

    /** Queues a ticket, or says why not; {@link Outcome#DELIVERED} stands for queued. */
    private Outcome enqueue(Ticket ticket) {
        if (closed) {
            return Outcome.CLOSED;
        }
        if (ticket.generation > DEEPEST_GENERATION) {
            return Outcome.RECURSION;
        }
        return inbox.offer(ticket) ? Outcome.DELIVERED : Outcome.QUEUE_FULL;
    }

    /**
     * Takes a notice of the trading cycle; over-long texts are cut with a visible mark, never refused.
     *
     * @param notice what happened
     * @return what became of it
     */
    @Override
    public AlertReceipt raise(AlertNotice notice) {
        return switch (submit(Notices.toAlert(Check.notNull(notice, "notice")))) {
            case ACCEPTED -> AlertReceipt.ACCEPTED;
            case SUPPRESSED -> AlertReceipt.SUPPRESSED;
            case REFUSED -> AlertReceipt.REFUSED;
        };
    }

    /**
     * Does what is due: takes what was submitted, tells groups, tries again what a channel did not take, sends digests. The
     * host calls this from time to time, about once a second or when {@link #nextDue} says; a service that was given an
     * executor does it by itself. Returns at once if another thread is at it.
     */
    public void advance() {
        turns.advance();
    }

    /**
     * When there is something to do unless something happens before.
     *
     * @return how long from now, zero if it is due; empty if nothing is waiting for its time
     */
    public Optional<Duration> nextDue() {
        return turns.between(() -> {
            long now = clocks.nanos();
            long due = engine.nextDue(now);
            return due == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, due - now)));
        });
    }

    /**
     * Goes on with other routes. Channels that have been there keep what they were told, their rates and their accounts;
     * groups whose branch has the same place, receivers and labels keep their alerts and begin to wait anew; alerts that
     * fire in other groups are raised again by the new routes, which counts as a submission. Waits for the thread that
     * advances the service.
     *
     * @param root the root of the new tree
     * @throws IllegalArgumentException if the root does not take every alert, or two channels have one name; then the old
     *     routes stay
     * @throws IllegalStateException if a channel asks for it while it is called by the thread that advances the service
     */
    public void reroute(Route<AlertChannel> root) {
        Check.notNull(root, "root");
        List<Alert> orphans = new ArrayList<>();
        turns.change(() -> orphans.addAll(engine.reroute(root, clocks.now())));
        orphans.forEach(this::submit);
        advance();
    }

    /**
     * Goes on with other limits for every receiver. What was told counts for the new cooldown, and what was taken from a rate
     * or a window stays taken: nobody gains permits, and nobody waits longer than the new limits say. Waits for the thread
     * that advances the service.
     *
     * @param throttle the new limits, for keys of the same labels and with the same bound on their number
     * @throws IllegalArgumentException if labels or bound are others; then the old limits stay
     * @throws IllegalStateException if a channel asks for it while it is called by the thread that advances the service
     */
    public void throttle(Throttle throttle) {
        Check.notNull(throttle, "throttle");
        turns.change(() -> routing.throttle(throttle));
        advance();
    }

    /**
     * Goes on with other budgets for some channels, those of failover chains included; other channels keep theirs. What was
     * taken stays taken: nobody gains permits, and no channel waits longer than its new budget says. Waits for the thread that
     * advances the service.
     *
     * @param budgets the new budgets by the names of their channels
     * @throws IllegalArgumentException if there is no channel of some name; then all the old budgets stay
     * @throws IllegalStateException if a channel asks for it while it is called by the thread that advances the service
     */
    public void budgets(Map<String, ChannelBudget> budgets) {
        SortedMap<String, ChannelBudget> changed = new TreeMap<>();
        Check.notNull(budgets, "budgets")
                .forEach((name, budget) -> changed.put(
                        Check.notNull(name, "name in budgets"), Check.notNull(budget, "budget of " + name)));
        turns.change(() -> routing.budgets(changed, clocks.nanos()));
        advance();
    }

    /**
     * The receivers that are told numbers only at this moment, because alerts come too fast.
     *
     * @return the names of their channels, in the order of the routes
     */
    public List<String> inStorm() {
        return turns.between(overview::inStorm);
    }

    /**
     * Silences alerts for a while.
     *
     * @param matchers which alerts; at least one condition
     * @param from the first moment; may be past
     * @param until when it is over, after {@code from} and after the present moment
     * @param author who wishes it
     * @param comment why
     * @return the silence, with an id of its own
     * @throws IllegalArgumentException if the times are out of order
     * @throws IllegalStateException if there are too many silences
     */
    public Silence silence(LabelMatchers matchers, Instant from, Instant until, String author, String comment) {
        return changed(silences.add(matchers, from, until, author, comment, clocks.wall()));
    }

    /**
     * Changes when a silence holds.
     *
     * @param id the silence
     * @param from the first moment
     * @param until when it is over
     * @return the changed silence, or the new one that follows it where its past would have changed
     * @throws IllegalArgumentException if there is no such silence, or the times are out of order
     * @throws IllegalStateException if there are too many silences
     */
    public Silence reschedule(String id, Instant from, Instant until) {
        return changed(silences.reschedule(id, from, until, clocks.wall()));
    }

    /**
     * Ends a silence; one that is over stays as it is.
     *
     * @param id the silence
     * @return the silence as it is now
     * @throws IllegalArgumentException if there is no such silence
     */
    public Silence expire(String id) {
        return changed(silences.expire(id, clocks.wall()));
    }

    /**
     * The silences, those that were over a short while ago included.
     *
     * @return oldest first
     */
    public List<Silence> silences() {
        return silences.all();
    }

    private Silence changed(Silence silence) {
        engine.silencesChanged();
        return silence;
    }

    /**
     * Takes on an alert that fires: it is not repeated and not escalated until it ends or becomes more severe. Its end is
     * told. Doing it again changes nothing.
     *
     * @param alert which alert
     * @param by who takes it on
     * @return the acknowledgement; empty if the alert does not fire as far as the service knows
     */
    public Optional<Acknowledgement> acknowledge(Fingerprint alert, String by) {
        return acknowledge(alert, by, Instant.MAX);
    }

    /**
     * Takes on an alert that fires for a while: until then, or until it ends or becomes more severe, it is not repeated and
     * not escalated. Doing it again changes nothing; doing it with another end or name replaces what was there.
     *
     * @param alert which alert
     * @param by who takes it on
     * @param until when that is over, after the present moment
     * @return the acknowledgement; empty if the alert does not fire as far as the service knows
     */
    public Optional<Acknowledgement> acknowledge(Fingerprint alert, String by, Instant until) {
        Check.notNull(alert, "alert");
        return engine.conditions().acknowledge(alert, Check.notBlank(by, "by"), until, checkedEnd(until));
    }

    private Instant checkedEnd(Instant until) {
        Instant now = clocks.wall();
        if (!Check.notNull(until, "until").isAfter(now)) {
            throw new IllegalArgumentException("until must be after now " + now + ", was " + until);
        }
        return now;
    }

    /**
     * Takes on all alerts that fire at this moment and fulfil some conditions, as {@link #acknowledge(Fingerprint, String,
     * Instant)} does; what begins to fire later is not acknowledged.
     *
     * @param alerts which alerts
     * @param by who takes them on
     * @param until when that is over, after the present moment; {@link Instant#MAX} for good
     * @return the acknowledgements
     */
    public List<Acknowledgement> acknowledge(LabelMatchers alerts, String by, Instant until) {
        Check.notNull(alerts, "alerts");
        Check.notBlank(by, "by");
        Instant now = checkedEnd(until);
        List<Acknowledgement> given = new ArrayList<>();
        for (Fingerprint print : engine.conditions().firing(alerts)) {
            engine.conditions().acknowledge(print, by, until, now).ifPresent(given::add);
        }
        return List.copyOf(given);
    }

    /**
     * Takes an acknowledgement back: the time to the next step of its escalation starts anew.
     *
     * @param alert which alert
     * @return whether there was one
     */
    public boolean withdrawAcknowledgement(Fingerprint alert) {
        return engine.conditions().withdraw(Check.notNull(alert, "alert"), clocks.now());
    }

    /**
     * The acknowledgements that hold.
     *
     * @return those of alerts that fire
     */
    public List<Acknowledgement> acknowledgements() {
        return engine.conditions().acknowledgements(clocks.wall());
    }

    /**
     * The alerts that fire as far as the service knows, as they were raised last: those that nobody said have ended, and
     * whose end, stated or assumed, has not come.
     *
     * @return critical, acknowledged and escalating ones first; at most twice the bound of {@code maxActive}
     */
    public List<Alert> active() {
        return overview.active();
    }

    /**
     * The account of all receivers together, true at one moment.
     *
     * @return the ledger
     */
    public AlertLedger ledger() {
        return overview.ledger();
    }

    /**
     * The account of one receiver.
     *
     * @param receiver the channel's name
     * @return the ledger
     * @throws IllegalArgumentException if no route leads to a channel of that name
     */
    public AlertLedger ledger(String receiver) {
        return overview.ledger(receiver);
    }

    /**
     * How things stand.
     *
     * @return counts of alerts ever, now, in the last day and week, by severity and type, and of what was held back
     */
    public AlertSummary summary() {
        return overview.summary();
    }

    /**
     * How often a receiver did not take what it was sent, digests included.
     *
     * @param receiver the channel's name
     * @return a count since the service was built
     * @throws IllegalArgumentException if no route leads to a channel of that name
     */
    public long failedSends(String receiver) {
        return overview.failedSends(receiver);
    }

    /**
     * The last decisions.
     *
     * @return a snapshot
     */
    public AlertHistory history() {
        return overview.history();
    }

    /**
     * What the receivers were spared and have not been told yet.
     *
     * @return one digest for each receiver that was spared something, in the order of the routes
     */
    public List<Digest> digests() {
        return overview.digests();
    }

    /**
     * Critical alerts that their receivers did not take.
     *
     * @return oldest first; see {@link #undeliveredOverflow} for those that found the list full
     */
    public List<Undelivered> undelivered() {
        return overview.undelivered();
    }

    /**
     * Critical alerts that found the list of undelivered alerts full.
     *
     * @return a count since the service was built
     */
    public long undeliveredOverflow() {
        return overview.undeliveredOverflow();
    }

    /**
     * The identity of an alert within this service.
     *
     * @param alert the alert
     * @return a keyed hash of its type and labels
     */
    public Fingerprint fingerprint(Alert alert) {
        return identities.fingerprint(Check.notNull(alert, "alert"));
    }

    /**
     * Takes no more alerts, delivers what is queued and the last digests, and says what remains.
     *
     * <p>Waits at most so long for another thread that is delivering; called by a channel it does not wait. What is
     * submitted later is dropped and counted, critical alerts go to the application log. May be called again.
     *
     * @param atMost how long to wait for another thread, at least 0
     * @return what reached no receiver: the undelivered critical alerts, then all that is still queued
     */
    public List<Undelivered> shutdown(Duration atMost) {
        Check.notNull(atMost, "atMost");
        closed = true;
        turns.last(atMost);
        return overview.remaining();
    }

    /** Shuts down, waiting up to ten seconds for another thread that is delivering. */
    @Override
    public void close() {
        shutdown(CLOSING);
    }

    @Override
    public String toString() {
        return "AlertService[" + ledger() + "]";
    }
}
