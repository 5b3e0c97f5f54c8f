package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;

/**
 * There is no optimum: the objective improves for ever along a direction that costs no risk and meets no constraint.
 *
 * @param direction what to buy and sell, per unit
 * @param message what is missing, for a person
 */
public record Unbounded(Weights direction, String message) implements PortfolioSolution {}
