package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a {@link RollingTail} held, to go on with after a restart.
 *
 * @param window how many losses the window holds
 * @param confidence the confidence of the value at risk
 * @param values the losses, oldest first, at most as many as the window holds; copied
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and compared by content
public record WindowSnapshot(int window, Confidence confidence, double[] values) implements Serializable {
    public WindowSnapshot {
        Check.atLeast(window, 1, "window");
        Check.notNull(confidence, "confidence");
        values = Check.allFinite(Check.notNull(values, "values"), "values").clone();
        if (values.length > window) {
            throw new IllegalArgumentException(
                    "values must be at most as many as the window of " + window + " holds, were " + values.length);
        }
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowSnapshot that
                && window == that.window
                && confidence.equals(that.confidence)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * window + confidence.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "WindowSnapshot[" + confidence + ", " + values.length + " of " + window + " losses]";
    }
}
