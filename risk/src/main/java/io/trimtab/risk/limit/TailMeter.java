package io.trimtab.risk.limit;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.HistoricalSimulation;
import java.util.Arrays;

/**
 * Historical value at risk or expected shortfall: a function of the scenarios' losses {@code l_t(y) = -sum of R_tj v_j y_j}.
 *
 * <p>Kept ready are, in two doubles each, the losses of what is held and the largest loss of each scenario over the box,
 * {@code u_t = sum over j of max(-R_tj v_j low_j, -R_tj v_j high_j)}. An order adds {@code max(0, -R_ti v_i d)} to it.
 *
 * <p>Both measures rise with every loss. So they are at most that of u over all fills: O(T), and no selection:
 * value at risk is at most b if at most floor(alpha T) of the u exceed b; expected shortfall is at most
 * {@code c + sum of max(0, u_t - c) / (alpha T)} for any c (Rockafellar and Uryasev 2000), and c near the value at risk makes it
 * tight. This bound is on the safe side only with orders pending in several assets, whose worst fills differ from scenario to scenario.
 *
 * <p>Where that is not enough and nothing is pending, the decision is exact: expected shortfall is convex along the
 * order; value at risk is not, so the number of losses beyond {@code max(m(held), b)} is followed along the order
 * from meeting point to meeting point. With orders pending, let {@code e} be the value at risk of the smallest losses over the
 * box: no fills have a lower one. If every scenario that loses by the order stays at most at e for all fills, neither measure
 * ever rises: the tail at y has losses of at least e, the order adds to none of them and lifts none above e. Otherwise all
 * fills are tried if they are few, and the order is undecided if not.
 */
final class TailMeter extends Meter {
    enum Kind {
        VALUE_AT_RISK,
        EXPECTED_SHORTFALL
    }

    private final Kind measure;
    private final HistoricalSimulation simulation;
    private double[][] returns = {};
    private int scenarios;
    private int allowed;
    private double tail;
    private double[] now = {};
    private double[] nowLow = {};
    private double[] worst = {};
    private double[] worstLow = {};
    private double[] losses = {};
    private double[] scratch = {};
    /** Near the value at risk of the worst losses. */
    private double level;
    /** The first whole lot of an order at which value at risk breaks its limit. */
    private double brokenAt;

    TailMeter(MeterSite site, Confidence confidence, Kind measure) {
        super(site, 1);
        this.measure = measure;
        simulation = HistoricalSimulation.at(confidence);
    }

    private double worth(int asset, long lots) {
        return lots == 0 ? 0 : lots * inventory.marks.value[asset];
    }

    @Override
    void rebuild() {
        if (returns.length == 0) {
            read();
        }
        Arrays.fill(now, 0);
        Arrays.fill(nowLow, 0);
        Arrays.fill(worst, 0);
        Arrays.fill(worstLow, 0);
        for (int j = 0; j < returns.length; j++) {
            addLine(1, worth(j, inventory.held[j]), returns[j], now, nowLow);
            addLargest(1, worth(j, inventory.low[j]), worth(j, inventory.high[j]), returns[j], worst, worstLow);
        }
        finish();
    }

    private void read() {
        int n = inventory.universe.size();
        scenarios = site.requireScenarios().rows();
        tail = simulation.tailSize(scenarios);
        allowed = Math.min(scenarios - 1, (int) Math.floor(tail));
        double[][] columns = new double[n][scenarios];
        for (int j = 0; j < n; j++) {
            site.requireScenarios().columnInto(j, columns[j], 0);
        }
        now = new double[scenarios];
        nowLow = new double[scenarios];
        worst = new double[scenarios];
        worstLow = new double[scenarios];
        losses = new double[scenarios];
        scratch = new double[scenarios];
        returns = columns;
    }

    @Override
    void changed(Change before) {
        int i = before.asset;
        double[] r = returns[i];
        addLine(-1, before.held == 0 ? 0 : before.held * before.value, r, now, nowLow);
        addLine(1, worth(i, inventory.held[i]), r, now, nowLow);
        if (inventory.isOpen()) {
            double low = before.low == 0 ? 0 : before.low * before.value;
            double high = before.high == 0 ? 0 : before.high * before.value;
            addLargest(-1, low, high, r, worst, worstLow);
            addLargest(1, worth(i, inventory.low[i]), worth(i, inventory.high[i]), r, worst, worstLow);
        } else {
            System.arraycopy(now, 0, worst, 0, scenarios);
            System.arraycopy(nowLow, 0, worstLow, 0, scenarios);
        }
        finish();
    }

    private void finish() {
        double sum = 0;
        for (double loss : worst) {
            sum += Math.abs(loss);
        }
        measurable(sum);
        level = simulation.valueAtRisk(worst, scratch);
    }

    private static void addLine(int sign, double worth, double[] r, double[] high, double[] low) {
        measurable(worth);
        for (int t = 0; worth != 0 && t < high.length; t++) {
            double term = 0.0 - worth * r[t];
            add(t, sign * term, sign * (0.0 - Math.fma(worth, r[t], term)), high, low);
        }
    }

    private static void addLargest(int sign, double a, double b, double[] r, double[] high, double[] low) {
        measurable(a + b);
        if (a == 0 && b == 0) {
            return;
        }
        for (int t = 0; t < high.length; t++) {
            // a <= b: what loses most is the high end where prices fall, the low end where they rise
            double worth = r[t] < 0 ? b : a;
            double term = 0.0 - worth * r[t];
            add(t, sign * term, sign * (0.0 - Math.fma(worth, r[t], term)), high, low);
        }
    }

    /** Adds a term and its rounding error to a sum in two doubles. */
    private static void add(int t, double term, double error, double[] high, double[] low) {
        double h = high[t];
        double sum = h + term;
        double part = sum - h;
        double rest = ((h - (sum - part)) + (term - part)) + (low[t] + error);
        high[t] = sum + rest;
        low[t] = rest - (high[t] - sum);
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        double step = measurable(lots * inventory.marks.value[asset]);
        double bound = amount(0);
        if (bound > Double.NEGATIVE_INFINITY) {
            // most orders are far from the bound: one pass
            if (bounded(asset, step, warningLevel * bound)) {
                return Finding.WITHIN;
            }
            if (bounded(asset, step, bound)) {
                return Finding.WARNED;
            }
        }
        if (!inventory.isOpen()) {
            return alongTheOrder(asset, lots, step, bound);
        }
        boolean neverRises = neverRises(asset, step);
        if (neverRises && !inventory.mayCrossZero(asset, lots)) {
            return Finding.RELIEVED;
        }
        Finding tried = Exhaustion.judge(inventory, asset, lots, bound, this::at);
        return tried == Finding.UNDECIDED && neverRises ? Finding.RELIEVED : tried;
    }

    /** Whether the measure of the largest losses with the order is within a bound. */
    private boolean bounded(int asset, double step, double bound) {
        double[] r = returns[asset];
        if (measure == Kind.VALUE_AT_RISK) {
            return countAbove(scenarios, worst, 0.0 - step, r, bound) <= allowed;
        }
        // a level beyond the bound proves nothing
        double c = Math.min(level, bound);
        double beyond = sumAbove(scenarios, worst, 0.0 - step, r, c);
        boolean proved = c + beyond / tail <= bound;
        return proved || expectedShortfall(r, step) <= bound;
    }

    /** How many of {@code worst + max(0, step r)} are above a level; four at a time, since each depends on none before. */
    private static int countAbove(int n, double[] worst, double step, double[] r, double level) {
        int a = 0;
        int b = 0;
        int c = 0;
        int d = 0;
        int t = 0;
        for (; t + 4 <= n; t += 4) {
            a += worst[t] + Math.max(0, step * r[t]) > level ? 1 : 0;
            b += worst[t + 1] + Math.max(0, step * r[t + 1]) > level ? 1 : 0;
            c += worst[t + 2] + Math.max(0, step * r[t + 2]) > level ? 1 : 0;
            d += worst[t + 3] + Math.max(0, step * r[t + 3]) > level ? 1 : 0;
        }
        for (; t < n; t++) {
            a += worst[t] + Math.max(0, step * r[t]) > level ? 1 : 0;
        }
        return a + b + c + d;
    }

    /** What they exceed it by, together. */
    private static double sumAbove(int n, double[] worst, double step, double[] r, double level) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int t = 0;
        for (; t + 4 <= n; t += 4) {
            a += Math.max(0, worst[t] + Math.max(0, step * r[t]) - level);
            b += Math.max(0, worst[t + 1] + Math.max(0, step * r[t + 1]) - level);
            c += Math.max(0, worst[t + 2] + Math.max(0, step * r[t + 2]) - level);
            d += Math.max(0, worst[t + 3] + Math.max(0, step * r[t + 3]) - level);
        }
        for (; t < n; t++) {
            a += Math.max(0, worst[t] + Math.max(0, step * r[t]) - level);
        }
        return (a + b) + (c + d);
    }

    private double expectedShortfall(double[] r, double step) {
        for (int t = 0; t < scenarios; t++) {
            losses[t] = worst[t] + Math.max(0, 0.0 - step * r[t]);
        }
        return simulation.expectedShortfall(losses, scratch);
    }

    private double measure(double[] of) {
        return measure == Kind.VALUE_AT_RISK
                ? simulation.valueAtRisk(of, scratch)
                : simulation.expectedShortfall(of, scratch);
    }

    /** Exact where nothing is pending. */
    private Finding alongTheOrder(int asset, long lots, double step, double bound) {
        double[] r = returns[asset];
        double before = measure(now);
        double allowedLoss = Math.max(before + 1e-12 * Math.abs(before), bound);
        if (measure == Kind.EXPECTED_SHORTFALL) {
            for (int t = 0; t < scenarios; t++) {
                losses[t] = now[t] - step * r[t];
            }
            double after = simulation.expectedShortfall(losses, scratch);
            if (after > allowedLoss) {
                return Finding.EXCEEDED;
            }
            return Math.max(before, after) <= bound ? Finding.WITHIN : Finding.RELIEVED;
        }
        double count = Math.abs((double) lots);
        int over = 0;
        int up = 0;
        int down = 0;
        double[] upAt = losses;
        double[] downAt = scratch;
        for (int t = 0; t < scenarios; t++) {
            double slope = (0.0 - step * r[t]) / count;
            boolean beyond = now[t] > allowedLoss;
            over += beyond ? 1 : 0;
            // the first whole lot at which the scenario is on the other side
            if (!beyond && now[t] + slope * count > allowedLoss) {
                upAt[up++] = firstLot(now[t], slope, allowedLoss, count);
            } else if (beyond && now[t] + slope * count <= allowedLoss) {
                downAt[down++] = firstLot(now[t], slope, allowedLoss, count);
            }
        }
        Arrays.sort(upAt, 0, up);
        Arrays.sort(downAt, 0, down);
        int d = 0;
        for (int u = 0; u < up; u++) {
            while (d < down && downAt[d] <= upAt[u]) {
                d++;
            }
            if (over + u + 1 - d > allowed) {
                brokenAt = upAt[u];
                return Finding.EXCEEDED;
            }
        }
        return before <= bound ? Finding.WITHIN : Finding.RELIEVED;
    }

    /** The first whole lot f, from 1 on, at which {@code a + f slope} is on the other side of a level. */
    private static double firstLot(double a, double slope, double level, double count) {
        double f = Math.max(1, Math.min(count, Math.floor((level - a) / slope)));
        boolean beyond = a > level;
        while (f > 1 && (a + slope * (f - 1) > level) != beyond) {
            f--;
        }
        while (f < count && (a + slope * f > level) == beyond) {
            f++;
        }
        return f;
    }

    private boolean neverRises(int asset, double step) {
        // the smallest loss of each scenario over the box
        System.arraycopy(now, 0, losses, 0, scenarios);
        for (int j = 0; j < returns.length; j++) {
            if (inventory.low[j] < inventory.high[j]) {
                double a = worth(j, inventory.low[j] - inventory.held[j]);
                double b = worth(j, inventory.high[j] - inventory.held[j]);
                for (int t = 0; t < scenarios; t++) {
                    losses[t] -= Math.max(a * returns[j][t], b * returns[j][t]);
                }
            }
        }
        double least = simulation.valueAtRisk(losses, scratch);
        double[] r = returns[asset];
        for (int t = 0; t < scenarios; t++) {
            double more = 0.0 - step * r[t];
            if (more > 0 && worst[t] + more > least) {
                return false;
            }
        }
        return true;
    }

    private double at(long[] lots) {
        double[] all = new double[scenarios];
        for (int j = 0; j < returns.length; j++) {
            double worth = worth(j, lots[j]);
            for (int t = 0; worth != 0 && t < scenarios; t++) {
                all[t] -= worth * returns[j][t];
            }
        }
        return measure(all);
    }

    @Override
    double held(int scope) {
        return measure(now) / equity();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        double step = lots * inventory.marks.value[asset];
        if (inventory.isOpen()) {
            double es = expectedShortfall(returns[asset], step);
            return (measure == Kind.EXPECTED_SHORTFALL ? es : simulation.valueAtRisk(losses, scratch)) / equity();
        }
        double part = 1;
        if (measure == Kind.VALUE_AT_RISK && alongTheOrder(asset, lots, step, amount(0)) == Finding.EXCEEDED) {
            part = brokenAt / Math.abs((double) lots);
        }
        for (int t = 0; t < scenarios; t++) {
            losses[t] = now[t] - part * step * returns[asset][t];
        }
        return measure(losses) / equity();
    }
}
