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
     * @param id the asset; it must be in the panel's universe
     * @return the series
     */
    static MarketSeries asset(String id) {
        return new BuiltInSeries.OneAsset(Check.notBlank(id, "id"));
    }
}
