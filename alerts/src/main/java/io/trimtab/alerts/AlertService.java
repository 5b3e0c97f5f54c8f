package io.trimtab.alerts;

import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.AlertSink;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    private static final int DEEPEST_GENERATION = 1;

    private final SteadyClock steady;
    private final InstantSource wall;
    private final Identities identities;
    private final Routing routing;
    private final boolean hostDriven;
    private final Dispatcher dispatcher;

    /** Guards the books. Never held while a channel is called. */
    private final Object monitor = new Object();

    private final Books books;
    private final Inbox inbox;
    /** Held by the one thread that delivers. */
    private final ReentrantLock delivering = new ReentrantLock();

    private boolean closed;
    /** What is being delivered. */
    private @Nullable Ticket current;

    AlertService(AlertServiceBuilder builder, InstantSource wall, NanoClock nanos) {
        this.steady = SteadyClock.over(nanos);
        this.wall = wall;
        this.identities = new Identities(builder.hashKey0, builder.hashKey1);
        this.routing = new Routing(builder, identities, steady);
        this.hostDriven = builder.hostDriven;
        this.inbox = new Inbox(builder.queueCapacity, builder.criticalReserve);
        this.books = new Books(monitor, builder.historySize, builder.undeliveredCapacity);
        long digestNanos = builder.digestInterval().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.dispatcher = new Dispatcher(books, builder.lastResort, digestNanos);
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
        Alert dated = alert.startsAt().isPresent() ? alert : alert.startsAt(now.at());
        Ticket ticket = new Ticket(
                dated, identities.fingerprint(dated), routing.receivers(dated), dispatcher.generationOfSubmission());
        Outcome refused;
        synchronized (monitor) {
            books.submitted(ticket);
            refused = enqueue(ticket);
        }
        if (refused != Outcome.DELIVERED) {
            dispatcher.refuse(ticket, refused, now);
        }
        if (!hostDriven) {
            deliverQueued();
        }
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
     * Delivers what is queued and the digests that are due. The host calls this from time to time; a service that is not
     * host-driven needs it only for digests. Returns at once if another thread is delivering.
     */
    public void advance() {
        deliverQueued();
    }

    private void deliverQueued() {
        // Asking again after unlocking finds what a thread queued that failed to get the lock meanwhile.
        do {
            if (delivering.isHeldByCurrentThread() || !delivering.tryLock()) {
                return;
            }
            try {
                drain();
            } finally {
                delivering.unlock();
            }
        } while (somethingIsQueued());
    }

    private boolean somethingIsQueued() {
        synchronized (monitor) {
            return !inbox.isEmpty();
        }
    }

    private void drain() {
        Now now = now(); // before polling: a clock that throws must not cost an alert
        for (Ticket ticket = poll(); ticket != null; ticket = poll()) {
            dispatcher.dispatch(ticket, now);
            now = now();
        }
        dispatcher.sendDigests(routing.receivers(), now, false);
    }

    private @Nullable Ticket poll() {
        synchronized (monitor) {
            current = inbox.poll();
            return current;
        }
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
                sum = sum.plus(receiver.ledger());
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
            return known.ledger();
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
        synchronized (monitor) {
            closed = true;
        }
        if (!delivering.isHeldByCurrentThread() && await(atMost)) {
            try {
                drain();
                dispatcher.sendDigests(routing.receivers(), now(), true);
            } finally {
                delivering.unlock();
            }
        }
        synchronized (monitor) {
            List<Undelivered> remaining = new ArrayList<>(books.undelivered());
            addOpen(remaining);
            return List.copyOf(remaining);
        }
    }

    private void addOpen(List<Undelivered> to) {
        List<Ticket> tickets = inbox.tickets();
        if (current != null) {
            tickets.add(0, current);
        }
        Now now = now();
        for (Ticket ticket : tickets) {
            for (Receiver receiver : ticket.openReceivers()) {
                to.add(new Undelivered(ticket.alert, receiver.name, now.at(), "still queued"));
            }
        }
    }

    private boolean await(Duration atMost) {
        try {
            boolean endless = atMost.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0;
            long nanos = endless ? Long.MAX_VALUE : atMost.isNegative() ? 0 : atMost.toNanos();
            return delivering.tryLock(nanos, TimeUnit.NANOSECONDS);
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
        return new Now(steady.nanos(), wall.instant());
    }

    @Override
    public String toString() {
        return "AlertService[" + ledger() + "]";
    }
}
