package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;

/** What an order does to the positions. */
final class Trades {
    /** Weights closer to each other than this multiple of the larger are the same: rounding of prices and quantities. */
    private static final double SAME = 1e-12;

    private Trades() {}

    /** The weights when a fraction of every leg is filled. */
    static Weights part(Weights from, Weights to, double fraction) {
        if (fraction == 0) {
            return from;
        }
        double[] w = from.toArray();
        for (int i = 0; i < w.length; i++) {
            w[i] = fraction == 1 ? to.get(i) : w[i] + fraction * (to.get(i) - w[i]);
        }
        return Weights.of(from.universe(), w);
    }

    /** Every leg moves towards zero and none crosses it; also true when nothing moves. */
    static boolean onlyReduces(Weights from, Weights to) {
        for (int i = 0; i < from.universe().size(); i++) {
            double a = from.get(i);
            double b = to.get(i);
            double rounding = SAME * Math.abs(a);
            boolean towardsZero = a > 0 ? b >= -rounding && b <= a + rounding : b <= rounding && b >= a - rounding;
            if (!towardsZero) {
                return false;
            }
        }
        return true;
    }

    /** The fraction of the order at which the first leg reaches zero that would cross it; 1 if none does. */
    static double firstCrossing(Weights from, Weights to) {
        double first = 1;
        for (int i = 0; i < from.universe().size(); i++) {
            if (opposite(from.get(i), to.get(i))) {
                first = Math.min(first, from.get(i) / (from.get(i) - to.get(i)));
            }
        }
        return first;
    }

    /** Some leg turns a long into a short or a short into a long. */
    static boolean crossesZero(Weights from, Weights to) {
        for (int i = 0; i < from.universe().size(); i++) {
            if (opposite(from.get(i), to.get(i)) && Math.abs(to.get(i)) > SAME * Math.abs(from.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** By comparison: a product may underflow. */
    private static boolean opposite(double a, double b) {
        return (a > 0 && b < 0) || (a < 0 && b > 0);
    }
}
