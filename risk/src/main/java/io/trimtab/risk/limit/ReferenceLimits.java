package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits to begin with, for an account that has none of its own yet.
 *
 * <pre>{@code
 * LimitBook limits = ReferenceLimits.book(PeriodsPerYear.DAILY, betas, sectors);
 * }</pre>
 *
 * <table>
 * <caption>As fractions of equity unless said otherwise</caption>
 * <tr><td>value at risk, 95%, one period</td><td>2%</td></tr>
 * <tr><td>drawdown</td><td>15%</td></tr>
 * <tr><td>volatility, annual</td><td>25%</td></tr>
 * <tr><td>beta, long or short</td><td>1.2</td></tr>
 * <tr><td>a position</td><td>10%</td></tr>
 * <tr><td>a sector</td><td>30%</td></tr>
 * <tr><td>correlation of a position with the rest</td><td>0.70</td></tr>
 * <tr><td>loss of a trade, at an adverse move of 10%</td><td>1%</td></tr>
 * <tr><td>loss of the day</td><td>3%</td></tr>
 * <tr><td>Herfindahl-Hirschman index of the weights</td><td>0.25</td></tr>
 * </table>
 *
 * <p>All of them deny. They are a convention, not advice.
 */
public final class ReferenceLimits {
    private static final double ADVERSE_MOVE = 0.10;

    private ReferenceLimits() {}

    /**
     * The limits one by one, to leave some out or to add others.
     *
     * @param periods how many periods of the risk model make a year
     * @param betas by asset id; a position without one makes the limit on beta unmeasurable, which denies
     * @param sectors the sector of each asset, by id; an asset without one is in none
     * @return ten kinds of limit, that on sectors once for each of them in the order of their names
     * @throws IllegalArgumentException if a beta is not finite or a sector is blank
     */
    public static List<Limit> limits(
            PeriodsPerYear periods, SortedMap<String, Double> betas, SortedMap<String, String> sectors) {
        Check.notNull(periods, "periods");
        Check.notNull(betas, "betas");
        SortedMap<String, List<String>> members = new TreeMap<>();
        Check.notNull(sectors, "sectors")
                .forEach((id, sector) -> members.computeIfAbsent(
                                Check.notBlank(sector, "sector of " + id), any -> new ArrayList<>())
                        .add(id));
        List<Limit> limits = new ArrayList<>(List.of(
                Limit.valueAtRisk(Confidence.of(0.95), 0.02),
                Limit.drawdown(0.15),
                Limit.volatility(periods, 0.25),
                Limit.beta(betas, 1.2),
                Limit.position(0.10),
                Limit.correlation(0.70),
                Limit.tradeLoss(ADVERSE_MOVE, 0.01),
                Limit.dailyLoss(0.03),
                Limit.concentration(0.25)));
        members.forEach((sector, ids) -> limits.add(Limit.group(sector, ids, 0.30)));
        return List.copyOf(limits);
    }

    /**
     * The limits as a book that warns at 80%.
     *
     * @param periods as in {@link #limits}
     * @param betas as in {@link #limits}
     * @param sectors as in {@link #limits}
     * @return the book
     * @throws IllegalArgumentException as {@link #limits}
     */
    public static LimitBook book(
            PeriodsPerYear periods, SortedMap<String, Double> betas, SortedMap<String, String> sectors) {
        LimitBook.Builder book = LimitBook.builder();
        limits(periods, betas, sectors).forEach(book::hard);
        return book.build();
    }
}
