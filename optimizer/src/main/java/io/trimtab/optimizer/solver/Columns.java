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
    private double[] panel = new double[0];
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
        if ((slot + 1) * n > panel.length) {
            int slots = Math.min(n, Math.max(16, slot + slot / 2 + 1));
            panel = Arrays.copyOf(panel, slots * n);
        }
        program.columnInto(asset, panel, slot * n);
        slotOf[asset] = slot;
        assetOf[slot] = asset;
        count++;
        return slot;
    }

    int count() {
        return count;
    }

    int assetOf(int slot) {
        return assetOf[slot];
    }

    /** The slot of an asset's column, or -1 if it was not read. */
    int slotOf(int asset) {
        return slotOf[asset];
    }

    /** All columns read, one after the other, each of length n. */
    double[] panel() {
        return panel;
    }

    /** The covariance of two assets, the column of at least one of which was read. */
    double get(int i, int j) {
        int slot = slotOf[j];
        return slot >= 0 ? panel[slot * n + i] : panel[slotOf[i] * n + j];
    }
}
