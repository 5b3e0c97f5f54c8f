package io.trimtab.core.check;

import java.util.concurrent.CancellationException;

/** How long work notices that nobody waits for it any more. */
public final class Interruption {
    private Interruption() {}

    /**
     * Ends work whose thread was interrupted, and leaves the interrupt as it is for those above.
     *
     * @param work what is being done, such as {@code fitting the regime model}
     * @throws CancellationException naming the work if the thread is interrupted
     */
    public static void endIfRequested(String work) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException(work + " was interrupted");
        }
    }
}
