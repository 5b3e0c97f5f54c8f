package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.strategy.evidence.TrackEvidence;
import io.trimtab.core.testkit.StrategyCatalogContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStrategyCatalogTest extends StrategyCatalogContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final List<FileStrategyCatalog> opened = new ArrayList<>();

    @Override
    protected StrategyCatalog empty() {
        return open(folder.resolve("catalog-" + opened.size()));
    }

    private FileStrategyCatalog open(Path where) {
        FileStrategyCatalog catalog = FileStrategyCatalog.open(where);
        opened.add(catalog);
        return catalog;
    }

    @AfterEach
    void close() {
        opened.forEach(FileStrategyCatalog::close);
    }

    /** The process was killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A disk that dies after a number of bytes and steps. */
    private static final class DyingDisk extends CatalogDisk {
        private long left;

        DyingDisk(long left) {
            this.left = left;
        }

        @Override
        void write(Path file, byte[] content) throws IOException {
            int written = (int) Math.min(left, content.length);
            Files.write(file, Arrays.copyOf(content, written));
            left -= written;
            if (written < content.length) {
                throw new Killed();
            }
        }

        @Override
        void replace(Path from, Path to) throws IOException {
            step();
            super.replace(from, to);
        }

        @Override
        void delete(Path file) throws IOException {
            step();
            super.delete(file);
        }

        private void step() {
            if (left-- <= 0) {
                throw new Killed();
            }
        }
    }

    @Test
    void whatWasAddedIsThereAfterReopening() {
        SplittableRandom random = new SplittableRandom(1);
        List<StrategyRecord> records = new ArrayList<>();
        for (StrategyRecord record : Strategies.random(40, random)) {
            records.add(record.toBuilder()
                    .parameter("id", record.id())
                    .parameter("odd \"name\"\n", "\u2028 value \ud83d\ude00")
                    .tag("fx")
                    .tag("a b")
                    .evidence(
                            random.nextBoolean()
                                    ? TrackEvidence.none()
                                    : new TrackEvidence(500, 12.5, 0.97, random.nextDouble(), Double.NaN))
                    .adaptationQuality(random.nextBoolean() ? Double.NaN : random.nextDouble())
                    .build());
        }
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            records.forEach(catalog::add);
        }
        FileStrategyCatalog again = open(folder);
        assertThat(again.damaged()).isEmpty();
        assertThat(again.candidates()).hasSize(40).containsExactlyInAnyOrderElementsOf(records);
    }

    @Test
    void everyPartOfARecordIsInItsDocument() throws Exception {
        // A part that is added to records and forgotten in documents would be lost on reopening.
        String text = new String(StrategyDocument.bytes(Strategies.solid("a")), StandardCharsets.UTF_8);
        for (Class<?> type : List.of(StrategyRecord.class, StrategyContext.class)) {
            for (var part : type.getRecordComponents()) {
                assertThat(text).contains("\"" + part.getName() + "\":");
            }
        }
        StrategyRecord measured = Strategies.solid("a").toBuilder()
                .performance(new PerformanceSummary(1, 2, 3, 0.4, 0.5, 6, 7, 8, 9, 10, 11))
                .evidence(new TrackEvidence(1, 2, 0.3, 0.4, 0.5))
                .build();
        assertThat(StrategyDocument.read(StrategyDocument.bytes(measured))).isEqualTo(measured);
    }

    @Test
    void aCrashAtAnyByteOfAnUpdateLeavesTheOldOrTheNewRecord() throws IOException {
        StrategyRecord old = Strategies.solid("a");
        StrategyRecord other = Strategies.solid("b");
        StrategyRecord next = old.toBuilder()
                .performance(PerformanceSummary.builder().sharpe(1.25).build())
                .build();
        int bytes = StrategyDocument.bytes(next).length;
        int seenOld = 0;
        for (int at = 0; at <= bytes + 2; at++) {
            Path where = folder.resolve("kill-" + at);
            try (FileStrategyCatalog catalog = FileStrategyCatalog.open(where)) {
                catalog.add(old);
                catalog.add(other);
            }
            boolean died = false;
            try (FileStrategyCatalog catalog = FileStrategyCatalog.open(where, new DyingDisk(at))) {
                assertThat(catalog.add(next)).isEqualTo(CatalogAddition.UPDATED);
            } catch (Killed killed) {
                died = true;
            }
            assertThat(died).as("killed after %d of %d", at, bytes).isEqualTo(at <= bytes);
            try (FileStrategyCatalog after = FileStrategyCatalog.open(where)) {
                assertThat(after.damaged()).isEmpty();
                assertThat(after.candidates()).containsExactly(died ? old : next, other);
                seenOld += died ? 1 : 0;
                assertThat(files(where)).as("no scraps").hasSize(3);
                assertThat(after.add(next)).isEqualTo(CatalogAddition.UPDATED);
            }
        }
        assertThat(seenOld).isEqualTo(bytes + 1);
    }

    @Test
    void aCrashWhileABetterTwinTakesItsPlaceLeavesExactlyOneOfThem() throws IOException {
        StrategyRecord worse =
                Strategies.solid("zz").toBuilder().parameter("id", "same").build();
        StrategyRecord better = Strategies.solid("aa").toBuilder()
                .parameter("id", "same")
                .performance(PerformanceSummary.builder().sharpe(3).build())
                .build();
        int bytes = StrategyDocument.bytes(better).length;
        for (int at = bytes - 1; at <= bytes + 3; at++) {
            Path where = folder.resolve("twin-" + at);
            try (FileStrategyCatalog catalog = FileStrategyCatalog.open(where)) {
                catalog.add(worse);
            }
            try (FileStrategyCatalog catalog = FileStrategyCatalog.open(where, new DyingDisk(at))) {
                catalog.add(better);
            } catch (Killed killed) {
                assertThat(at).isLessThanOrEqualTo(bytes + 1);
            }
            try (FileStrategyCatalog after = FileStrategyCatalog.open(where)) {
                assertThat(after.candidates()).containsExactly(at <= bytes ? worse : better);
                assertThat(files(where)).hasSize(2);
            }
        }
    }

    @Test
    void aDamagedDocumentIsNamedAndTheOthersAreThere() throws IOException {
        StrategyRecord one = Strategies.solid("a");
        byte[] whole = StrategyDocument.bytes(one);
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            catalog.add(one);
            catalog.add(Strategies.solid("b"));
        }
        Path file = files(folder).stream()
                .filter(path -> path.toString().endsWith(".json"))
                .filter(path -> Arrays.equals(read(path), whole))
                .findFirst()
                .orElseThrow();
        // Torn at any byte: the last is the end of the line, without which the document is whole.
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
                assertThat(catalog.candidates()).extracting(StrategyRecord::id).containsExactly("b");
                assertThat(catalog.damaged()).hasSize(1);
                assertThat(catalog.damaged().get(0).file()).isEqualTo(file);
            }
        }
        String altered = new String(whole, StandardCharsets.UTF_8).replace("\"sharpe\":1,", "\"sharpe\":9,");
        Files.writeString(file, altered);
        FileStrategyCatalog catalog = open(folder);
        assertThat(catalog.damaged().get(0).why()).startsWith("sha256 must be ");
        assertThat(catalog.add(one)).isEqualTo(CatalogAddition.ADDED);
        catalog.close();
        assertThat(open(folder).candidates()).hasSize(2);
    }

    @Test
    void aDiskThatRefusesLeavesTheCatalogAsItWas() {
        CatalogDisk full = new CatalogDisk() {
            @Override
            void write(Path file, byte[] content) throws IOException {
                throw new IOException("no space left");
            }
        };
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder, full)) {
            assertThatThrownBy(() -> catalog.add(Strategies.solid("a")))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith("cannot write " + folder);
            assertThat(catalog.candidates()).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what it is for
    void nullIsRefusedByName() {
        FileStrategyCatalog catalog = open(folder);
        assertThatThrownBy(() -> FileStrategyCatalog.open(null)).hasMessage("folder");
        assertThatThrownBy(() -> catalog.add(null)).hasMessage("record");
        assertThatThrownBy(() -> catalog.find(null)).hasMessage("query");
        assertThatThrownBy(() -> catalog.byId(null)).hasMessage("id");
    }

    @Test
    void aFolderIsOpenOnce() {
        FileStrategyCatalog first = open(folder);
        assertThatThrownBy(() -> FileStrategyCatalog.open(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is open already in this process");
        first.close();
        first.close();
        assertThatThrownBy(() -> first.add(Strategies.solid("a"))).hasMessageEndingWith("is closed");
        assertThat(open(folder).candidates()).isEmpty();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path where) throws IOException {
        try (var all = Files.list(where)) {
            return all.toList();
        }
    }
}
