package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * Anticor: moves wealth from what did better lately to what tends to follow it.
 *
 * <pre>{@code
 * OnlineRule rule = Anticor.over(3, 30).observe(0.01, -0.02, 0.003);
 * }</pre>
 *
 * <p>Compares the logarithms of the last w price relatives with those of the w before them. Where asset i grew at least as much
 * as j in the later window and the correlation c(i, j) of i before with j after is positive, j claims c(i, j) of i, and more by the size of
 * each of c(i, i) and c(j, j) that is negative. Each asset gives its weight (as it stands after the last prices) in proportion to the claims.
 * Until 2 w relatives are known, weights drift with prices. Source: Borodin, El-Yaniv and Gogan, Can We Learn to Beat the Best Stock, Journal of
 * Artificial Intelligence Research 21 (2004) 579-594. O(n^2 w) a period. Immutable and thread-safe.
 */
public final class Anticor implements OnlineRule, Serializable {
    private static final long serialVersionUID = 1L;

    private final int window;
    private final double[] weights;
    /** Logarithms of the last relatives, the oldest first, at most 2 w. */
    private final double[][] logs;

    private Anticor(int window, double[] weights, double[][] logs) {
        this.window = window;
        this.weights = weights;
        this.logs = logs;
    }

    /**
     * The rule before anything is observed.
     *
     * @param assets how many, at least 1
     * @param window w, at least 2; up to 30 in the paper
     * @return the rule
     */
    public static Anticor over(int assets, int window) {
        Check.atLeast(window, 2, "window");
        return new Anticor(window, Relatives.equal(Relatives.count(assets)), new double[0][]);
    }

    @Override
    public int size() {
        return weights.length;
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public Anticor observe(double... returns) {
        double[] x = Relatives.of(returns, size());
        double wealth = Relatives.dot(weights, x);
        double[] drifted = new double[size()];
        double[] log = new double[size()];
        for (int i = 0; i < drifted.length; i++) {
            drifted[i] = weights[i] * x[i] / wealth;
            log[i] = StrictMath.log(x[i]);
        }
        int kept = Math.min(2 * window - 1, logs.length);
        double[][] known = new double[kept + 1][];
        System.arraycopy(logs, logs.length - kept, known, 0, kept);
        known[kept] = log;
        return new Anticor(window, known.length < 2 * window ? drifted : transferred(drifted, known), known);
    }

    /** Means and deviations of one window. */
    private static final class Window {
        final double[] means;
        /** Of asset i in period t at {@code t + i * w}, of length one; 0 for an asset that did not move. */
        final double[] standard;

        Window(double[][] logs, int from, int w, int n) {
            means = new double[n];
            standard = new double[n * w];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int t = 0; t < w; t++) {
                    sum += logs[from + t][i];
                }
                means[i] = sum / w;
                double squares = 0;
                for (int t = 0; t < w; t++) {
                    double d = logs[from + t][i] - means[i];
                    standard[t + i * w] = d;
                    squares += d * d;
                }
                double norm = Math.sqrt(squares);
                for (int t = 0; t < w; t++) {
                    standard[t + i * w] = norm > 0 ? standard[t + i * w] / norm : 0;
                }
            }
        }
    }

    private double[] transferred(double[] drifted, double[][] known) {
        int n = size();
        Window before = new Window(known, 0, window, n);
        Window after = new Window(known, window, window, n);
        double[] correlations = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int t = 0; t < window; t++) {
                    sum += before.standard[t + i * window] * after.standard[t + j * window];
                }
                correlations[i + j * n] = sum;
            }
        }
        double[] next = drifted.clone();
        double[] claims = new double[n];
        for (int i = 0; i < n; i++) {
            double total = 0;
            for (int j = 0; j < n; j++) {
                boolean claimed = i != j && after.means[i] >= after.means[j] && correlations[i + j * n] > 0;
                claims[j] = claimed
                        ? correlations[i + j * n]
                                + Math.max(0, -correlations[i + i * n])
                                + Math.max(0, -correlations[j + j * n])
                        : 0;
                total += claims[j];
            }
            for (int j = 0; j < n && total > 0; j++) {
                double moved = drifted[i] * (claims[j] / total);
                next[i] -= moved;
                next[j] += moved;
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            next[i] = Math.max(0, next[i]); // what was given away to the last bit
            sum += next[i];
        }
        for (int i = 0; i < n; i++) {
            next[i] /= sum;
        }
        return next;
    }

    @Override
    public String toString() {
        return "Anticor[" + size() + " assets, windows of " + window + "]";
    }
}
