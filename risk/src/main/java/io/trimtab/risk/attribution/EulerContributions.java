package io.trimtab.risk.attribution;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How much each position contributes to a risk measure, so that the contributions add up to it.
 *
 * <pre>{@code
 * EulerContributions parts = VolatilityAttribution.of(riskModel, weights);
 * parts.of("SAP");     // 0.021 of a total of 0.124
 * parts.ranked();      // largest first, with shares
 * }</pre>
 *
 * <p>A measure m that doubles when the portfolio doubles satisfies m(w) = sum of w_i dm/dw_i (Euler). The contribution
 * of asset i is w_i dm/dw_i, in the unit of the measure; it is negative for a hedge. Source: Tasche, "Risk contributions
 * and performance measurement", 1999. The contributions sum to the total to 1e-12 of the sum of their absolute values.
 * Immutable and thread-safe.
 */
public final class EulerContributions {
    /** A sum further from the total than this multiple of the absolute contributions is no Euler decomposition. */
    private static final double SUM_TOLERANCE = 1e-9;

    private final String measure;
    private final Universe universe;
    private final double total;
    private final double[] marginals;
    private final double[] contributions;

    private EulerContributions(
            String measure, Universe universe, double total, double[] marginals, double[] contributions) {
        this.measure = measure;
        this.universe = universe;
        this.total = total;
        this.marginals = marginals;
        this.contributions = contributions;
    }

    /**
     * The part of a measure that an asset or a group contributes.
     *
     * @param name the asset's or group's name
     * @param contribution in the unit of the measure; negative for a hedge
     * @param share the fraction of the total; 0 when the total is 0 or vanishes beside it
     */
    public record Contribution(String name, double contribution, double share) {
        public Contribution {
            Check.notBlank(name, "name");
            Check.finite(contribution, "contribution of " + name);
            Check.finite(share, "share of " + name);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.4g (%.1f%%)", name, contribution, 100 * share);
        }
    }

    /**
     * Contributions from the gradient of a measure.
     *
     * @param measure what is decomposed, for people
     * @param weights the portfolio
     * @param marginals the derivative of the measure by each weight; copied
     * @param total the measure's value
     * @return the contributions {@code weights * marginals}
     * @throws IllegalArgumentException if a length differs, a value is not finite, or the contributions do not sum to
     *     the total: the measure is not positively homogeneous, or the gradient is another's
     */
    public static EulerContributions of(String measure, Weights weights, double[] marginals, double total) {
        return of(measure, weights, marginals, total, 0);
    }

    /**
     * Contributions from a gradient whose components were themselves sums of terms that may cancel, as the mean of gains
     * and losses does: their rounding is relative to those terms, not to what is left of them.
     *
     * @param measure what is decomposed, for people
     * @param weights the portfolio
     * @param marginals the derivative of the measure by each weight; copied
     * @param total the measure's value
     * @param size the size of the terms, in units of the measure, at least 0
     * @return the contributions {@code weights * marginals}
     * @throws IllegalArgumentException if a length differs, a value is not finite, or the contributions do not sum to
     *     the total: the measure is not positively homogeneous, or the gradient is another's
     */
    public static EulerContributions of(
            String measure, Weights weights, double[] marginals, double total, double size) {
        Check.notBlank(measure, "measure");
        Universe universe = Check.notNull(weights, "weights").universe();
        double[] gradient = Check.notNull(marginals, "marginals").clone();
        Check.length(gradient.length, universe.size(), "marginals");
        Check.finite(total, measure);
        Check.notNegative(size, "size");
        double[] parts = new double[gradient.length];
        double sum = 0;
        double absolute = 0;
        for (int i = 0; i < parts.length; i++) {
            Check.finite(gradient[i], "marginal " + measure + " of " + universe.id(i));
            parts[i] = weights.get(i) * gradient[i];
            sum += parts[i];
            absolute += Math.abs(parts[i]);
        }
        if (!(Math.abs(sum - total) <= SUM_TOLERANCE * Math.max(absolute, Math.max(Math.abs(total), size)))) {
            throw new IllegalArgumentException("contributions to " + measure + " must sum to its value " + total
                    + ", but sum to " + sum + ": the marginals are not its gradient at these weights");
        }
        return new EulerContributions(measure, universe, total, gradient, parts);
    }

    /**
     * What is decomposed.
     *
     * @return the measure's name
     */
    public String measure() {
        return measure;
    }

    /**
     * The assets.
     *
     * @return the universe of the portfolio
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The value of the measure.
     *
     * @return the total that the contributions add up to
     */
    public double total() {
        return total;
    }

    /**
     * The contribution of one position.
     *
     * @param index the asset's position in the universe
     * @return weight times marginal, in the unit of the measure
     */
    public double get(int index) {
        return contributions[index];
    }

    /**
     * The contribution of one position.
     *
     * @param id an asset of the universe
     * @return weight times marginal, in the unit of the measure
     */
    public double of(String id) {
        return contributions[universe.indexOf(id)];
    }

    /**
     * How fast the measure grows with one weight.
     *
     * @param index the asset's position in the universe
     * @return the derivative by the weight
     */
    public double marginal(int index) {
        return marginals[index];
    }

    /**
     * The fraction of the total that one position contributes.
     *
     * @param index the asset's position in the universe
     * @return contribution over total; negative for a hedge; 0 when the total is 0 or vanishes beside it
     */
    public double share(int index) {
        return shareOf(contributions[index]);
    }

    /**
     * All contributions.
     *
     * @return a new array in the order of the universe
     */
    public double[] toArray() {
        return contributions.clone();
    }

    /**
     * The contributions of all assets.
     *
     * @return largest absolute contribution first; equal ones in the order of the universe
     */
    public List<Contribution> ranked() {
        List<Contribution> all = new ArrayList<>();
        for (int i = 0; i < contributions.length; i++) {
            all.add(new Contribution(universe.id(i), contributions[i], share(i)));
        }
        all.sort(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.contribution())));
        return List.copyOf(all);
    }

    /**
     * The contributions summed by group.
     *
     * @param groupOf gives each asset's group
     * @return one entry a group, in the order in which the universe first meets it
     */
    public List<Contribution> byGroup(Function<String, String> groupOf) {
        Check.notNull(groupOf, "groupOf");
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < contributions.length; i++) {
            sums.merge(Check.notBlank(groupOf.apply(universe.id(i)), "group"), contributions[i], Double::sum);
        }
        List<Contribution> groups = new ArrayList<>();
        sums.forEach((name, sum) -> groups.add(new Contribution(name, sum, shareOf(sum))));
        return List.copyOf(groups);
    }

    private double shareOf(double contribution) {
        double share = contribution / total;
        return Double.isFinite(share) ? share : 0;
    }

    @Override
    public String toString() {
        List<Contribution> all = ranked();
        return String.format(Locale.ROOT, "%s %.4g = ", measure, total)
                + all.subList(0, Math.min(5, all.size()))
                + (all.size() > 5 ? " and " + (all.size() - 5) + " more" : "");
    }
}
