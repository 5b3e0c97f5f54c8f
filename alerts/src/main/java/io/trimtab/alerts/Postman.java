package io.trimtab.alerts;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls channels and contains what they do: in the calling thread, or in those of an executor.
 *
 * <p>What an executor's thread brings back waits in {@link #pollAnswered} for the thread that advances the service, which
 * {@code wake} calls for.
 */
final class Postman {
    /** One call of a channel. */
    static final class Attempt {
        private final Outbox outbox;
        private final Parcel parcel;
        private volatile @Nullable Delivery delivery;
        private @Nullable Thread thread;
        private boolean over;
        private boolean givenUp;

        Attempt(Outbox outbox, Parcel parcel) {
            this.outbox = outbox;
            this.parcel = parcel;
        }

        Outbox outbox() {
            return outbox;
        }

        Parcel parcel() {
            return parcel;
        }

        boolean isDone() {
            return delivery != null;
        }

        Delivery delivery() {
            Delivery known = delivery;
            if (known == null) {
                throw new IllegalStateException("not answered yet");
            }
            return known;
        }

        /** Whether to call the channel: one whose thread came too late is not told, somebody else may have been. */
        private synchronized boolean begin() {
            thread = givenUp ? null : Thread.currentThread();
            return !givenUp;
        }

        /** From here on an interrupt would hit whatever the thread does next: it must not come any more. */
        private synchronized void end(Delivery answer) {
            over = true;
            thread = null;
            delivery = answer;
        }

        synchronized void interrupt() {
            givenUp = true;
            if (!over && thread != null) {
                thread.interrupt();
            }
        }
    }

    private final @Nullable Executor executor;
    private final Runnable wake;
    private final LinkedBlockingDeque<Attempt> answered = new LinkedBlockingDeque<>();
    /** How deep this thread is in deliveries that raise alerts: what breaks a circle of channel and service. */
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    Postman(@Nullable Executor executor, Runnable wake) {
        this.executor = executor;
        this.wake = wake;
    }

    /** The generation of an alert that is submitted now by this thread: 0 outside deliveries. */
    int generationOfSubmission() {
        return depth.get();
    }

    /** Whether there is no executor: channels are called by the thread that advances the service. */
    boolean isDirect() {
        return executor == null;
    }

    /** Lets an executor call a channel. */
    Attempt send(Outbox outbox, Parcel parcel) {
        Attempt attempt = new Attempt(outbox, parcel);
        if (executor == null) {
            throw new IllegalStateException("there is no executor");
        }
        try {
            executor.execute(() -> {
                Delivery delivery = attempt.begin()
                        ? call(outbox.channel, parcel.notification, parcel.generation)
                        : Delivery.retryable("given up before a thread was free");
                attempt.end(delivery);
                Thread.interrupted(); // the service's own interrupt is not for the executor
                answered.add(attempt);
                wake.run();
            });
        } catch (RejectedExecutionException e) {
            attempt.end(Delivery.retryable("the executor refused the call"));
        }
        return attempt;
    }

    @Nullable
    Attempt pollAnswered() {
        return answered.poll();
    }

    /** Waits for an answer, in real time; false if the thread was interrupted. */
    boolean awaitAnswer(long nanos) {
        try {
            Attempt first = answered.poll(nanos, TimeUnit.NANOSECONDS);
            if (first != null) {
                answered.addFirst(first);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean hasAnswers() {
        return !answered.isEmpty();
    }

    /** Calls a channel; whatever it throws, and null, is a delivery that may be tried again. */
    Delivery call(AlertChannel channel, Notification notification, int generation) {
        int before = depth.get();
        depth.set(generation + 1);
        try {
            return Optional.ofNullable(channel.deliver(notification))
                    .orElseGet(() -> Delivery.retryable("the channel returned null"));
        } catch (Throwable thrown) {
            return Delivery.retryable(thrown.getClass().getName());
        } finally {
            depth.set(before); // not removed: the next call would make the entry anew
        }
    }
}
