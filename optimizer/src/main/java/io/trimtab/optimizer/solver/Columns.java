package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The columns of S that a solve has needed so far, each read from the risk model once.
 *
 * <p>Few assets of a long-only book ever move, so this is a small part of S. An asset's column is kept in the slot in
 * which it was first read until {@link #reset}.
 */
final class Columns {
    private int n;
    /** By slot; those beyond the count are room from before. */
    private double[][] columns = new double[0][];

    private int[] slotOf = new int[0];
    private int[] assetOf = new int[0];
    private int count;
    private QuadraticProgram program;

    Columns(QuadraticProgram program) {
        this.program = program;
        reset(program);
    }

    /** Forgets all columns. */
    void reset(QuadraticProgram next) {
        program = next;
        if (n != next.n) {
            columns = new double[0][];
        }
        n = next.n;
        if (slotOf.length < n) {
            slotOf = new int[n];
            assetOf = new int[n];
        }
        Arrays.fill(slotOf, 0, n, -1);
        count = 0;
    }

    /** The slot of an asset's column, read now if it was not yet. */
    int fetch(int asset) {
        int slot = slotOf[asset];
        return slot >= 0 ? slot : read(asset);
    }

    private int read(int asset) {
        int slot = count;
        if (slot == columns.length) {
            columns = Arrays.copyOf(columns, Math.min(n, 2 * slot + 32));
        }
        if (columns[slot] == null) {
            columns[slot] = new double[n];
        }
        program.columnInto(asset, columns[slot], 0);
        slotOf[asset] = slot;
        assetOf[slot] = asset;
        count++;
        return slot;
    }

    int count() {
        return count;
    }

    /** The slot of an asset's column, or -1 if it was not read. */
    int slotOf(int asset) {
        return slotOf[asset];
    }

    /** The column in a slot; not copied. */
    double[] column(int slot) {
        return columns[slot];
    }

    /** The covariance of two assets, the column of at least one of which was read. */
    double get(int i, int j) {
        int slot = slotOf[j];
        return slot >= 0 ? columns[slot][i] : columns[slotOf[i]][j];
    }

    /** The assets whose columns were read, in that order. */
    int[] assets() {
        return Arrays.copyOf(assetOf, count);
    }

    /** Comes back to having read the columns of these assets in this order; the rest is forgotten. */
    void keep(int[] assets) {
        int same = 0;
        while (same < count && same < assets.length && assetOf[same] == assets[same]) {
            same++;
        }
        while (count > same) {
            slotOf[assetOf[--count]] = -1;
        }
        for (int k = same; k < assets.length; k++) {
            fetch(assets[k]);
        }
    }
}
