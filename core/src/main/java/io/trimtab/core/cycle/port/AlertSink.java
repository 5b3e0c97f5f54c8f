package io.trimtab.core.cycle.port;

/**
 * Where the cycle sends what somebody may want to know.
 *
 * <p>Contract: returns quickly, never throws, never returns null. The cycle contains a sink that does otherwise and
 * records {@link AlertReceipt#FAILED}; alerts never stop a cycle.
 */
@FunctionalInterface
public interface AlertSink {
    /**
     * Takes a notice.
     *
     * @param notice what happened
     * @return what became of it
     */
    AlertReceipt raise(AlertNotice notice);
}
