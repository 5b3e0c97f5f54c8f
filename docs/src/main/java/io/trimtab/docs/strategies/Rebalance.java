package io.trimtab.docs.strategies;

import io.trimtab.core.market.Weights;
import java.time.LocalDate;

/**
 * One decision and what became of it.
 *
 * @param decided the day whose prices were the last known
 * @param filled the next trading day, at whose prices it was traded
 * @param target the weights decided on, held from the fill on
 * @param turnover the sum of the absolute changes of weight that it took
 * @param trades how many weights changed
 */
public record Rebalance(LocalDate decided, LocalDate filled, Weights target, double turnover, int trades) {}
