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
    private final double[][] column = new double[4][];
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
        column[waiting] = columns.column(columns.fetch(asset));
        if (++waiting == 4) {
            finish();
        }
    }

    /** Adds what is still waiting. */
    void finish() {
        ColumnSums.add(n, waiting, factor, column, y);
        waiting = 0;
    }
}
