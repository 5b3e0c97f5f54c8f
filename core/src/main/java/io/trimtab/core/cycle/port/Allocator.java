package io.trimtab.core.cycle.port;

/**
 * Finds the weights to hold.
 *
 * <p>Contract: the weights are over the universe of {@code request.market()}; a problem that has no solution is answered
 * with {@link Allocation.NotAllocated}, not with an exception. An allocator that throws, or answers with weights over
 * another universe, leaves the weights as they are.
 */
@FunctionalInterface
public interface Allocator {
    /**
     * Allocates.
     *
     * @param request the market, the belief, the strategies and what is held
     * @return weights, or why there are none
     */
    Allocation allocate(AllocationRequest request);
}
