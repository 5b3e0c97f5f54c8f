package io.trimtab.optimizer.solver;

import java.util.Arrays;

/** A working set with its inverse, to come back to: what a solve left behind, in room that is used again. */
final class Reference {
    final KktInverse inverse = new KktInverse();
    final KktInverse matrix = new KktInverse();
    int[] codes = new int[0];
    int[] segment = new int[0];
    double[] w = new double[0];
    byte[] state = new byte[0];
    byte[] rowState = new byte[0];
    int[] columns = new int[0];

    /** Takes everything that a point and its working set are. */
    void take(Iterate at, WorkingSet set, Columns read) {
        w = at.w.clone();
        state = at.state.clone();
        rowState = at.rowState.clone();
        segment = at.segments.segments();
        set.saveTo(this);
        columns = read.assets();
    }

    /** Makes a point and its working set what they were, their bounds being those of the program now. */
    void giveBack(Iterate at, WorkingSet set, Columns read) {
        System.arraycopy(w, 0, at.w, 0, w.length);
        System.arraycopy(state, 0, at.state, 0, state.length);
        System.arraycopy(rowState, 0, at.rowState, 0, rowState.length);
        Arrays.fill(at.y, 0);
        at.segments.segments(segment);
        at.segments.refresh();
        set.restoreFrom(this);
        read.keep(columns);
    }
}
