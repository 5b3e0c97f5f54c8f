package io.trimtab.risk.attribution;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Where the risk of a portfolio comes from, position by position: alone, at the margin, as a part of the whole, and what
 * closing the position would change.
 *
 * <pre>{@code
 * RiskAttribution why = measure.attribution(scenarios, weights);
 * System.out.println(why);      // a table, largest contribution first
 * why.explain("SAP");           // SAP at 12.0% adds 0.0041 of 0.0210 (19.5%); closing it would take off 0.0032
 * }</pre>
 *
 * <p>For a position of weight w_i in a measure m:
 *
 * <ul>
 *   <li>standalone: m of the position alone;
 *   <li>marginal: dm / dw_i;
 *   <li>component: w_i dm / dw_i, its Euler contribution; the components add up to m;
 *   <li>incremental: m less m without the position, its weight left in cash: what closing it takes off, exactly.
 * </ul>
 *
 * <p>Component and incremental differ: the first is for many small changes, the second for one whole position. Source:
 * Jorion, "Value at Risk", 3rd edition, chapter 7. Immutable and thread-safe. O(n) evaluations of the measure.
 */
public final class RiskAttribution {
    private final EulerContributions parts;
    private final List<Position> positions;

    private RiskAttribution(EulerContributions parts, List<Position> positions) {
        this.parts = parts;
        this.positions = positions;
    }

    /** The risk of one position. Immutable and thread-safe. */
    public static final class Position {
        private final String name;
        private final double weight;
        private final double marginal;
        private final double component;
        private final double share;
        private final double standalone;
        private final double incremental;

        /** NaN stands for an undefined standalone or incremental value. */
        private Position(
                String name,
                double weight,
                double marginal,
                double component,
                double share,
                double standalone,
                double incremental) {
            this.name = name;
            this.weight = weight;
            this.marginal = marginal;
            this.component = component;
            this.share = share;
            this.standalone = standalone;
            this.incremental = incremental;
        }

        /**
         * The asset.
         *
         * @return its id
         */
        public String name() {
            return name;
        }

        /**
         * The weight in the portfolio.
         *
         * @return a fraction of equity
         */
        public double weight() {
            return weight;
        }

        /**
         * How fast the measure grows with the weight.
         *
         * @return the derivative by the weight
         */
        public double marginal() {
            return marginal;
        }

        /**
         * The Euler contribution.
         *
         * @return weight times marginal, in the unit of the measure
         */
        public double component() {
            return component;
        }

        /**
         * The contribution as a fraction of the total.
         *
         * @return 0 when the total is 0
         */
        public double share() {
            return share;
        }

        /**
         * The measure of the position alone.
         *
         * @return the value, or empty where that is undefined
         */
        public OptionalDouble standalone() {
            return defined(standalone);
        }

        /**
         * What closing the position takes off the measure.
         *
         * @return the difference, or empty where it is undefined
         */
        public OptionalDouble incremental() {
            return defined(incremental);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.4g (%.1f%%)", name, component, 100 * share);
        }
    }

    /**
     * Completes contributions by what each position is alone and what closing it would change.
     *
     * @param parts the Euler contributions of the portfolio
     * @param weights the portfolio, over their universe
     * @param measure the measure that was decomposed
     * @return the attribution
     * @throws IllegalArgumentException if the universes differ, or the measure's value is not the total of the contributions
     */
    public static RiskAttribution of(EulerContributions parts, Weights weights, PortfolioRisk measure) {
        Universe universe = Check.notNull(parts, "parts").universe();
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double total = Check.notNull(measure, "measure").of(weights);
        if (!(Math.abs(total - parts.total()) <= 1e-9 * Math.max(Math.abs(total), absolute(parts)))) {
            throw new IllegalArgumentException("measure must be the one that was decomposed: it is " + total
                    + " for these weights, the contributions add up to " + parts.total());
        }
        double[] w = weights.toArray();
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < w.length; i++) {
            double[] alone = new double[w.length];
            alone[i] = w[i];
            double[] without = w.clone();
            without[i] = 0;
            positions.add(new Position(
                    universe.id(i),
                    w[i],
                    parts.marginal(i),
                    parts.get(i),
                    parts.share(i),
                    w[i] == 0 ? 0 : measure.of(Weights.of(universe, alone)),
                    w[i] == 0 ? 0 : total - measure.of(Weights.of(universe, without))));
        }
        return new RiskAttribution(parts, List.copyOf(positions));
    }

    private static double absolute(EulerContributions parts) {
        double sum = 0;
        for (double part : parts.toArray()) {
            sum += Math.abs(part);
        }
        return sum;
    }

    private static OptionalDouble defined(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * The contributions that add up.
     *
     * @return the Euler contributions
     */
    public EulerContributions contributions() {
        return parts;
    }

    /**
     * The measure of the portfolio.
     *
     * @return what the components add up to
     */
    public double total() {
        return parts.total();
    }

    /**
     * All positions.
     *
     * @return in the order of the universe
     */
    public List<Position> positions() {
        return positions;
    }

    /**
     * One position.
     *
     * @param id an asset of the universe
     * @return its risk
     */
    public Position of(String id) {
        return positions.get(parts.universe().indexOf(id));
    }

    /**
     * What diversification takes off: the sum of the standalone risks less the total.
     *
     * @return at least 0 for a subadditive measure; empty where a standalone risk is undefined
     */
    public OptionalDouble diversification() {
        double sum = 0;
        for (Position position : positions) {
            sum += position.standalone().orElse(Double.NaN);
        }
        return defined(sum - total());
    }

    /**
     * One position in a sentence.
     *
     * @param id an asset of the universe
     * @return what it adds, and what closing it would change
     */
    public String explain(String id) {
        Position p = of(id);
        String part = String.format(
                Locale.ROOT,
                "%s at %.1f%% %s %.4g of %s %.4g (%.1f%%)",
                p.name(),
                100 * p.weight(),
                p.component() < 0 ? "takes off" : "adds",
                Math.abs(p.component()),
                parts.measure(),
                total(),
                100 * p.share());
        if (p.incremental().isEmpty()) {
            return part;
        }
        double off = p.incremental().getAsDouble();
        return part
                + String.format(Locale.ROOT, "; closing it would %s %.4g", off < 0 ? "add" : "take off", Math.abs(off));
    }

    @Override
    public String toString() {
        List<Position> ranked = new ArrayList<>(positions);
        ranked.sort(Comparator.comparingDouble(p -> -Math.abs(p.component())));
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s %.4g%n", parts.measure(), total()));
        text.append(String.format(
                Locale.ROOT,
                "%-16s %8s %10s %10s %10s %8s %11s%n",
                "position",
                "weight",
                "alone",
                "marginal",
                "component",
                "share",
                "incremental"));
        for (Position p : ranked.subList(0, Math.min(20, ranked.size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s %7.2f%% %10s %10.4g %10.4g %7.1f%% %11s%n",
                    p.name(),
                    100 * p.weight(),
                    number(p.standalone()),
                    p.marginal(),
                    p.component(),
                    100 * p.share(),
                    number(p.incremental())));
        }
        if (ranked.size() > 20) {
            text.append("and ").append(ranked.size() - 20).append(" more").append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4g", value.getAsDouble()) : "undefined";
    }
}
