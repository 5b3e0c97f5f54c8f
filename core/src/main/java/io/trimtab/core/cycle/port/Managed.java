package io.trimtab.core.cycle.port;

/**
 * A component that wants to be started and stopped with the cycle; any port may implement it as well.
 *
 * <p>Contract: {@code stop} after a {@code start} that threw is not called; {@code stop} releases everything.
 */
public interface Managed {
    /** Gets ready; throws if that fails, and the cycle then stops what it started before, in reverse order. */
    void start();

    /** Releases everything. */
    void stop();
}
