package io.trimtab.risk.limit;

/**
 * The volatility of what is held: {@code m(y) = sqrt(V(y)), V(y) = x'Sx, x_j = v_j y_j}.
 *
 * <p>Kept ready are {@code S x} of what is held, in two doubles each, and its V. Without pending orders the decision is exact
 * and O(1): {@code V(y + d e_i) = V(y) + 2 d v_i (S x)_i + (d v_i)^2 S_ii}, and along the order m is convex.
 *
 * <p>With k assets pending:
 *
 * <ul>
 *   <li>The order raises V somewhere if and only if the largest {@code 2 d v_i (S x)_i + (d v_i)^2 S_ii} over the box is
 *       positive; it is linear in y, so this is exact, in O(k).
 *   <li>m is a norm, so it is at most {@code m(held) + sum over pending j of sd_j v_j max(high_j - held_j, held_j - low_j)}:
 *       O(k). If that does not do, {@link PendingVariance} searches the vertices of the box: branch and bound, exact unless it gives up.
 *   <li>What is neither within at all vertices nor never rising is a breach if it breaks the limit at a vertex, and none if a
 *       multiplier proves so; otherwise all fills are tried if they are few, and it is undecided if not.
 * </ul>
 */
final class VolatilityMeter extends Meter {
    private final double root;
    private final int n;
    private final QuadraticForm form;

    VolatilityMeter(MeterSite site, double root) {
        super(site, 1);
        this.root = root;
        n = inventory.universe.size();
        form = new QuadraticForm(site);
    }

    @Override
    void rebuild() {
        form.rebuild();
    }

    @Override
    void changed(Change before) {
        form.changed(before.asset);
    }

    private double worth(int asset, long lots) {
        return form.worth(asset, lots);
    }

    /** The bound on the variance. */
    private double bound() {
        double amount = amount(0) / root;
        return amount < 0 ? amount : amount * amount;
    }

    @Override
    Finding judge(int asset, long lots, double warningLevel) {
        double value = inventory.marks.value[asset];
        double step = measurable(lots * value);
        double own = form.deviation[asset] * form.deviation[asset];
        if (step == 0 || own == 0) {
            return Finding.UNAFFECTED;
        }
        double bound = bound();
        double squaredLevel = warningLevel * warningLevel;
        if (!inventory.isOpen()) {
            double after = measurable(form.variance + step * (2 * form.product[asset] + step * own));
            if (after < -1e-8 * size(asset, step)) {
                throw new IllegalStateException("the variance with the order is " + after);
            }
            double largest = Math.max(form.variance, after);
            if (largest <= bound) {
                return within(largest, bound, squaredLevel);
            }
            return after > form.variance && after > bound ? Finding.EXCEEDED : Finding.RELIEVED;
        }
        double norm = norm(asset, lots);
        if (norm * norm <= bound && bound >= 0) {
            return within(norm * norm, bound, squaredLevel);
        }
        return judgePending(asset, lots, step, own, bound, squaredLevel);
    }

    /** At least the square of what the standard deviation can be at most. */
    private double size(int asset, double step) {
        double sd = form.size + Math.abs(step) * form.deviation[asset];
        return sd * sd;
    }

    /** At least the largest standard deviation in the box with the order. */
    private double norm(int asset, long lots) {
        double sum = Math.sqrt(form.variance);
        for (int j = 0; j < n; j++) {
            if (inventory.low[j] < inventory.high[j] || j == asset) {
                long up = inventory.high[j] - inventory.held[j] + (j == asset ? Math.max(lots, 0) : 0);
                long down = inventory.held[j] - inventory.low[j] - (j == asset ? Math.min(lots, 0) : 0);
                sum += form.deviation[j] * worth(j, Math.max(up, down));
            }
        }
        return measurable(sum);
    }

    private Finding judgePending(int asset, long lots, double step, double own, double bound, double squaredLevel) {
        form.column(asset);
        // the largest slope along the order, over the box without it
        double slope = form.product[asset] * Math.signum(step);
        for (int j = 0; j < n; j++) {
            if (inventory.low[j] < inventory.high[j]) {
                double s = form.column[j] * Math.signum(step);
                slope += Math.max(
                        s * worth(j, inventory.high[j] - inventory.held[j]),
                        s * worth(j, inventory.low[j] - inventory.held[j]));
            }
        }
        boolean neverRises = 2 * slope + Math.abs(step) * own <= 0;
        if (bound < 0) {
            // tripped: it may not rise anywhere
            return neverRises ? Finding.RELIEVED : Finding.EXCEEDED;
        }
        if (inventory.openAssets() > PendingVariance.MOST_ASSETS) {
            return neverRises ? Finding.RELIEVED : Exhaustion.judge(inventory, asset, lots, bound, this::varianceAt);
        }
        PendingVariance fills = new PendingVariance(inventory, form, asset, step);
        Finding within = fills.within(lots, bound, squaredLevel);
        if (within != Finding.UNDECIDED) {
            return within;
        }
        if (neverRises) {
            return Finding.RELIEVED;
        }
        Finding found = fills.breach(bound);
        return found != Finding.UNDECIDED ? found : Exhaustion.judge(inventory, asset, lots, bound, this::varianceAt);
    }

    private double varianceAt(long[] lots) {
        double[] x = new double[n];
        double[] sx = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = worth(i, lots[i]);
        }
        site.requireModel().multiplyInto(x, sx);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i] * sx[i];
        }
        return sum;
    }

    @Override
    double held(int scope) {
        return root * Math.sqrt(form.variance) / equity();
    }

    @Override
    double worst(int scope, int asset, long lots) {
        double step = lots * inventory.marks.value[asset];
        double after =
                form.variance + step * (2 * form.product[asset] + step * form.deviation[asset] * form.deviation[asset]);
        double sd = inventory.isOpen() ? norm(asset, lots) : Math.sqrt(Math.max(0, after));
        return root * sd / equity();
    }
}
