package io.trimtab.core.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds reference data: a missing file skips the test, or fails it where fixtures are required. */
public final class Fixtures {
    private static final Path ROOT = Path.of(System.getProperty("trimtab.fixtures", "../../shared/fixtures"));
    private static final boolean REQUIRED = Boolean.getBoolean("trimtab.fixtures.required");

    private Fixtures() {}

    /**
     * The path of a reference file.
     *
     * @param relative the file's path below the fixtures folder
     * @return the path of an existing file
     */
    public static Path path(String relative) {
        Path file = ROOT.resolve(relative);
        if (!Files.exists(file)) {
            String message = "reference file " + relative + " is not there (looked in " + ROOT + ")";
            if (REQUIRED) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return file;
    }

    /**
     * The lines of a reference file.
     *
     * @param relative the file's path below the fixtures folder; unpacked if it ends in .gz
     * @return its lines
     */
    public static List<String> lines(String relative) {
        return text(relative).lines().toList();
    }

    /**
     * The text of a reference file.
     *
     * @param relative the file's path below the fixtures folder; unpacked if it ends in .gz
     * @return its text
     */
    public static String text(String relative) {
        return new String(bytes(relative), StandardCharsets.UTF_8);
    }

    /**
     * The bytes of a reference file.
     *
     * @param relative the file's path below the fixtures folder; unpacked if it ends in .gz
     * @return its bytes
     */
    public static byte[] bytes(String relative) {
        Path file = path(relative);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = relative.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
