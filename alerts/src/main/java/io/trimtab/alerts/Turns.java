package io.trimtab.alerts;

import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: one thread at a time advances the service, and what others come for meanwhile is not forgotten.
 *
 * <p>For any thread. A channel that comes back while its own thread has the turn finds it taken.
 */
final class Turns {
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);
    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    /** Who calls for a turn. */
    enum Driver {
        /** Whoever submits. */
        SUBMITTER,
        /** The host, when it likes, or an executor. */
        HOST
    }

    private final ReentrantLock advancing = new ReentrantLock();
    private final Clocks clocks;
    private final Inbox inbox;
    private final Engine engine;
    private final Postman postman;
    private final Driver driver;
    private final @Nullable Alarm alarm;
    /** Whether somebody wished to advance the service since the one who does began. */
    private volatile boolean asked;

    Turns(Clocks clocks, Inbox inbox, Engine engine, Postman postman, Driver driver, @Nullable Alarm alarm) {
        this.clocks = clocks;
        this.inbox = inbox;
        this.engine = engine;
        this.postman = postman;
        this.driver = driver;
        this.alarm = alarm;
    }

    boolean isOfHost() {
        return driver == Driver.HOST;
    }

    /** Whether this thread is the one that advances the service, which is so while it calls a channel. */
    boolean isMine() {
        return advancing.isHeldByCurrentThread();
    }

    /** Something was submitted. */
    void submitted() {
        if (driver == Driver.SUBMITTER) {
            advance();
        } else {
            ring();
        }
    }

    /** Lets an executor, if there is one, advance the service. */
    void ring() {
        if (alarm != null) {
            alarm.ring();
        }
    }

    /** Advances the service, unless another thread is at it. */
    void advance() {
        // Asking again after unlocking finds what a thread queued, or a timer came for, that failed to get the lock
        // meanwhile.
        asked = true;
        do {
            if (isMine() || !advancing.tryLock()) {
                return;
            }
            try {
                asked = false;
                work();
                if (alarm != null) {
                    alarm.setFor(engine.nextDue(clocks.nanos()), clocks.nanos());
                }
            } finally {
                advancing.unlock();
            }
        } while (asked || !inbox.isEmpty() || postman.hasAnswers());
    }

    private void work() {
        Now now = clocks.now(); // before polling: a clock that throws must not cost an alert
        do {
            for (Postman.Attempt answer = postman.pollAnswered(); answer != null; answer = postman.pollAnswered()) {
                answer.outbox().answered(answer, now);
            }
            for (Ticket ticket = inbox.next(now); ticket != null; ticket = inbox.next(now)) {
                engine.accept(ticket, now);
                now = clocks.after(now);
            }
            engine.advance(now);
        } while (!inbox.isEmpty() || postman.hasAnswers());
    }

    /** Changes something between two turns; within one, what the turn is at would go on with what is no more. */
    void change(Runnable change) {
        if (isMine()) {
            throw new IllegalStateException(
                    "a channel cannot change routes, limits or budgets while it is called; do it afterwards");
        }
        advancing.lock();
        try {
            change.run();
        } finally {
            advancing.unlock();
        }
    }

    /** Looks at something between two turns. */
    <T> T between(Supplier<T> look) {
        advancing.lock();
        try {
            return look.get();
        } finally {
            advancing.unlock();
            seeToWhatOthersCameFor();
        }
    }

    private void seeToWhatOthersCameFor() {
        if (asked && alarm != null) {
            alarm.ring();
        } else if (asked && driver == Driver.SUBMITTER) {
            advance();
        }
    }

    /** The last turn: delivers what is queued, and waits for channels that are at it, so long at most. */
    void last(Duration atMost) {
        long deadline = deadline(atMost);
        if (isMine() || !await(deadline)) {
            return;
        }
        try {
            work();
            finishSubmitting(deadline);
            engine.close(clocks.now());
            finishSending(deadline);
        } finally {
            advancing.unlock();
        }
    }

    /** Takes in what is behind a thread that was interrupted while it submitted: two instructions, but who knows when. */
    private void finishSubmitting(long deadline) {
        NanoClock real = NanoClock.system();
        while (inbox.isBeingFilled() && deadline - real.nanos() > 0) {
            Thread.onSpinWait();
            work();
        }
    }

    /** Lets the threads of the executor end what they are at, and tries again what may be tried until then. */
    private void finishSending(long deadline) {
        NanoClock real = NanoClock.system();
        while (alarm != null && engine.isSending()) {
            long left = deadline - real.nanos();
            long due = Math.max(0, engine.nextDue(clocks.nanos()) - clocks.nanos());
            if (left <= 0 || !postman.awaitAnswer(Math.min(left, Math.max(due, SHORTEST_WAIT)))) {
                return;
            }
            work();
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
}
