package io.trimtab.docs.demo;

import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.regime.Regime;
import io.trimtab.docs.chart.Figures;
import java.util.OptionalDouble;

/** Words for numbers and states, the same on the console and on the page. */
final class Wording {
    private Wording() {}

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? Figures.fixed(ratio.getAsDouble(), 2) : "n/a";
    }

    /** The states of the regime model as people speak of them. */
    static String regime(Regime regime) {
        if (regime.equals(Regime.SIDEWAYS)) {
            return "calm";
        }
        return regime.equals(Regime.VOLATILE) ? "volatile" : regime.equals(Regime.CRISIS) ? "crisis" : "unknown";
    }

    static String bounds(ConstraintCost cost) {
        if (cost.lower() == cost.upper()) {
            return "= " + Figures.percent(cost.upper(), 1);
        }
        return Double.isInfinite(cost.upper())
                ? "min " + Figures.percent(cost.lower(), 1)
                : "max " + Figures.percent(cost.upper(), 1);
    }

    static String limit(LimitUsage usage) {
        return usage.scope().equals("portfolio") ? usage.name() : usage.name() + " " + usage.scope();
    }

    static String amounts(LimitUsage usage) {
        return Figures.percent(usage.measured(), 2) + " of " + Figures.percent(usage.bound(), 2);
    }

    static String milliseconds(long nanos) {
        return Figures.fixed(nanos / 1e6, nanos < 100_000_000 ? 1 : 0) + " ms";
    }
}
