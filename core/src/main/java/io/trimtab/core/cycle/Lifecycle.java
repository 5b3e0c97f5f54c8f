package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Managed;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts components in order and stops them in reverse, through legal steps only.
 *
 * <p>Starting what runs and stopping what does not are no-ops. If a component does not start, those before it are
 * stopped again, in reverse, and the state is FAILED. A component that fails to stop does not keep the others from
 * being stopped. Thread-safe; a listener sees every step.
 */
final class Lifecycle {
    private final List<Managed> components;
    private final List<LifecycleState> steps = new ArrayList<>();
    private volatile LifecycleState state = LifecycleState.NEW;

    Lifecycle(List<Managed> components) {
        this.components = List.copyOf(components);
    }

    LifecycleState state() {
        return state;
    }

    /** The latest steps, for tests and for the history; bounded. */
    synchronized List<LifecycleState> steps() {
        return List.copyOf(steps);
    }

    synchronized void start() {
        if (state.isRunning()) {
            return;
        }
        go(LifecycleState.STARTING);
        for (int i = 0; i < components.size(); i++) {
            try {
                components.get(i).start();
            } catch (Throwable failure) {
                List<String> troubles = stopReversed(i);
                go(LifecycleState.FAILED);
                String rollback = troubles.isEmpty() ? "" : "; while rolling back: " + String.join("; ", troubles);
                throw new IllegalStateException(
                        "component " + (i + 1) + " of " + components.size() + " did not start: "
                                + Failures.describe(failure) + rollback,
                        failure);
            }
        }
        go(LifecycleState.RUNNING);
    }

    /** Stops, and tells what went wrong meanwhile. */
    synchronized List<String> stop() {
        if (!state.isRunning()) {
            return List.of();
        }
        go(LifecycleState.STOPPING);
        List<String> troubles = stopReversed(components.size());
        go(troubles.isEmpty() ? LifecycleState.STOPPED : LifecycleState.FAILED);
        return troubles;
    }

    /** Between RUNNING and DEGRADED; without effect in any other state. */
    synchronized void wellness(LifecycleState wanted) {
        if (state.isRunning() && state != wanted) {
            go(wanted);
        }
    }

    private List<String> stopReversed(int started) {
        List<String> troubles = new ArrayList<>();
        for (int i = started - 1; i >= 0; i--) {
            try {
                components.get(i).stop();
            } catch (Throwable failure) {
                troubles.add("component " + (i + 1) + " did not stop: " + Failures.describe(failure));
            }
        }
        return troubles;
    }

    private void go(LifecycleState next) {
        if (!state.allows(Check.notNull(next, "next"))) {
            throw new IllegalStateException("a cycle that is " + state + " cannot become " + next);
        }
        state = next;
        if (steps.size() == 1000) {
            steps.remove(0);
        }
        steps.add(next);
    }
}
