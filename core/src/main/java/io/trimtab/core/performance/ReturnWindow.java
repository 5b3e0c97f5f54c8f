package io.trimtab.core.performance;

import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.statistics.PeriodsPerYear;

/** The latest returns of one subject, at most as many as the window holds. */
final class ReturnWindow {
    private final double[] ring;
    private int next;
    private int size;

    ReturnWindow(int capacity) {
        ring = new double[capacity];
    }

    void add(double value) {
        ring[next] = value;
        next = next + 1 == ring.length ? 0 : next + 1;
        size = Math.min(size + 1, ring.length);
    }

    int size() {
        return size;
    }

    double[] oldestFirst() {
        double[] ordered = new double[size];
        int start = size < ring.length ? 0 : next;
        for (int i = 0; i < size; i++) {
            int at = start + i;
            ordered[i] = ring[at < ring.length ? at : at - ring.length];
        }
        return ordered;
    }

    /**
     * Recomputed from the window each time, O(window): sums that are updated as returns leave would drift.
     */
    PerformanceFigures figures(PeriodsPerYear year, double riskFreeAnnual) {
        double[] r = oldestFirst();
        double mean = r.length == 0 ? 0 : sum(r) / r.length;
        double annualReturn = mean * year.count();
        double volatility = r.length < 2 ? Double.NaN : deviation(r, mean) * Math.sqrt(year.count());
        // Returns that are all equal have no Sharpe ratio, but their computed deviation is a few roundings, not zero.
        boolean varies = volatility > 1e-12 * largest(r);
        double sharpe = varies ? (annualReturn - riskFreeAnnual) / volatility : Double.NaN;
        return new PerformanceFigures(
                r.length, annualReturn, volatility, Double.isFinite(sharpe) ? sharpe : Double.NaN, drawdown(r));
    }

    private static double sum(double[] r) {
        double sum = 0;
        for (double value : r) {
            sum += value;
        }
        return sum;
    }

    private static double deviation(double[] r, double mean) {
        double squares = 0;
        for (double value : r) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (r.length - 1));
    }

    private static double largest(double[] r) {
        double largest = 0;
        for (double value : r) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double drawdown(double[] r) {
        double level = 1; // wealth as a fraction of its high so far: wealth itself could overflow
        double worst = 0;
        for (double value : r) {
            level = Math.min(1, level * (1 + value));
            worst = Math.max(worst, 1 - level);
        }
        return worst;
    }
}
