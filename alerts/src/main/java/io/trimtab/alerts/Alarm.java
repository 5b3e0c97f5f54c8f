package io.trimtab.alerts;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Lets an executor advance the service: at once when something was submitted, later when something is due. */
final class Alarm {
    private final ScheduledExecutorService executor;
    private final Runnable advance;
    /** Whether a task is on its way that has not begun: then another one would find nothing to do. */
    private final AtomicBoolean rung = new AtomicBoolean();

    /** For the thread that advances the service. */
    private @Nullable ScheduledFuture<?> later;

    private long laterDue = Long.MAX_VALUE;

    Alarm(ScheduledExecutorService executor, Runnable advance) {
        this.executor = executor;
        this.advance = advance;
    }

    /** Something was submitted. An executor that refuses leaves it to the next who asks. */
    void ring() {
        if (rung.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    rung.set(false);
                    advance.run();
                });
            } catch (RejectedExecutionException e) {
                rung.set(false);
            }
        }
    }

    /** Something is due at a moment of the steady clock. */
    void setFor(long due, long now) {
        if (due == laterDue) {
            return;
        }
        ScheduledFuture<?> old = later;
        if (old != null) {
            old.cancel(false);
        }
        laterDue = due;
        later = null;
        if (due == Long.MAX_VALUE) {
            return;
        }
        try {
            later = executor.schedule(
                    () -> {
                        laterDue = Long.MAX_VALUE;
                        advance.run();
                    },
                    Math.max(0, due - now),
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            laterDue = Long.MAX_VALUE;
        }
    }
}
