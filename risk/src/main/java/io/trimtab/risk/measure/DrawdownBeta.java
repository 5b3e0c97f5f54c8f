package io.trimtab.risk.measure;

import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;

/** The fall of a series in the worst drawdowns of its benchmark; see {@link MarketModel#drawdownBeta}. */
final class DrawdownBeta {
    private DrawdownBeta() {}

    static double of(MeasuredSeries r, MeasuredSeries b, Confidence confidence, Compounding compounding) {
        int n = b.size();
        DrawdownPath path = b.drawdowns(compounding);
        double[] wealth = r.scratch(0, n);
        if (!path.defined() || !wealthInto(r, compounding, wealth)) {
            return Double.NaN;
        }
        double tail = Math.max(1, LossFunctional.tailCount(confidence, n));
        double[] scratch = r.scratch(1, n);
        System.arraycopy(path.depths(), 0, scratch, 0, n);
        double boundary = OrderStatistics.select(n, scratch, 0, n - (int) Math.ceil(tail));
        int beyond = 0;
        int ties = 0;
        for (int t = 0; t < n; t++) {
            beyond += path.depths()[t] > boundary ? 1 : 0;
            ties += path.depths()[t] == boundary ? 1 : 0;
        }
        double falls = 0;
        double depths = 0;
        for (int t = 0; t < n; t++) {
            double depth = path.depths()[t];
            if (depth >= boundary && depth > 0) {
                double q = depth > boundary ? 1 : (tail - beyond) / ties;
                int k = path.peaks()[t];
                double before = k == Drawdowns.START ? start(compounding) : wealth[k];
                double fall = before - wealth[t];
                falls += q * (compounding == Compounding.COMPOUNDED ? fall / before : fall);
                depths += q * depth;
            }
        }
        return depths > 0 ? falls / depths : Double.NaN;
    }

    private static double start(Compounding compounding) {
        return compounding == Compounding.COMPOUNDED ? 1 : 0;
    }

    /** Whether wealth stays above 0, where it has to. */
    private static boolean wealthInto(MeasuredSeries r, Compounding compounding, double[] wealth) {
        double w = start(compounding);
        boolean defined = true;
        for (int t = 0; t < r.size(); t++) {
            double x = r.array()[t];
            w = compounding == Compounding.COMPOUNDED ? w * (1 + x) : w + x;
            defined &= compounding == Compounding.UNCOMPOUNDED || x >= -1;
            wealth[t] = w;
        }
        return defined;
    }
}
