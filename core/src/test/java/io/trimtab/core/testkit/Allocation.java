package io.trimtab.core.testkit;

import java.lang.reflect.Method;

/**
 * Counts the bytes that the current thread allocates.
 *
 * <p>By reflection: the modules under test do not read {@code java.management}, and need not for the sake of a test.
 */
public final class Allocation {
    private Allocation() {}

    private static final int RUNS = 5;

    /**
     * Runs something five times and counts the least that it allocates on this thread.
     *
     * <p>The least, because the first runs also count classes loaded, and temporary objects that compiled code leaves
     * out: what a run allocates at least is what it needs.
     *
     * @param task what to run, repeatable
     * @return bytes of the run with the fewest, give or take a hundred for the counting itself
     */
    public static long bytesIn(Runnable task) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method allocated =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
            Object thread = Thread.currentThread().getId();
            long least = Long.MAX_VALUE;
            for (int run = 0; run < RUNS; run++) {
                long before = (long) allocated.invoke(threads, thread);
                task.run();
                least = Math.min(least, (long) allocated.invoke(threads, thread) - before);
            }
            return least;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java virtual machine does not count allocations", e);
        }
    }
}
