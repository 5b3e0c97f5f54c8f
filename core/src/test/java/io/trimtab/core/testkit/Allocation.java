package io.trimtab.core.testkit;

import java.lang.reflect.Method;

/**
 * Counts the bytes that the current thread allocates.
 *
 * <p>By reflection: the modules under test do not read {@code java.management}, and need not for the sake of a test.
 */
public final class Allocation {
    private Allocation() {}

    /**
     * Runs something and counts what it allocates on this thread.
     *
     * @param task what to run; run it once before, so that class loading is not counted
     * @return bytes, give or take a hundred for the counting itself
     */
    public static long bytesIn(Runnable task) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method allocated =
                    Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
            Object thread = Thread.currentThread().getId();
            long before = (long) allocated.invoke(threads, thread);
            task.run();
            return (long) allocated.invoke(threads, thread) - before;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java virtual machine does not count allocations", e);
        }
    }
}
