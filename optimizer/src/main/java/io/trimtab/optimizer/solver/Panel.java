package io.trimtab.optimizer.solver;

/**
 * Adds multiples of columns of S to a vector, four columns to a pass: a quarter of the reads and writes of the vector.
 *
 * <p>Each element is one chain of fused multiply-adds in the order in which columns are added.
 */
final class Panel {
    private final Columns columns;
    private final int n;
    private final double[] y;
    private final double[] factor = new double[4];
    private final int[] offset = new int[4];
    private int waiting;

    Panel(Columns columns, int n, double[] y) {
        this.columns = columns;
        this.n = n;
        this.y = y;
    }

    /** y += x times the column of an asset, which is read if it was not yet. */
    void add(double x, int asset) {
        if (x == 0) {
            return;
        }
        factor[waiting] = x;
        offset[waiting] = columns.fetch(asset) * n;
        if (++waiting == 4) {
            four();
        }
    }

    /** Adds what is still waiting. */
    void finish() {
        double[] s = columns.panel();
        for (int k = 0; k < waiting; k++) {
            double f = factor[k];
            int o = offset[k];
            for (int j = 0; j < n; j++) {
                y[j] = Math.fma(f, s[o + j], y[j]);
            }
        }
        waiting = 0;
    }

    private void four() {
        double[] s = columns.panel();
        double[] out = y;
        double f0 = factor[0];
        double f1 = factor[1];
        double f2 = factor[2];
        double f3 = factor[3];
        int o0 = offset[0];
        int o1 = offset[1];
        int o2 = offset[2];
        int o3 = offset[3];
        for (int j = 0; j < n; j++) {
            double sum = Math.fma(f0, s[o0 + j], out[j]);
            sum = Math.fma(f1, s[o1 + j], sum);
            sum = Math.fma(f2, s[o2 + j], sum);
            out[j] = Math.fma(f3, s[o3 + j], sum);
        }
        waiting = 0;
    }
}
