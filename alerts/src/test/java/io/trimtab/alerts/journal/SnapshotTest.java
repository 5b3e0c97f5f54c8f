package io.trimtab.alerts.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
    private static final Path FILE = Path.of("state", "alerts.bin").toAbsolutePath();
    private static final byte[] OLD = "what was there before".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "and what takes its place, which is longer".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    /** The machine stops. */
    private static final class PowerCut extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * A disk that stops after so many steps, each byte and each other thing it does being one. It loses what was not forced:
     * of a file's new content any part may be there, and a rename may not have happened yet unless the directory was forced.
     */
    private static final class FailingDisk implements Disk {
        private final TreeMap<Path, byte[]> files = new TreeMap<>();
        /** The files whose content would not survive. */
        private final List<Path> unforced = new ArrayList<>();
        /** The content before a rename that would not survive. */
        private byte @Nullable [] beforeRename;

        private @Nullable Path renamed;
        private long stepsLeft;

        FailingDisk(long stepsLeft) {
            this.stepsLeft = stepsLeft;
        }

        private void step() throws PowerCut {
            if (stepsLeft-- <= 0) {
                throw new PowerCut();
            }
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            step();
            files.put(file, new byte[0]);
            unforced.add(file);
            for (int length = 1; length <= content.length; length++) {
                step();
                files.put(file, Arrays.copyOf(content, length));
            }
        }

        @Override
        public void force(Path file) throws IOException {
            step();
            unforced.remove(file);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            step();
            byte[] content = files.remove(from);
            if (content == null) {
                throw new NoSuchFileException(from.toString());
            }
            assertThat(unforced).as("a file is forced before it takes the name").doesNotContain(from);
            beforeRename = files.put(to, content);
            renamed = to;
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            step();
            renamed = null;
        }

        /** What may be found after the stop, the worst of it. */
        List<byte[]> mayBeFound(Path file) {
            List<byte[]> found = new ArrayList<>();
            byte[] content = requireNonNull(files.get(file), "content");
            found.add(content);
            if (unforced.contains(file)) {
                for (int length = 0; length < content.length; length++) {
                    found.add(Arrays.copyOf(content, length));
                }
            }
            if (file.equals(renamed) && beforeRename != null) {
                found.add(beforeRename);
            }
            return found;
        }
    }

    @Test
    void stoppedAtAnyByteTheOldSnapshotIsThereOrTheNewOneAndNeverAMixture() {
        byte[] old = Snapshot.sealing(OLD).bytes();
        int completed = 0;
        int oldFound = 0;
        for (long steps = 0; completed == 0; steps++) {
            FailingDisk disk = new FailingDisk(steps);
            disk.files.put(FILE, old);
            disk.files.put(FILE.resolveSibling("alerts.bin.tmp"), new byte[] {1, 2, 3}); // of an earlier stop
            try {
                Snapshot.sealing(NEW).writeTo(FILE, disk);
                completed++;
            } catch (UncheckedIOException e) {
                assertThat(e).hasCauseInstanceOf(PowerCut.class).hasMessageContaining("alerts.bin");
            }
            for (byte[] found : disk.mayBeFound(FILE)) {
                byte[] content = Snapshot.of(found).content();
                assertThat(content).isIn(OLD, NEW);
                oldFound += Arrays.equals(content, OLD) ? 1 : 0;
                if (completed > 0) {
                    assertThat(content).isEqualTo(NEW);
                }
            }
        }
        assertThat(oldFound).isGreaterThan(NEW.length);
    }

    @Test
    void aFileIsWrittenAndReadAndReplaced() throws IOException {
        Path file = directory.resolve("alerts.bin");
        Snapshot.sealing(OLD).writeTo(file);
        assertThat(Snapshot.read(file).content()).isEqualTo(OLD);
        Snapshot.sealing(NEW).writeTo(file);
        assertThat(Snapshot.read(file).content()).isEqualTo(NEW);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(Snapshot.read(file)).hasToString("Snapshot[version 1, " + (NEW.length + 52) + " bytes]");
    }

    @Test
    void everyChangedBitIsFound() {
        byte[] bytes = Snapshot.sealing(NEW).bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> Snapshot.of(damaged)).isInstanceOf(SnapshotException.class);
        }
    }

    @Test
    void everyMissingOrAddedByteIsFound() {
        byte[] bytes = Snapshot.sealing(NEW).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Snapshot.of(shorter))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("cut short");
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> Snapshot.of(longer)).isInstanceOf(SnapshotException.class);
    }

    @Test
    void aNewerVersionIsRefusedByName() throws Exception {
        byte[] bytes = Snapshot.sealing(NEW).bytes();
        ByteBuffer.wrap(bytes).putInt(8, 2);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes, 0, bytes.length - 32);
        System.arraycopy(digest.digest(), 0, bytes, bytes.length - 32, 32);
        assertThatThrownBy(() -> Snapshot.of(bytes))
                .isInstanceOf(SnapshotException.class)
                .hasMessage("the snapshot has version 2, this library reads 1 to 1;"
                        + " restore it with the version that wrote it");
    }

    @Test
    void aFileThatCannotBeReadOrWrittenIsNamed() {
        assertThatThrownBy(() -> Snapshot.read(directory.resolve("missing.bin")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing.bin");
        assertThatThrownBy(() ->
                        Snapshot.sealing(NEW).writeTo(directory.resolve("no").resolve("such.bin")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("such.bin");
    }
}
