package io.trimtab.docs.demo;

import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.regime.Regime;
import io.trimtab.docs.chart.Figures;
import io.trimtab.risk.stress.ReverseStressOutcome;
import java.util.ArrayList;
import java.util.List;
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

    /** What must be said beside the losses under stress; the last line is about the scenario that loses a tenth. */
    static List<String> aboutStress(StressedPortfolio portfolio) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "The crash is that of all seventeen in equal weight, each by its beta to them. In history the portfolio is"
                        + " bought at the first close and held.");
        if (!portfolio.missing().isEmpty()) {
            notes.add("The rates do not cover " + String.join(", ", portfolio.missing())
                    + ", and come without volumes: what liquidity would cost is not shown.");
        }
        if (portfolio.losingATenth() instanceof ReverseStressOutcome.MostLikely found) {
            List<String> parts = new ArrayList<>();
            for (StressedPortfolio.Horizon horizon : StressedPortfolio.horizons(found)) {
                parts.add(Figures.fixed(horizon.distance(), 1) + " within " + horizon.within()
                        + chance(horizon.probability()));
            }
            notes.add("A loss of " + Figures.percent(StressedPortfolio.SUM, 0)
                    + " is so many standard deviations away: " + String.join(", ", parts) + ".");
            notes.add("Real tails are fatter than normal ones. It would most likely come as:");
        } else {
            notes.add("No scenario loses " + Figures.percent(StressedPortfolio.SUM, 0) + ": nothing is held.");
        }
        return notes;
    }

    private static String chance(double probability) {
        return probability < 1e-9
                ? " (never)"
                : " (1 in " + Figures.count(Math.round(1 / probability)) + " by the normal law)";
    }

    static String milliseconds(long nanos) {
        return Figures.fixed(nanos / 1e6, nanos < 100_000_000 ? 1 : 0) + " ms";
    }
}
