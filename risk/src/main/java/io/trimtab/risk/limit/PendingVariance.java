package io.trimtab.risk.limit;

/**
 * The variance over the box of pending fills: {@code V(y) = x'Sx}, and what an order of worth s in asset i adds to it, {@code
 * g(y) = 2 s (S x)_i + s^2 S_ii}.
 *
 * <p>V and {@code V + m g} are convex, so they are largest at vertices of the box; {@link VertexSearch} finds one beyond the bound or
 * proves that there is none. An order breaks the limit if and only if {@code V + g > b} and {@code g > 0} somewhere: a vertex
 * with both is a breach. If {@code V + g + m g <= b} at all vertices for some m >= 0 there is none, since where g > 0 it is at least
 * V + g. Each vertex that is in the way of one m says on which side of it to look for the next. Single-threaded, used once.
 */
final class PendingVariance {
    /** Assets pending, beyond which their covariances are not gathered. */
    static final int MOST_ASSETS = 128;

    private static final int ROUNDS = 24;

    private final Inventory inventory;
    private final QuadraticForm form;
    private final double step;
    private final double own;
    private final int order;
    private final int k;
    private final int[] assets;
    private final double[] covariances;

    PendingVariance(Inventory inventory, QuadraticForm form, int asset, double step) {
        this.inventory = inventory;
        this.form = form;
        this.step = step;
        own = form.deviation[asset] * form.deviation[asset];
        int n = inventory.low.length;
        int[] found = new int[inventory.openAssets() + 1];
        int count = 0;
        int at = 0;
        for (int j = 0; j < n; j++) {
            if (j == asset || inventory.low[j] < inventory.high[j]) {
                at = j == asset ? count : at;
                found[count++] = j;
            }
        }
        assets = found;
        k = count;
        order = at;
        covariances = new double[k * k];
        for (int a = 0; a < k; a++) {
            double[] column = form.column(assets[a]);
            for (int c = 0; c < k; c++) {
                covariances[a * k + c] = column[assets[c]];
            }
        }
    }

    /** A box, by its centre and its half widths, and the search over its vertices. */
    private final class Box {
        final double[] half = new double[k];
        final double[] slope = new double[k];
        double middle = form.variance;
        final VertexSearch search;

        /** With so many lots more of the order's asset. */
        Box(long lots) {
            double[] shift = new double[k];
            for (int a = 0; a < k; a++) {
                int j = assets[a];
                long more = a == order ? lots : 0;
                double top = form.worth(j, inventory.high[j] - inventory.held[j] + Math.max(more, 0));
                double bottom = form.worth(j, inventory.low[j] - inventory.held[j] + Math.min(more, 0));
                half[a] = 0.5 * (top - bottom);
                shift[a] = 0.5 * (top + bottom);
                slope[a] = form.product[j];
            }
            double[] quadratic = new double[k * k];
            for (int a = 0; a < k; a++) {
                double sum = 0;
                for (int c = 0; c < k; c++) {
                    // both triangles from one, so that what rounding made of a model is symmetric
                    double covariance = 0.5 * (covariances[a * k + c] + covariances[c * k + a]);
                    sum += covariance * shift[c];
                    quadratic[a * k + c] = half[a] * half[c] * covariance;
                }
                middle += shift[a] * (2 * form.product[assets[a]] + sum);
                slope[a] += sum;
            }
            search = new VertexSearch(quadratic, k);
        }

        VertexSearch.Answer beyond(double bound) {
            double[] linear = new double[k];
            for (int a = 0; a < k; a++) {
                linear[a] = half[a] * slope[a];
            }
            return search.search(middle, linear, bound);
        }

        /** How the change g changes with the a-th sign. */
        double lean(int a) {
            return 2 * step * half[a] * covariances[order * k + a];
        }

        VertexSearch.Answer beyond(double weight, double bound) {
            double[] linear = new double[k];
            for (int a = 0; a < k; a++) {
                linear[a] = half[a] * slope[a] + 0.5 * weight * lean(a);
            }
            return search.search(middle + weight * middleChange(), linear, bound);
        }

        double middleChange() {
            return step * (2 * slope[order] + step * own);
        }

        /** g at the vertex found. */
        double change() {
            double sum = middleChange();
            for (int a = 0; a < k; a++) {
                sum += search.sign(a) * lean(a);
            }
            return sum;
        }

        /** V at the vertex found. */
        double value() {
            double sum = 0;
            double[] x = new double[k];
            for (int a = 0; a < k; a++) {
                x[a] = search.sign(a) * half[a];
            }
            for (int a = 0; a < k; a++) {
                double row = 2 * slope[a];
                for (int c = 0; c < k; c++) {
                    row += 0.5 * (covariances[a * k + c] + covariances[c * k + a]) * x[c];
                }
                sum += x[a] * row;
            }
            return middle + sum;
        }
    }

    /** What all fills with the order lead to: within, warned, or undecided if something is beyond the bound or nobody knows. */
    Meter.Finding within(long lots, double bound, double squaredLevel) {
        Box box = new Box(lots);
        if (box.beyond(bound) != VertexSearch.Answer.NONE) {
            return Meter.Finding.UNDECIDED;
        }
        return box.beyond(squaredLevel * bound) == VertexSearch.Answer.NONE
                ? Meter.Finding.WITHIN
                : Meter.Finding.WARNED;
    }

    /** Of an order that may raise V, and beyond the bound with which something is: exceeded, relieved or undecided. */
    Meter.Finding breach(double bound) {
        Box box = new Box(0);
        double least = 0;
        double most = Double.POSITIVE_INFINITY;
        double m = 0;
        for (int round = 0; round < ROUNDS; round++) {
            VertexSearch.Answer answer = box.beyond(1 + m, bound);
            if (answer == VertexSearch.Answer.NONE) {
                return Meter.Finding.RELIEVED;
            }
            if (answer == VertexSearch.Answer.GIVEN_UP) {
                return Meter.Finding.UNDECIDED;
            }
            double change = box.change();
            double room = bound - box.value() - change;
            if (change > 0 && room < 0) {
                return Meter.Finding.EXCEEDED;
            }
            if (change > 0) {
                most = Math.min(most, room / change);
            } else if (change < 0) {
                least = Math.max(least, room / change);
            }
            if (change == 0 || !(least < most)) {
                return Meter.Finding.UNDECIDED;
            }
            m = most < Double.POSITIVE_INFINITY ? 0.5 * (least + most) : 2 * least + Double.MIN_NORMAL;
        }
        return Meter.Finding.UNDECIDED;
    }
}
