package io.trimtab.risk.measure;

/**
 * What a position or a book gains for given returns of its risk factors, exactly or by approximation: options and whatever
 * else is not a sum of weights times returns.
 *
 * <p>Implementations are thread-safe unless they say otherwise.
 */
@FunctionalInterface
public interface PositionValue {
    /**
     * The gain.
     *
     * @param factorReturns a return of every risk factor; not to be changed or kept
     * @return the change of value, positive for a gain, finite
     */
    double gain(double[] factorReturns);
}
