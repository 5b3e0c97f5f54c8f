package io.trimtab.optimizer.solver;

/**
 * One number of about 32 digits: the unevaluated sum of two doubles, changed in place.
 *
 * <p>Error-free sums and products after Dekker ("A floating-point technique for extending the available precision",
 * Numerische Mathematik 18 (1971), 224-242), each operation to a few units of 2^-104.
 */
final class Doubled {
    double high;
    double low;

    void set(double h, double l) {
        high = h;
        low = l;
    }

    void set(double[] h, double[] l, int at) {
        high = h[at];
        low = l[at];
    }

    void store(double[] h, double[] l, int at) {
        h[at] = high;
        l[at] = low;
    }

    double value() {
        return high + low;
    }

    void add(double h, double l) {
        double s = high + h;
        double b = s - high;
        double e = (high - (s - b)) + (h - b);
        double t = low + l;
        double c = t - low;
        double f = (low - (t - c)) + (l - c);
        e += t;
        double u = s + e;
        e -= u - s;
        e += f;
        high = u + e;
        low = e - (high - u);
    }

    /** Adds the product of two doubles. */
    void addProduct(double a, double b) {
        double p = a * b;
        add(p, Math.fma(a, b, -p));
    }

    /** Adds the product of a doubled number and a double. */
    void addProduct(double ah, double al, double b) {
        double p = ah * b;
        double e = Math.fma(ah, b, -p) + al * b;
        double s = p + e;
        add(s, e - (s - p));
    }

    /** Adds the product of two doubled numbers. */
    void addProduct(double ah, double al, double bh, double bl) {
        double p = ah * bh;
        double e = Math.fma(ah, bh, -p) + (ah * bl + al * bh);
        double s = p + e;
        add(s, e - (s - p));
    }

    /** Divides by a doubled number, by two steps of long division. */
    void divide(double bh, double bl) {
        double q1 = high / bh;
        addProduct(bh, bl, -q1);
        double q2 = high / bh;
        addProduct(bh, bl, -q2);
        double q3 = high / bh;
        double s = q1 + q2;
        double e = q2 - (s - q1);
        e += q3;
        high = s + e;
        low = e - (high - s);
    }

    /** The sign of this minus another. */
    boolean exceeds(double h, double l) {
        return high > h || (high == h && low > l);
    }
}
