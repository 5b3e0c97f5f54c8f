package io.trimtab.optimizer;

import io.trimtab.core.testkit.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads the binary instances of {@code fixtures/optimizer/problems}; the format is in their README. */
public final class ProblemFile {
    private final Map<String, double[]> arrays = new TreeMap<>();

    private ProblemFile() {}

    public static ProblemFile read(String name) {
        ByteBuffer in = ByteBuffer.wrap(Fixtures.bytes("optimizer/problems/" + name + ".raw.gz"))
                .order(ByteOrder.LITTLE_ENDIAN);
        ProblemFile file = new ProblemFile();
        int count = in.getInt();
        for (int k = 0; k < count; k++) {
            byte[] label = new byte[in.getInt()];
            in.get(label);
            double[] values = new double[in.getInt() * in.getInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.getDouble();
            }
            file.arrays.put(new String(label, StandardCharsets.US_ASCII), values);
        }
        return file;
    }

    public double[] array(String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    public double scalar(String name) {
        return array(name)[0];
    }
}
