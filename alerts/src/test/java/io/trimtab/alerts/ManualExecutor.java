package io.trimtab.alerts;

import io.trimtab.core.time.ManualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An executor whose tasks run when a test says so, and whose timers follow a clock that a test sets. */
final class ManualExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private static final int MOST_STEPS = 100_000;

    private final ManualClock clock;
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    boolean refuses;

    ManualExecutor(ManualClock clock) {
        this.clock = clock;
    }

    private final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long due;

        Timer(Runnable task, long due) {
            super(task, null);
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - clock.nanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Timer) other).due);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Runs all that is there and all that is due, until nothing is. */
    void run() {
        for (int steps = 0; ; steps++) {
            if (steps > MOST_STEPS) {
                throw new AssertionError("never at rest: " + tasks.size() + " tasks, " + timers.size() + " timers");
            }
            timers.removeIf(FutureTask::isCancelled);
            timers.sort(Comparator.comparingLong(timer -> timer.due));
            if (!timers.isEmpty() && timers.get(0).due <= clock.nanos()) {
                timers.remove(0).run();
            } else if (!tasks.isEmpty()) {
                tasks.remove().run();
            } else {
                return;
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        if (refuses) {
            throw new RejectedExecutionException();
        }
        tasks.add(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        if (refuses) {
            throw new RejectedExecutionException();
        }
        Timer timer = new Timer(task, clock.nanos() + unit.toNanos(delay));
        timers.add(timer);
        return timer;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
