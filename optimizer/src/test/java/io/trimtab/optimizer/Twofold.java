package io.trimtab.optimizer;

/** A sum of products in about 32 digits (Dekker 1971): what the tests certify answers with. Not the library's code. */
public final class Twofold {
    private double high;
    private double low;

    public Twofold clear() {
        high = 0;
        low = 0;
        return this;
    }

    public Twofold add(double x) {
        double s = high + x;
        double b = s - high;
        double e = (high - (s - b)) + (x - b);
        double t = low + e;
        high = s + t;
        low = t - (high - s);
        return this;
    }

    public Twofold addProduct(double x, double y) {
        double p = x * y;
        double e = Math.fma(x, y, -p);
        return add(p).add(e);
    }

    /** Adds a twofold number times a double. */
    public Twofold addProduct(Twofold x, double y) {
        return addProduct(x.high, y).addProduct(x.low, y);
    }

    public Twofold add(Twofold x) {
        return add(x.high).add(x.low);
    }

    public double value() {
        return high + low;
    }
}
