package io.trimtab.risk.limit;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;

/**
 * The smallest trade that takes a limit, which what is held exceeds, back to a level: in the one position where it is worth
 * least or, where no single position cures, all positions alike.
 *
 * <p>Sought on a grid of a 64th of each position and from there by bisection over whole lots, so that for a measure convex in
 * the weights, whose values within the level are an interval, one lot less does not cure unless the interval is narrower than the grid.
 */
final class StandingCure {
    private static final int GRID = 64;
    private static final int POSITIONS_TRIED = 8;
    /** A part of all positions is told in hundredths of a per cent. */
    private static final double STEP = 1e-4;

    private final Limit limit;
    private final int scope;
    private final double level;
    private final PortfolioView view;
    private final Holdings holdings;

    /** What is held: whole lots, what one of them is worth as a fraction of equity, and how many units it is. */
    @SuppressWarnings("ArrayRecordComponent") // made and read in this package, never compared or handed on
    record Holdings(Universe universe, long[] lots, double[] lotWeight, BigDecimal lot) {
        double weight(int asset, long held) {
            return held == 0 ? 0 : held * lotWeight[asset];
        }
    }

    StandingCure(Limit limit, int scope, double level, PortfolioView view, Holdings holdings) {
        this.limit = limit;
        this.scope = scope;
        this.level = level;
        this.view = view;
        this.holdings = holdings;
    }

    /** For people; empty if nothing is known that cures. */
    String text(List<String> drivers) {
        if (limit.gauge().relief() == Gauge.Relief.REDUCTION_ONLY) {
            return "no trade cures it; only what takes from positions goes out";
        }
        try {
            String single = inOnePosition(drivers);
            return single.isEmpty() ? inAll() : single;
        } catch (Throwable unmeasurable) {
            // the breach stands without its cure
            return "";
        }
    }

    private String inOnePosition(List<String> drivers) {
        Universe universe = holdings.universe();
        double least = Double.POSITIVE_INFINITY;
        int best = -1;
        long size = 0;
        int tried = 0;
        for (String driver : drivers.isEmpty() ? universe.ids() : drivers) {
            if (!universe.contains(driver) || holdings.lots()[universe.indexOf(driver)] == 0) {
                continue;
            }
            if (tried++ == POSITIONS_TRIED) {
                break;
            }
            int i = universe.indexOf(driver);
            long lots = smallest(i);
            double worth = lots * holdings.lotWeight()[i];
            if (lots > 0 && worth < least) {
                least = worth;
                best = i;
                size = lots;
            }
        }
        if (best < 0) {
            return "";
        }
        String units = holdings.lot()
                .multiply(BigDecimal.valueOf(size))
                .stripTrailingZeros()
                .toPlainString();
        return (holdings.lots()[best] > 0 ? "sell " : "buy ") + units + " " + universe.id(best);
    }

    /** How many lots of a position, taken from it, cure; 0 if none do. */
    private long smallest(int asset) {
        long all = Math.abs(holdings.lots()[asset]);
        long sign = Long.signum(holdings.lots()[asset]);
        double[] w = view.current().toArray();
        LongToDoubleFunction after = cut -> {
            w[asset] = holdings.weight(asset, sign * (all - cut));
            return limit.gauge().measure(view, Weights.of(holdings.universe(), w))[scope];
        };
        long fails = 0;
        for (int g = 1; g <= GRID; g++) {
            long cut = g == GRID ? all : (long) Math.ceil((double) all * g / GRID);
            if (cut > fails && after.applyAsDouble(cut) <= level) {
                long cures = cut;
                while (cures - fails > 1) {
                    long middle = fails + (cures - fails) / 2;
                    if (after.applyAsDouble(middle) <= level) {
                        cures = middle;
                    } else {
                        fails = middle;
                    }
                }
                return cures;
            }
            fails = cut;
        }
        return 0;
    }

    private String inAll() {
        double[] held = view.current().toArray();
        double[] w = new double[held.length];
        DoubleUnaryOperator after = part -> {
            for (int i = 0; i < w.length; i++) {
                w[i] = (1 - part) * held[i];
            }
            return limit.gauge().measure(view, Weights.of(holdings.universe(), w))[scope];
        };
        long fails = 0;
        long cures = Math.round(1 / STEP);
        if (!(after.applyAsDouble(1) <= level)) {
            return "";
        }
        while (cures - fails > 1) {
            long middle = (fails + cures) / 2;
            if (after.applyAsDouble(middle * STEP) <= level) {
                cures = middle;
            } else {
                fails = middle;
            }
        }
        BigDecimal percent = BigDecimal.valueOf(cures)
                .movePointLeft(2)
                .setScale(2, RoundingMode.UNNECESSARY)
                .stripTrailingZeros();
        return "cut every position by " + percent.toPlainString() + "%";
    }
}
