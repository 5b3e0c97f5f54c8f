package io.trimtab.core.regime;

import io.trimtab.core.market.ReturnPanel;
import java.io.Serializable;

/** The market series in the box. */
final class BuiltInSeries {
    private BuiltInSeries() {}

    /** The series in the box that take no parameter. */
    enum Market implements MarketSeries {
        /** {@link MarketSeries#equalWeight()}. */
        EQUAL_WEIGHT {
            @Override
            public double[] over(ReturnPanel panel, int firstRow, int rows) {
                double[] out = new double[rows];
                for (int t = 0; t < rows; t++) {
                    double sum = 0;
                    for (int j = 0; j < panel.columns(); j++) {
                        sum += panel.get(firstRow + t, j);
                    }
                    out[t] = sum / panel.columns();
                }
                return out;
            }
        }
    }

    /**
     * The return of one asset.
     *
     * @param id the asset
     */
    record OneAsset(String id) implements MarketSeries, Serializable {
        @Override
        public double[] over(ReturnPanel panel, int firstRow, int rows) {
            int column = panel.universe().indexOf(id);
            double[] out = new double[rows];
            for (int t = 0; t < rows; t++) {
                out[t] = panel.get(firstRow + t, column);
            }
            return out;
        }
    }
}
