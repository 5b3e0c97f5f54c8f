package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, files and clocks that mean no good. */
class HostileCatalogTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static final List<String> NAMES = List.of(
            "a,b;c\td",
            "line\nbreak\r\n",
            "../../etc/passwd",
            "C:\\con\\nul",
            "/",
            ".",
            "..",
            "\u0000\u0001\u007f",
            "\"quoted\" 'and' \\escaped\\",
            "{\"json\":1}",
            "\ud83d\ude00",
            "\ud83d", // half a pair
            "\ude00",
            "?",
            "??",
            "\ufffd",
            "e\u0301",
            "\u00e9", // the same to a reader, and to some file systems
            "\u202egnirts desrever",
            "A",
            "a",
            "x".repeat(100_000));

    @Test
    void anyNameIsKeptAsItIsAndDisturbsNoOther() {
        List<StrategyRecord> records = new ArrayList<>();
        for (String name : NAMES) {
            records.add(StrategyRecord.builder(name, StrategyType.TREND)
                    .family(name)
                    .parameter("id" + name, name)
                    .tag(name)
                    .build());
        }
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            for (StrategyRecord record : records) {
                assertThat(catalog.add(record)).isEqualTo(CatalogAddition.ADDED);
            }
        }
        try (FileStrategyCatalog again = FileStrategyCatalog.open(folder)) {
            assertThat(again.damaged()).isEmpty();
            assertThat(again.candidates()).containsExactlyInAnyOrderElementsOf(records);
            for (StrategyRecord record : records) {
                assertThat(again.byId(record.id())).contains(record);
            }
        }
    }

    @Test
    void whatIsNoDocumentIsNamedAndHindersNothing() throws IOException {
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            catalog.add(Strategies.solid("a"));
        }
        Files.createDirectory(folder.resolve("folder.json"));
        Files.createDirectory(folder.resolve("folder.tmp"));
        Files.writeString(folder.resolve("folder.tmp").resolve("kept"), "kept");
        Files.write(folder.resolve("empty.json"), new byte[0]);
        Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Files.writeString(folder.resolve("deep.json"), "[".repeat(200_000));
        Files.writeString(folder.resolve("other.json"), "{\"format\":1}");
        Files.writeString(folder.resolve("note.txt"), "not ours");
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            assertThat(catalog.candidates()).extracting(StrategyRecord::id).containsExactly("a");
            assertThat(catalog.damaged())
                    .extracting(damaged -> String.valueOf(damaged.file().getFileName()))
                    .containsExactly("binary.json", "deep.json", "empty.json", "folder.json", "other.json");
            assertThat(catalog.damaged()).allSatisfy(d -> assertThat(d.why()).isNotBlank());
            catalog.add(Strategies.solid("b"));
        }
        assertThat(folder.resolve("folder.tmp").resolve("kept")).exists();
        assertThat(folder.resolve("note.txt")).hasContent("not ours");
    }

    @Test
    void aCopyOfADocumentDoesNotComeBackToLife() throws IOException {
        StrategyRecord old = Strategies.solid("a");
        StrategyRecord next = old.toBuilder()
                .performance(PerformanceSummary.builder().sharpe(0.1).build())
                .dates(Strategies.DAY, Strategies.DAY.plusDays(1))
                .build();
        Files.write(folder.resolve("copy of a.json"), StrategyDocument.bytes(old));
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            assertThat(catalog.candidates()).isEmpty();
            assertThat(catalog.damaged()).hasSize(1);
            assertThat(catalog.damaged().get(0).why()).startsWith("the document of a must be named ");
            catalog.add(next);
        }
        try (FileStrategyCatalog catalog = FileStrategyCatalog.open(folder)) {
            assertThat(catalog.candidates()).containsExactly(next);
        }
    }

    @Test
    void aClockThatGoesBackMakesNoSnapshotYounger() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2024-01-02T00:00:00Z"));
        List<RuntimeException> failures = new ArrayList<>();
        InMemoryStrategyCatalog behind = InMemoryStrategyCatalog.of(List.of(Strategies.solid("a")));
        StrategyCatalog failing = new StrategyCatalog() {
            @Override
            public List<StrategyRecord> find(StrategyQuery query) {
                return behind.find(query);
            }

            @Override
            public java.util.Optional<StrategyRecord> byId(String id) {
                return behind.byId(id);
            }

            @Override
            public CatalogAddition add(StrategyRecord record) {
                return behind.add(record);
            }

            @Override
            public List<StrategyRecord> candidates() {
                if (!failures.isEmpty()) {
                    throw failures.get(0);
                }
                return behind.candidates();
            }
        };
        SnapshotCatalog catalog = SnapshotCatalog.over(failing, Duration.ofHours(1), now::get);
        assertThat(catalog.read().isStale()).isFalse();
        failures.add(new IllegalStateException("down"));
        now.set(Instant.parse("2024-01-02T00:30:00Z"));
        assertThat(catalog.read().age()).isEqualTo(Duration.ofMinutes(30));
        now.set(Instant.parse("2024-01-01T00:00:00Z"));
        assertThatThrownBy(catalog::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the clock went back");
        failures.clear();
        assertThat(catalog.read().age()).isEqualTo(Duration.ZERO);
    }

    @Test
    void aDocumentIsTextThatEveryReaderUnderstands() {
        for (String name : NAMES) {
            byte[] bytes = StrategyDocument.bytes(
                    StrategyRecord.builder(name, StrategyType.TREND).build());
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
            assertThat(StrategyDocument.read(bytes).id()).isEqualTo(name);
        }
    }
}
