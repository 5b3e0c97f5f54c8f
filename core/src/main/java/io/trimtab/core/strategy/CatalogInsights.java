package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a catalog as a whole says: how families do, what suits the market now, and how finds change over the years.
 *
 * <p>All orders are fixed by the data. Stateless and thread-safe.
 *
 * <pre>{@code
 * CatalogInsights.recommended(catalog.candidates(), MarketConditions.of(belief), 5);
 * }</pre>
 */
public final class CatalogInsights {
    private CatalogInsights() {}

    /**
     * How one family of strategies does. Medians are over the members that are measured, NaN if none is.
     *
     * @param family its name
     * @param members the number of strategies
     * @param best the id of the best by {@link StrategyQuery#betterFirst()}
     * @param medianSharpe the median Sharpe ratio
     * @param medianDrawdown the median of the largest losses from a peak
     * @param uses how often its members were used altogether
     * @param successRate the success rate of those uses, NaN if there were none that were measured
     */
    public record FamilyStatistics(
            String family,
            int members,
            String best,
            double medianSharpe,
            double medianDrawdown,
            long uses,
            double successRate) {
        public FamilyStatistics {
            Check.notBlank(family, "family");
            Check.atLeast(members, 1, "members");
            Check.notBlank(best, "best");
        }
    }

    /**
     * A strategy that suits the market.
     *
     * @param strategy the strategy
     * @param match how well its context matches, {@link ReferenceFactors#regimeMatch(StrategyContext, MarketConditions)}
     * @param worth match x performance x confidence, by the reference formulas
     */
    public record Recommendation(StrategyRecord strategy, double match, double worth) {
        public Recommendation {
            Check.notNull(strategy, "strategy");
        }
    }

    /**
     * What a year brought.
     *
     * @param year the year
     * @param discovered the number of strategies found in it
     * @param medianSharpe their median Sharpe ratio, NaN if none is measured
     */
    public record YearOfFinds(int year, int discovered, double medianSharpe) {
        public YearOfFinds {
            Check.atLeast(discovered, 1, "discovered");
        }
    }

    /**
     * Statistics of every family.
     *
     * @param strategies the strategies
     * @return one entry a family, by name
     */
    public static List<FamilyStatistics> families(List<StrategyRecord> strategies) {
        SortedMap<String, List<StrategyRecord>> byFamily = new TreeMap<>();
        for (StrategyRecord strategy : Check.copy(strategies, "strategies")) {
            byFamily.computeIfAbsent(strategy.family(), family -> new ArrayList<>())
                    .add(strategy);
        }
        List<FamilyStatistics> out = new ArrayList<>();
        byFamily.forEach((family, members) -> {
            members.sort(StrategyQuery.betterFirst());
            long uses = 0;
            double successes = 0;
            double measured = 0;
            for (StrategyRecord member : members) {
                uses += member.usageCount();
                if (!Double.isNaN(member.successRate())) {
                    successes += member.successRate() * member.usageCount();
                    measured += member.usageCount();
                }
            }
            out.add(new FamilyStatistics(
                    family,
                    members.size(),
                    members.get(0).id(),
                    median(members, member -> member.performance().sharpe()),
                    median(members, member -> member.performance().maxDrawdown()),
                    uses,
                    measured > 0 ? successes / measured : Double.NaN));
        });
        return List.copyOf(out);
    }

    /**
     * The strategies that suit the market best. Those updated after the date, or of which performance or confidence cannot
     * be said, are left out: nothing recommends them.
     *
     * @param strategies the strategies
     * @param conditions the market
     * @param limit the largest number, at least 1
     * @return by worth, the best first, equal ones by id
     */
    public static List<Recommendation> recommended(
            List<StrategyRecord> strategies, MarketConditions conditions, int limit) {
        List<StrategyRecord> all = Check.copy(strategies, "strategies");
        Check.notNull(conditions, "conditions");
        Check.atLeast(limit, 1, "limit");
        List<Recommendation> out = new ArrayList<>();
        for (StrategyRecord strategy : all) {
            double match = ReferenceFactors.regimeMatch(strategy.context(), conditions);
            double worth = match
                    * ReferenceFactors.performance(strategy.performance())
                    * ReferenceFactors.confidence(strategy, conditions.asOf());
            if (!Double.isNaN(worth)) {
                out.add(new Recommendation(strategy, match, worth));
            }
        }
        out.sort(Comparator.comparingDouble((Recommendation r) -> -(r.worth() + 0.0))
                .thenComparing(r -> r.strategy().id()));
        return List.copyOf(out.subList(0, Math.min(limit, out.size())));
    }

    /**
     * What each year brought.
     *
     * @param strategies the strategies
     * @return one entry a year in which strategies were found, the earliest first
     */
    public static List<YearOfFinds> trends(List<StrategyRecord> strategies) {
        SortedMap<Integer, List<StrategyRecord>> byYear = new TreeMap<>();
        for (StrategyRecord strategy : Check.copy(strategies, "strategies")) {
            byYear.computeIfAbsent(strategy.discovered().getYear(), year -> new ArrayList<>())
                    .add(strategy);
        }
        List<YearOfFinds> out = new ArrayList<>();
        byYear.forEach((year, found) -> out.add(new YearOfFinds(
                year,
                found.size(),
                median(found, strategy -> strategy.performance().sharpe()))));
        return List.copyOf(out);
    }

    private static double median(List<StrategyRecord> strategies, ToDoubleFunction<StrategyRecord> figure) {
        double[] present =
                Normalisers.present(strategies.stream().mapToDouble(figure).toArray());
        return present.length == 0 ? Double.NaN : Normalisers.medianOfSorted(present);
    }
}
