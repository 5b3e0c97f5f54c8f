package io.trimtab.core.cycle.port;

/**
 * Says whether orders may go out.
 *
 * <p>Contract: it fails closed. What cannot be measured is a breach. A gate that throws, returns null or does not
 * answer in time has denied everything but pure closures ({@link PricedOrder#isPureClosure()}), and the cycle halts
 * until the host resets it.
 */
@FunctionalInterface
public interface RiskGate {
    /**
     * Judges a batch of orders.
     *
     * @param request the orders, and the portfolio before and after
     * @return approved, partly or denied, with the usage of every limit
     */
    GateVerdict check(GateRequest request);
}
