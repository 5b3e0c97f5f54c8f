package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.util.EnumSet;
import java.util.Set;

/** Where a cycle is between its making and its end. */
public enum LifecycleState {
    /** Made, never started. */
    NEW,
    /** Its components are being started. */
    STARTING,
    /** All is well. */
    RUNNING,
    /** It runs, but not everything is well. */
    DEGRADED,
    /** Its components are being stopped. */
    STOPPING,
    /** Stopped; it may be started again. */
    STOPPED,
    /** A component could not be started or stopped; it may be started again. */
    FAILED;

    /**
     * Whether this state may follow directly upon another.
     *
     * @param next the state that would come next
     * @return true if the step is legal
     */
    public boolean allows(LifecycleState next) {
        return successors().contains(Check.notNull(next, "next"));
    }

    private Set<LifecycleState> successors() {
        return switch (this) {
            case NEW, STOPPED, FAILED -> EnumSet.of(STARTING);
            case STARTING -> EnumSet.of(RUNNING, FAILED);
            case RUNNING -> EnumSet.of(DEGRADED, STOPPING);
            case DEGRADED -> EnumSet.of(RUNNING, STOPPING);
            case STOPPING -> EnumSet.of(STOPPED, FAILED);
        };
    }

    /**
     * Whether cycles may run.
     *
     * @return true for {@link #RUNNING} and {@link #DEGRADED}
     */
    public boolean isRunning() {
        return this == RUNNING || this == DEGRADED;
    }
}
