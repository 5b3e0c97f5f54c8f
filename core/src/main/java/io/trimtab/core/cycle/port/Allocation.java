package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an {@link Allocator} answers: weights with their proof and reasons, or why there are none. */
public sealed interface Allocation {
    /**
     * Weights to hold.
     *
     * @param target the weights, over the universe of the request
     * @param method how they were found, for a person
     * @param metrics what is expected of them, by name, sorted; copied
     * @param costs what each constraint costs; copied
     * @param reasons why assets have their weights; copied
     * @param proof the scaled residual of the optimality conditions, at least zero; 0 for a method that solves nothing
     */
    record Allocated(
            Weights target,
            String method,
            SortedMap<String, Double> metrics,
            List<ConstraintCost> costs,
            List<WeightReason> reasons,
            double proof)
            implements Allocation {
        /** Checks and copies. */
        public Allocated {
            Check.notNull(target, "target");
            Check.notBlank(method, "method");
            metrics = Sorted.finite(metrics, "metrics");
            costs = List.copyOf(Check.notNull(costs, "costs"));
            reasons = List.copyOf(Check.notNull(reasons, "reasons"));
            Check.notNegative(proof, "proof");
        }

        /**
         * Weights with nothing more to say about them.
         *
         * @param target the weights
         * @param method how they were found
         * @return the allocation
         */
        public static Allocated of(Weights target, String method) {
            return new Allocated(target, method, new TreeMap<>(), List.of(), List.of(), 0);
        }
    }

    /**
     * No weights.
     *
     * @param reason why, for a person
     * @param conflict the names of the constraints that cannot hold together; empty if that is not the reason; copied
     */
    record NotAllocated(String reason, List<String> conflict) implements Allocation {
        /** Checks and copies. */
        public NotAllocated {
            Check.notBlank(reason, "reason");
            conflict = List.copyOf(Check.notNull(conflict, "conflict"));
        }
    }
}
