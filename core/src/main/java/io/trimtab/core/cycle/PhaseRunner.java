package io.trimtab.core.cycle;

import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of one phase, within its deadline, so that nothing it throws gets any further.
 *
 * <p>With an executor the work runs there: when its time is over the cycle goes on without it, and what it answers later
 * is never looked at, because only the waiting call knew where to look. It keeps its permit until it really ends:
 * meanwhile the same work of a later cycle does not start, so that a component that hangs holds one thread, not one
 * more in each cycle. Without an executor the work runs here; it cannot be left, so its answer is used and the overrun
 * is recorded.
 */
final class PhaseRunner {
    /** How long to wait before looking at the clock again, which need not be a clock of the real world. */
    private static final long SLICE_NANOS = 2_000_000;

    private final NanoClock clock;
    private final @Nullable Executor executor;
    private final Map<String, AtomicReference<String>> permits = new ConcurrentHashMap<>();

    PhaseRunner(NanoClock clock, @Nullable Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    /** The answer, or why there is none. */
    record Answer<T>(@Nullable T value, String failure, long nanos, PhaseResult.Timing timing) {
        boolean isPresent() {
            return value != null;
        }

        T get() {
            if (value == null) {
                throw new IllegalStateException("there is no answer: " + failure);
            }
            return value;
        }
    }

    <T> Answer<T> run(String worker, String cycleId, Duration deadline, Supplier<T> work) {
        return executor == null ? runHere(deadline, work) : runThere(executor, worker, cycleId, deadline, work);
    }

    /** The cycle whose work a worker has not ended yet; empty if there is none. */
    String busyWith(String worker) {
        AtomicReference<String> permit = permits.get(worker);
        return permit == null ? "" : Objects.requireNonNullElse(permit.get(), "");
    }

    private <T> Answer<T> runHere(Duration deadline, Supplier<T> work) {
        long start = clock.nanos();
        Box<T> box = new Box<>();
        box.fill(work);
        long nanos = clock.nanos() - start;
        boolean late = nanos > deadline.toNanos();
        return box.answer(nanos, late ? PhaseResult.Timing.OVERRAN : PhaseResult.Timing.IN_TIME);
    }

    private <T> Answer<T> runThere(Executor there, String worker, String cycleId, Duration deadline, Supplier<T> work) {
        AtomicReference<String> permit = permits.computeIfAbsent(worker, name -> new AtomicReference<>(""));
        if (!permit.compareAndSet("", cycleId)) {
            return new Answer<>(null, "still busy with cycle " + permit.get(), 0, PhaseResult.Timing.TIMED_OUT);
        }
        long start = clock.nanos();
        Box<T> box = new Box<>();
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean claimed = new AtomicBoolean();
        try {
            there.execute(() -> {
                try {
                    if (claimed.compareAndSet(false, true)) {
                        box.fill(work);
                    }
                } finally {
                    permit.set("");
                    done.countDown();
                }
            });
        } catch (Throwable refused) {
            permit.set("");
            return new Answer<>(
                    null, "not taken by the executor: " + Failures.describe(refused), 0, PhaseResult.Timing.IN_TIME);
        }
        boolean inTime = false;
        try {
            inTime = await(done, start, deadline.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer<>(null, "interrupted", clock.nanos() - start, PhaseResult.Timing.TIMED_OUT);
        } finally {
            if (!inTime) {
                claimed.set(true); // what still waits for a thread must not begin when nobody wants it any more
            }
        }
        long nanos = clock.nanos() - start;
        return inTime
                ? box.answer(nanos, PhaseResult.Timing.IN_TIME)
                : new Answer<>(null, "no answer within " + deadline, nanos, PhaseResult.Timing.TIMED_OUT);
    }

    /** Ends when the clock says so, and at the latest when that much time was really spent here. */
    private boolean await(CountDownLatch done, long start, long limit) throws InterruptedException {
        long spent = 0;
        while (spent < limit && clock.nanos() - start <= limit) {
            long slice = Math.min(SLICE_NANOS, limit - spent);
            if (done.await(slice, TimeUnit.NANOSECONDS)) {
                return clock.nanos() - start <= limit;
            }
            spent += slice;
        }
        return false;
    }

    /** Carries an answer, or what was thrown instead, from the working thread to the waiting one. */
    private static final class Box<T> {
        private volatile @Nullable T value;
        private volatile String failure = "";

        void fill(Supplier<T> work) {
            try {
                T answer = work.get();
                value = answer;
                if (answer == null) {
                    failure = "returned null";
                }
            } catch (Throwable thrown) {
                failure = Failures.describe(thrown);
            }
        }

        Answer<T> answer(long nanos, PhaseResult.Timing timing) {
            return new Answer<>(value, failure, nanos, timing);
        }
    }
}
