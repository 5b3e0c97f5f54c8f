package io.trimtab.optimizer.solver;

import java.util.Arrays;

/** Takes down the points of one half of a {@link CriticalPath} in the order in which they are met. */
final class PathRecorder {
    int points;
    double[] t = new double[16];
    double[] gain = new double[16];
    double[] form = new double[16];
    int knots;
    int[] knotPoint = new int[64];
    int[] knotCode = new int[64];
    double[] knotValue = new double[64];
    int changes;
    int[] changePoint = new int[16];
    int[] changeCode = new int[16];
    byte[] stateBefore = new byte[16];
    byte[] stateAfter = new byte[16];
    /** How the members move beyond the last point, for ever. */
    int[] rayCode = new int[0];

    double[] rayRate = new double[0];
    /** Whether weights are among what moves. */
    boolean moving;

    /** A point follows: everything below is about it. */
    void point(double tilt, double gainHere, double formHere) {
        if (points == t.length) {
            t = Arrays.copyOf(t, 2 * points);
            gain = Arrays.copyOf(gain, 2 * points);
            form = Arrays.copyOf(form, 2 * points);
        }
        t[points] = tilt;
        gain[points] = gainHere;
        form[points++] = formHere;
    }

    /** The weight of an asset, or minus the multiplier of a row, that may change its course here. */
    void knot(int code, double value) {
        if (knots == knotCode.length) {
            knotPoint = Arrays.copyOf(knotPoint, 2 * knots);
            knotCode = Arrays.copyOf(knotCode, 2 * knots);
            knotValue = Arrays.copyOf(knotValue, 2 * knots);
        }
        knotPoint[knots] = points - 1;
        knotCode[knots] = code;
        knotValue[knots++] = value;
    }

    /** An asset or row whose state differs before and after the point. */
    void change(int code, byte before, byte after) {
        if (changes == changeCode.length) {
            changePoint = Arrays.copyOf(changePoint, 2 * changes);
            changeCode = Arrays.copyOf(changeCode, 2 * changes);
            stateBefore = Arrays.copyOf(stateBefore, 2 * changes);
            stateAfter = Arrays.copyOf(stateAfter, 2 * changes);
        }
        changePoint[changes] = points - 1;
        changeCode[changes] = code;
        stateBefore[changes] = before;
        stateAfter[changes++] = after;
    }
}
