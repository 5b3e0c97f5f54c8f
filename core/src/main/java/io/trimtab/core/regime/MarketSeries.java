package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;

/**
 * Which one series of a panel a model watches. Implementations are stateless and thread-safe.
 */
public interface MarketSeries {
    /**
     * The series over some rows.
     *
     * @param panel simple returns
     * @param firstRow the first row
     * @param rows the number of rows
     * @return one value a row
     * @throws IllegalArgumentException if the panel does not have it; {@link HmmRegimeModel} is then unknown
     */
    double[] over(ReturnPanel panel, int firstRow, int rows);

    /**
     * The mean return of all assets: the return of an equally weighted market rebalanced every bar.
     *
     * @return the series
     */
    static MarketSeries equalWeight() {
        return BuiltInSeries.Market.EQUAL_WEIGHT;
    }

    /**
     * The return of one asset, such as an index.
     *
     * @param id the asset; while it is not in the panel's universe, nothing is known
     * @return the series
     */
    static MarketSeries asset(String id) {
        return new BuiltInSeries.OneAsset(Check.notBlank(id, "id"));
    }
}
