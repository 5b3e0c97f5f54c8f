package io.trimtab.alerts;

import io.trimtab.alerts.journal.Snapshot;
import io.trimtab.alerts.journal.SnapshotException;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.Silence;
import io.trimtab.alerts.suppress.Silences;
import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);
    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();
    private static final int DEEPEST_GENERATION = 1;
    private static final int SILENCES = 1_000;
    private static final Duration SILENCE_RETENTION = Duration.ofDays(5);

    private final SteadyClock steady;
    private final InstantSource wall;
    private final Instant builtAt;
    private final Identities identities;
    private final Routing routing;
    private final boolean hostDriven;
    private final Postman postman;
    private final Engine engine;
    private final Silences silences = Silences.of(SILENCES, SILENCE_RETENTION);

    /** Guards the books. Never held while a channel is called. */
    private final Object monitor = new Object();

    private final Books books;
    private final Intake intake;
    /** Held by the one thread that advances the service. */
    private final ReentrantLock advancing = new ReentrantLock();
    /** What was polled and not begun, critical alerts first; for the thread that advances the service. */
    private final ArrayDeque<Ticket> polled = new ArrayDeque<>();

    private final @Nullable Alarm alarm;
    private volatile boolean closed;
    /** Whether somebody wished to advance the service since the one who does began. */
    private volatile boolean asked;

    AlertService(AlertServiceBuilder builder, InstantSource wall, NanoClock nanos) {
        byte[] content = builder.restored == null ? null : builder.restored.content();
        SavedClock saved = content == null ? null : SavedClock.of(content);
        this.wall = wall;
        Instant present = wall.instant();
        this.steady = saved == null ? SteadyClock.over(nanos) : SteadyClock.from(saved.nanosAt(present), nanos);
        this.builtAt = saved == null ? present : saved.builtAt();
        this.identities = new Identities(builder.hashKey0, builder.hashKey1);
        this.hostDriven = builder.hostDriven || builder.executor != null;
        this.intake = new Intake(builder.queueCapacity, builder.criticalReserve);
        this.books = new Books(monitor, builder.historySize, builder.undeliveredCapacity);
        this.alarm = builder.executor == null ? null : new Alarm(builder.executor, this::advance);
        this.postman = new Postman(builder.executor, this::advance);
        Suppression suppression = new Suppression(builder.inhibitions, builder.maxGroups, silences);
        this.engine = new Engine(builder, books, identities, postman, suppression, steady);
        this.routing = engine.routing();
        if (content != null && saved != null) {
            load(content, saved);
        }
    }

    private void load(byte[] content, SavedClock saved) {
        if (!saved.proof().equals(identities.proof())) {
            throw new SnapshotException("the snapshot was taken by a service with another hashKey;"
                    + " build this one with the same, or start without");
        }
        Now now = now();
        identities.continueAt(saved.notifications());
        StateReader in = new StateReader(SavedClock.state(content), routing);
        try {
            synchronized (monitor) {
                engine.load(in, now);
                queueAgain(in, now);
                checkBalance();
            }
        } catch (SnapshotException e) {
            throw e;
        } catch (RuntimeException e) { // bytes that make no sense may fail anywhere
            throw StateReader.damaged(e.toString());
        }
        if (alarm != null) {
            alarm.ring();
        }
    }

    private void queueAgain(StateReader in, Now now) {
        for (Ticket ticket : in.getTickets()) {
            if (ticket.fitsRoutes()) {
                polled.add(ticket);
                intake.taken();
            } else {
                engine.unfit(ticket, in, now);
            }
        }
        for (Ticket ticket : in.getTickets()) {
            if (!ticket.fitsRoutes()) {
                in.orphan(ticket);
            } else if (!intake.offer(ticket)) {
                queue(ticket);
            }
        }
        if (!in.isAtEnd()) {
            throw StateReader.damaged("it goes on after its end");
        }
        for (Alert orphan : in.orphans()) {
            queue(new Ticket(orphan, identities.fingerprint(orphan), routing.destinations(orphan), 0));
        }
    }

    /** Queues a submission, room or not. */
    private void queue(Ticket ticket) {
        books.submitted(ticket);
        polled.add(ticket);
        intake.taken();
    }

    private void checkBalance() {
        for (Receiver receiver : routing.receivers()) {
            long open = 0;
            for (Ticket ticket : books.open()) {
                open += Collections.frequency(ticket.openReceivers(), receiver);
            }
            if (open != receiver.open()) {
                throw StateReader.damaged(
                        receiver.name + " has " + receiver.open() + " open submissions, found " + open);
            }
        }
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
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a channel cannot take a snapshot while it is called; do it afterwards");
        }
        advancing.lock();
        try {
            synchronized (monitor) {
                Now now = now();
                StateWriter out = new StateWriter(routing.receivers());
                engine.save(out);
                out.putTickets(List.copyOf(polled));
                out.putTickets(intake.waiting());
                SavedClock clock =
                        new SavedClock(identities.proof(), builtAt, now.at(), now.nanos(), identities.notifications());
                return Snapshot.sealing(clock.before(out.toBytes()));
            }
        } finally {
            letGo();
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
     * Takes an alert. Never blocks on a channel that another thread is calling, and never throws for what a channel does.
     *
     * @param alert the alert
     * @return what is known of its fate
     */
    public Receipt submit(Alert alert) {
        Check.notNull(alert, "alert");
        Now now = now();
        Alert dated = dated(alert, now.at());
        Ticket ticket = new Ticket(
                dated, identities.fingerprint(dated), routing.destinations(dated), postman.generationOfSubmission());
        Outcome refused = enqueue(ticket);
        if (refused != Outcome.DELIVERED) {
            synchronized (monitor) {
                books.raised(ticket, now.nanos());
            }
            engine.refuse(ticket, refused, now);
            return ticket.receipt();
        }
        if (!hostDriven) {
            advanceIfFree();
        } else if (alarm != null) {
            alarm.ring();
        }
        return hostDriven ? Receipt.ACCEPTED : receipt(ticket);
    }

    private Receipt receipt(Ticket ticket) {
        synchronized (monitor) {
            return ticket.receipt();
        }
    }

    private static Alert dated(Alert alert, Instant now) {
        Alert dated = alert.startsAt().isPresent() ? alert : alert.startsAt(now);
        boolean over = dated.endsAt().filter(end -> !end.isAfter(now)).isPresent();
        return over ? dated.resolved() : dated;
    }

    /** Queues a ticket, or says why not; {@link Outcome#DELIVERED} stands for queued. */
    private Outcome enqueue(Ticket ticket) {
        if (closed) {
            return Outcome.CLOSED;
        }
        if (ticket.generation > DEEPEST_GENERATION) {
            return Outcome.RECURSION;
        }
        return intake.offer(ticket) ? Outcome.DELIVERED : Outcome.QUEUE_FULL;
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
        advanceIfFree();
    }

    /**
     * When there is something to do unless something happens before.
     *
     * @return how long from now, zero if it is due; empty if nothing is waiting for its time
     */
    public Optional<Duration> nextDue() {
        advancing.lock();
        try {
            long now = steady.nanos();
            long due = engine.nextDue(now);
            return due == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, due - now)));
        } finally {
            letGo();
        }
    }

    /** Unlocks, and sees to what others came for while the lock was held to look at something. */
    private void letGo() {
        advancing.unlock();
        if (asked && alarm != null) {
            alarm.ring();
        } else if (asked && !hostDriven) {
            advanceIfFree();
        }
    }

    private void advanceIfFree() {
        // Asking again after unlocking finds what a thread queued, or a timer came for, that failed to get the lock
        // meanwhile.
        asked = true;
        do {
            if (advancing.isHeldByCurrentThread() || !advancing.tryLock()) {
                return;
            }
            try {
                asked = false;
                work();
                if (alarm != null) {
                    alarm.setFor(engine.nextDue(steady.nanos()), steady.nanos());
                }
            } finally {
                advancing.unlock();
            }
        } while (asked || !intake.isEmpty() || postman.hasAnswers());
    }

    private void work() {
        Now now = now(); // before polling: a clock that throws must not cost an alert
        do {
            for (Postman.Attempt answer = postman.pollAnswered(); answer != null; answer = postman.pollAnswered()) {
                answer.outbox().answered(answer, now);
            }
            for (Ticket ticket = poll(now); ticket != null; ticket = poll(now)) {
                intake.begun(ticket);
                engine.accept(ticket, now);
                now = now();
            }
            engine.advance(now);
        } while (!intake.isEmpty() || postman.hasAnswers());
    }

    /** The next submission, critical ones first. */
    private @Nullable Ticket poll(Now now) {
        if (polled.isEmpty()) {
            synchronized (monitor) {
                List<Ticket> others = new ArrayList<>();
                for (Ticket ticket = intake.poll(); ticket != null; ticket = intake.poll()) {
                    books.raised(ticket, now.nanos());
                    if (ticket.isCritical()) {
                        polled.add(ticket);
                    } else {
                        others.add(ticket);
                    }
                }
                polled.addAll(others);
            }
        }
        return polled.poll();
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
     */
    public void reroute(Route<AlertChannel> root) {
        Check.notNull(root, "root");
        List<Alert> orphans;
        advancing.lock();
        try {
            orphans = engine.reroute(root, now());
        } finally {
            advancing.unlock();
        }
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
     */
    public void throttle(Throttle throttle) {
        Check.notNull(throttle, "throttle");
        advancing.lock();
        try {
            routing.throttle(throttle);
        } finally {
            advancing.unlock();
        }
        advance();
    }

    /**
     * Goes on with other budgets for some channels, those of failover chains included; other channels keep theirs. What was
     * taken stays taken: nobody gains permits, and no channel waits longer than its new budget says. Waits for the thread that
     * advances the service.
     *
     * @param budgets the new budgets by the names of their channels
     * @throws IllegalArgumentException if there is no channel of some name; then all the old budgets stay
     */
    public void budgets(Map<String, ChannelBudget> budgets) {
        SortedMap<String, ChannelBudget> changed = new TreeMap<>();
        Check.notNull(budgets, "budgets")
                .forEach((name, budget) -> changed.put(
                        Check.notNull(name, "name in budgets"), Check.notNull(budget, "budget of " + name)));
        advancing.lock();
        try {
            routing.budgets(changed, steady.nanos());
        } finally {
            advancing.unlock();
        }
        advance();
    }

    /**
     * The receivers that are told numbers only at this moment, because alerts come too fast.
     *
     * @return the names of their channels, in the order of the routes
     */
    public List<String> inStorm() {
        advancing.lock();
        try {
            List<String> names = new ArrayList<>();
            for (Receiver receiver : routing.receivers()) {
                if (receiver.storming.isOn(steady.nanos())) {
                    names.add(receiver.name);
                }
            }
            return List.copyOf(names);
        } finally {
            letGo();
        }
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
        return changed(silences.add(matchers, from, until, author, comment, wall.instant()));
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
        return changed(silences.reschedule(id, from, until, wall.instant()));
    }

    /**
     * Ends a silence; one that is over stays as it is.
     *
     * @param id the silence
     * @return the silence as it is now
     * @throws IllegalArgumentException if there is no such silence
     */
    public Silence expire(String id) {
        return changed(silences.expire(id, wall.instant()));
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
        Instant now = wall.instant();
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
        return engine.conditions().withdraw(Check.notNull(alert, "alert"), now());
    }

    /**
     * The acknowledgements that hold.
     *
     * @return those of alerts that fire
     */
    public List<Acknowledgement> acknowledgements() {
        return engine.conditions().acknowledgements(wall.instant());
    }

    /**
     * The alerts that fire as far as the service knows, as they were raised last: those that nobody said have ended, and
     * whose end, stated or assumed, has not come.
     *
     * @return critical, acknowledged and escalating ones first; at most twice the bound of {@code maxActive}
     */
    public List<Alert> active() {
        return List.copyOf(engine.conditions().firing(now().steady()));
    }

    /**
     * The account of all receivers together, true at one moment.
     *
     * @return the ledger
     */
    public AlertLedger ledger() {
        synchronized (monitor) {
            AlertLedger sum = AlertLedger.of(0, 0, new long[Outcome.values().length]);
            for (Receiver receiver : routing.receivers()) {
                sum = sum.plus(receiver.ledger(queuedFor(receiver)));
            }
            return sum;
        }
    }

    /**
     * The account of one receiver.
     *
     * @param receiver the channel's name
     * @return the ledger
     * @throws IllegalArgumentException if no route leads to a channel of that name
     */
    public AlertLedger ledger(String receiver) {
        Receiver known = routing.receiver(receiver);
        synchronized (monitor) {
            return known.ledger(queuedFor(known));
        }
    }

    /** Submissions that nobody has looked at yet. */
    private long queuedFor(Receiver receiver) {
        long queued = 0;
        for (Ticket ticket : intake.waiting()) {
            queued += Collections.frequency(ticket.openReceivers(), receiver);
        }
        return queued;
    }

    /**
     * How things stand.
     *
     * @return counts of alerts ever, now, in the last day and week, by severity and type, and of what was held back
     */
    public AlertSummary summary() {
        List<Alert> active = active();
        long acknowledged = acknowledgements().size();
        long nanos = steady.nanos();
        synchronized (monitor) {
            return books.summary(active, acknowledged, ledger(), nanos);
        }
    }

    /**
     * How often a receiver did not take what it was sent, digests included.
     *
     * @param receiver the channel's name
     * @return a count since the service was built
     * @throws IllegalArgumentException if no route leads to a channel of that name
     */
    public long failedSends(String receiver) {
        Receiver known = routing.receiver(receiver);
        synchronized (monitor) {
            return known.failedSends();
        }
    }

    /**
     * The last decisions.
     *
     * @return a snapshot
     */
    public AlertHistory history() {
        synchronized (monitor) {
            return books.history();
        }
    }

    /**
     * What the receivers were spared and have not been told yet.
     *
     * @return one digest for each receiver that was spared something, in the order of the routes
     */
    public List<Digest> digests() {
        synchronized (monitor) {
            List<Digest> digests = new ArrayList<>();
            for (Receiver receiver : routing.receivers()) {
                receiver.tally.digest(receiver.name).ifPresent(digests::add);
            }
            return List.copyOf(digests);
        }
    }

    /**
     * Critical alerts that their receivers did not take.
     *
     * @return oldest first; see {@link #undeliveredOverflow} for those that found the list full
     */
    public List<Undelivered> undelivered() {
        synchronized (monitor) {
            return books.undelivered();
        }
    }

    /**
     * Critical alerts that found the list of undelivered alerts full.
     *
     * @return a count since the service was built
     */
    public long undeliveredOverflow() {
        synchronized (monitor) {
            return books.undeliveredOverflow();
        }
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
        long deadline = deadline(atMost);
        if (!advancing.isHeldByCurrentThread() && await(deadline)) {
            try {
                work();
                engine.close(now());
                finishSending(deadline);
            } finally {
                advancing.unlock();
            }
        }
        synchronized (monitor) {
            List<Undelivered> remaining = new ArrayList<>(books.undelivered());
            addOpen(remaining);
            return List.copyOf(remaining);
        }
    }

    /** Lets the threads of the executor end what they are at, and tries again what may be tried until then. */
    private void finishSending(long deadline) {
        NanoClock real = NanoClock.system();
        while (alarm != null && engine.isSending()) {
            long left = deadline - real.nanos();
            long due = Math.max(0, engine.nextDue(steady.nanos()) - steady.nanos());
            if (left <= 0 || !postman.awaitAnswer(Math.min(left, Math.max(due, SHORTEST_WAIT)))) {
                return;
            }
            work();
        }
    }

    private void addOpen(List<Undelivered> to) {
        List<Ticket> tickets = new ArrayList<>(books.open());
        tickets.addAll(intake.waiting());
        Now now = now();
        for (Ticket ticket : tickets) {
            for (Receiver receiver : ticket.openReceivers()) {
                to.add(new Undelivered(ticket.alert, receiver.name, now.at(), "still queued"));
            }
        }
    }

    private static long deadline(Duration atMost) {
        long now = NanoClock.system().nanos();
        boolean endless = atMost.compareTo(LONGEST_WAIT) > 0;
        return now + (endless ? LONGEST_WAIT : atMost.isNegative() ? Duration.ZERO : atMost).toNanos();
    }

    private boolean await(long deadline) {
        try {
            return advancing.tryLock(Math.max(0, deadline - NanoClock.system().nanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Shuts down, waiting up to ten seconds for another thread that is delivering. */
    @Override
    public void close() {
        shutdown(CLOSING);
    }

    private Now now() {
        long nanos = steady.nanos();
        return new Now(nanos, wall.instant(), builtAt.plusNanos(nanos));
    }

    @Override
    public String toString() {
        return "AlertService[" + ledger() + "]";
    }
}
