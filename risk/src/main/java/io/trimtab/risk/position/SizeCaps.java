package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.List;
import java.util.Locale;

/**
 * The largest sizes allowed.
 *
 * @param gross the largest sum of absolute weights
 * @param position the largest absolute weight
 */
record SizeCaps(double gross, double position) {
    /** No leverage: what is asked for by who asks for nothing. */
    static final SizeCaps USUAL = new SizeCaps(1, Double.POSITIVE_INFINITY);

    SizeCaps withGross(double cap) {
        return new SizeCaps(Check.positive(cap, "gross cap"), position);
    }

    SizeCaps withPosition(double cap) {
        return new SizeCaps(gross, Check.positive(cap, "position cap"));
    }

    /** One position alone. */
    double of(double weight) {
        double cap = Math.min(gross, position);
        return Math.max(-cap, Math.min(cap, weight)) + 0.0;
    }

    /**
     * All weights times a factor, less where a cap asks for it: the proportions stay, so that hedges stay hedges.
     *
     * @param factor not negative, infinite for as much as the caps allow
     */
    Sizing scaled(Weights weights, double factor, List<String> notes) {
        double[] w = weights.toArray();
        double largest = 0;
        int at = 0;
        for (int i = 0; i < w.length; i++) {
            if (Math.abs(w[i]) > largest) {
                largest = Math.abs(w[i]);
                at = i;
            }
        }
        double sum = weights.gross();
        double scale = factor;
        if (scale * sum > gross) {
            scale = gross / sum;
        }
        boolean byPosition = scale * largest > position;
        if (byPosition) {
            scale = position / largest;
        }
        if (scale < factor) {
            Universe universe = weights.universe();
            notes.add(
                    byPosition ? text("position cap", position, universe.id(at)) : text("gross cap", gross, "the sum"));
        }
        for (int i = 0; i < w.length; i++) {
            w[i] *= scale;
        }
        return new Sizing(Weights.of(weights.universe(), w), notes);
    }

    /** Each weight at most at its cap, then all times a factor where the gross cap asks for it. */
    Sizing clipped(Universe universe, double[] w, List<String> notes) {
        double[] cut = w.clone();
        for (int i = 0; i < w.length; i++) {
            if (Math.abs(w[i]) > position) {
                cut[i] = Math.copySign(position, w[i]);
                notes.add(text("position cap", position, universe.id(i)));
            }
        }
        return new SizeCaps(gross, Double.POSITIVE_INFINITY).scaled(Weights.of(universe, cut), 1, notes);
    }

    private static String text(String cap, double value, String whom) {
        return String.format(Locale.ROOT, "%s of %.4g%% holds back %s", cap, 100 * value, whom);
    }
}
