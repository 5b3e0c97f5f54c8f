package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * What a {@link RiskMonitor} knew of one portfolio at one moment: all figures are of the same update.
 *
 * @param portfolio its name
 * @param updates how many changes of positions, prices and scenarios the monitor had seen
 * @param netValue the sum of its positions' values, longs less shorts, those of its parts included
 * @param grossValue the sum of their absolute values, netted by asset
 * @param limits the use of each of its limits, in the order they were set
 */
public record MonitorReading(
        String portfolio, long updates, double netValue, double grossValue, List<LimitReading> limits) {

    public MonitorReading {
        Check.notNull(portfolio, "portfolio");
        limits = Check.copy(limits, "limits");
    }

    /**
     * Whether the value at risk is within every limit.
     *
     * @return true also where there is none
     */
    public boolean isWithinLimits() {
        for (LimitReading limit : limits) {
            if (!limit.isWithin()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The use of one limit.
     *
     * @param limit the limit
     * @param exceedances how many scenarios lose more than its bound
     * @param allowed how many may: floor(alpha T)
     */
    public record LimitReading(TailLimit limit, int exceedances, int allowed) {
        public LimitReading {
            Check.notNull(limit, "limit");
        }

        /**
         * Whether the value at risk is at most the bound.
         *
         * @return whether no more scenarios than allowed lose more
         */
        public boolean isWithin() {
            return exceedances <= allowed;
        }
    }
}
