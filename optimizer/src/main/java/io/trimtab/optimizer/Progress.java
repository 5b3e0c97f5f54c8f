package io.trimtab.optimizer;

import java.util.List;

/**
 * What a search knows before it ends: the best feasible portfolio it has met, and how good any can be at most.
 *
 * <p>Every solve of a search minimises {@code v_0 F + v_1 G + sum of v_k Q_k} without the bounds {@code Q_k <= x_k^2 / 2}.
 * Its minimum bounds the optimum by duality: {@code F >= F(w) + sum of (v_k / v_0) (Q_k(w) - x_k^2 / 2)} for all that is
 * feasible. For a ratio, with {@code t = v_1 / v_0} and sigma the volatility at w, {@code t N(v) <= (Sw)'v + c} with
 * {@code c = t N(w) - sigma^2 + sum of (v_k / v_0) (x_k^2 / 2 - Q_k(w))}, so that no ratio is above {@code sigma / t +
 * max(0, c) / (t sigma_0)}, where no portfolio has a volatility below sigma_0.
 *
 * <p>Of a soft bound, with {@code r_k = sqrt(2 Q_k)}, {@code l = (v_k / v_0) r_k(w)} and the price {@code p s + q s^2} of
 * its slack, {@code l (r_k(v) - x_k) <= l s} and {@code p s + q s^2 - l s >= -(l - p)^2 / (4 q)} where {@code l > p}, so
 * that {@code l (r_k(w) - x_k)} less that takes the place of the bound's term.
 */
final class Progress {
    /** A solve is optimal to this part of what it is made of. */
    private static final double ACCURACY = 1e-9;

    private static final double ROUNDING = 1e-12;

    private final Objective objective;
    private final List<LinearForm.Quadratic> bounds;
    private double[] best = new double[0];
    private double value;
    /** The least cost there can be: of the minimised form, for a ratio of minus the ratio. */
    private double leastCost = Double.NEGATIVE_INFINITY;

    private double leastVariance;

    Progress(Objective objective, List<LinearForm.Quadratic> bounds) {
        this.objective = objective;
        this.bounds = bounds;
    }

    /** Takes note of a portfolio that satisfies all rows, unless nothing but rounding is known of its ratio. */
    void met(double[] weights) {
        double[] w = weights.clone();
        for (LinearForm.Quadratic bound : bounds) {
            if (!bound.isSoft() && !(bound.at(w) <= bound.limit() * (1 + ROUNDING))) {
                return;
            }
            bound.fill(w);
        }
        if (!objective.ratio().isEmpty() && vague(w)) {
            return;
        }
        double there = objective.value(w);
        if (Double.isFinite(there) && (best.length == 0 || objective.sign() * (there - value) < 0)) {
            best = w.clone();
            value = there;
        }
    }

    /** Whether a portfolio has no risk, or hardly any weight, so that its ratio is anything. */
    private boolean vague(double[] w) {
        return Search.gross(w) < Search.VANISHING
                || Riskless.is(objective.ratio().get(0).risk(), w);
    }

    /**
     * Takes note of what minimises the combination with these factors over all rows.
     *
     * @param v the factors, the first positive
     * @param gap by how much it may be above the minimum, per unit of F
     */
    void solved(double[] v, double[] weights, double gap) {
        if (Double.isInfinite(gap)) {
            return;
        }
        double[] w = weights.clone();
        double below = -gap;
        double size = 0;
        for (int k = 0; k < bounds.size(); k++) {
            double limit = bounds.get(k).limit();
            double at = bounds.get(k).at(w);
            double theta = v[2 + k] / v[0];
            size += theta * (at * at + limit * limit);
            if (bounds.get(k).isSoft()) {
                LinearForm.Slack slack = bounds.get(k).slack();
                w[slack.position()] = 0;
                double unit = objective.ratio().isEmpty() ? 1 : v[1] / v[0];
                double beyond = theta * at - unit * slack.price();
                below += theta * at * (at - limit);
                // nothing is known where the slack is worth more than any of its prices
                below -= beyond > ACCURACY * theta * at ? beyond * beyond / (4 * unit * slack.squared()) : 0;
            } else {
                below += theta * (at - limit) * (at + limit) / 2;
            }
        }
        if (objective.ratio().isEmpty()) {
            double cost = objective.sign() * objective.value(w);
            size += Math.abs(cost);
            leastCost = Math.max(leastCost, cost + below - ACCURACY * size);
        } else {
            ratio(v[1] / v[0], w, below, size);
        }
    }

    private void ratio(double t, double[] w, double below, double size) {
        double variance = Term.Quadratic.form(objective.ratio().get(0).risk(), w, new double[0]);
        if (t == 0) {
            double least = variance + 2 * below - ACCURACY * (variance + size);
            leastVariance = Math.max(leastVariance, least);
            return;
        }
        double gain = objective.numerator(w);
        double rest = Math.max(0, t * gain - variance - below) + ACCURACY * (t * Math.abs(gain) + variance + size);
        double most = (Math.sqrt(variance) + rest / Math.sqrt(leastVariance)) / t;
        if (!Double.isNaN(most)) {
            leastCost = Math.max(leastCost, -most);
        }
    }

    boolean hasPortfolio() {
        return best.length > 0;
    }

    double[] weights() {
        return best;
    }

    double value() {
        return value;
    }

    /** By how much the optimum may be better than the best portfolio met; infinite if nothing is known. */
    double gap() {
        return Math.max(0, objective.sign() * value - leastCost);
    }
}
