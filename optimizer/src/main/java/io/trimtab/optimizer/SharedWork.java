package io.trimtab.optimizer;

import io.trimtab.core.time.Progress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Independent pieces of work, taken in chunks by the calling thread and by whatever threads an executor gives.
 *
 * <p>Which thread does a piece cannot be seen in its result. The caller never waits for a task to begin, only for chunks
 * that have begun, so it is safe on a thread of the executor itself. After the first exception no further chunk begins;
 * it is thrown when all that have begun are over.
 */
final class SharedWork {
    /** One piece. */
    interface Piece {
        void run(int index);
    }

    /** Small enough to share evenly and to stop soon, large enough not to queue for the counter. */
    private static final int CHUNK = 16;

    private static final long LISTEN_MILLIS = 5;

    private final int end;
    private final int begin;
    private final Progress listener;
    private final Executor executor;
    private final AtomicInteger next;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Thread caller = Thread.currentThread();
    private int busy;

    SharedWork(int begin, int end, Progress listener, Executor executor) {
        this.begin = begin;
        this.end = end;
        this.listener = listener;
        this.executor = executor;
        this.next = new AtomicInteger(begin);
    }

    void run(Piece piece) {
        try {
            invite(piece);
            while (claim()) {
                chunk(piece);
                report();
            }
        } catch (Throwable broken) {
            stopped.compareAndSet(null, broken);
        }
        boolean interrupted = await();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable reason = stopped.get();
        if (reason instanceof RuntimeException exception) {
            throw exception;
        }
        if (reason instanceof Error error) {
            throw error;
        }
    }

    private void report() {
        listener.reached(begin + done.get(), end);
    }

    private void invite(Piece piece) {
        int chunks = (end - begin + CHUNK - 1) / CHUNK;
        int helpers = Math.min(chunks - 1, Runtime.getRuntime().availableProcessors());
        try {
            for (int k = 0; k < helpers; k++) {
                executor.execute(() -> help(piece));
            }
        } catch (RejectedExecutionException full) {
            // whoever was let in helps, and the calling thread does the rest
            return;
        }
    }

    private void help(Piece piece) {
        try {
            while (claim()) {
                chunk(piece);
                if (Thread.currentThread() == caller) {
                    report();
                }
            }
        } catch (Throwable broken) {
            stopped.compareAndSet(null, broken);
        }
    }

    /** Whether there is a chunk to begin; the thread then counts as busy until it ends. */
    private boolean claim() {
        lock.lock();
        try {
            if (stopped.get() != null || next.get() >= end) {
                return false;
            }
            busy++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void chunk(Piece piece) {
        try {
            int from = next.getAndAdd(CHUNK);
            for (int k = from; k < Math.min(end, from + CHUNK) && stopped.get() == null; k++) {
                piece.run(k);
                done.incrementAndGet();
            }
        } catch (Throwable broken) {
            stopped.compareAndSet(null, broken);
            throw broken;
        } finally {
            leave();
        }
    }

    private void leave() {
        lock.lock();
        try {
            busy--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for chunks that have begun; returns whether the thread was interrupted meanwhile. */
    private boolean await() {
        boolean interrupted = false;
        while (true) {
            lock.lock();
            try {
                if (busy == 0) {
                    break;
                }
                if (!idle.await(LISTEN_MILLIS, TimeUnit.MILLISECONDS) && busy == 0) {
                    break;
                }
            } catch (InterruptedException stop) {
                interrupted = true;
                stopped.compareAndSet(null, new CancellationException("the batch was interrupted"));
            } finally {
                lock.unlock();
            }
            tell();
        }
        tell();
        return interrupted;
    }

    private void tell() {
        if (stopped.get() == null) {
            try {
                report();
            } catch (Throwable stop) {
                stopped.compareAndSet(null, stop);
            }
        }
    }
}
