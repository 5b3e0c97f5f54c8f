package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A catalog in a folder: one JSON document per strategy, which outlives the process and a crash at any byte.
 *
 * <p>A document is written beside its place, forced to the disk and then put into its place in one step; it carries a
 * checksum. After a crash at any moment every strategy is there as it was before the addition or after it, and one that was
 * found again under a new id counts once. Documents that are damaged are left alone, not counted, and named by {@link
 * #damaged()}. Everything is held in memory, so that finding does not touch the disk; adding writes one file. One process at
 * a time: a lock in the folder keeps others out. Thread-safe.
 *
 * <pre>{@code
 * try (FileStrategyCatalog catalog = FileStrategyCatalog.open(Path.of("strategies"))) {
 *     catalog.add(momentum);
 * }
 * }</pre>
 */
public final class FileStrategyCatalog implements StrategyCatalog, AutoCloseable {
    private static final String SUFFIX = ".json";
    private static final String TEMPORARY = ".tmp";
    private static final String LOCK = "catalog.lock";

    /**
     * A document that cannot be read.
     *
     * @param file where it is
     * @param why what is wrong with it
     */
    public record Damaged(Path file, String why) {
        public Damaged {
            Check.notNull(file, "file");
            Check.notBlank(why, "why");
        }
    }

    private final Path folder;
    private final CatalogDisk disk;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final InMemoryStrategyCatalog memory = InMemoryStrategyCatalog.empty();
    private final List<Damaged> damaged = new ArrayList<>();
    private boolean closed;

    private FileStrategyCatalog(Path folder, CatalogDisk disk, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.disk = disk;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Opens the catalog in a folder, which is made if there is none.
     *
     * @param folder where the documents are
     * @return the catalog; close it to let others in
     * @throws UncheckedIOException if the folder cannot be made or read
     * @throws IllegalStateException if the catalog is open elsewhere
     */
    public static FileStrategyCatalog open(Path folder) {
        return open(folder, new CatalogDisk());
    }

    static FileStrategyCatalog open(Path folder, CatalogDisk disk) {
        Check.notNull(folder, "folder");
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileStrategyCatalog catalog = new FileStrategyCatalog(folder, disk, channel, locked(folder, channel));
            try {
                catalog.load();
            } catch (IOException | RuntimeException failed) {
                catalog.close();
                throw failed;
            }
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the catalog in " + folder, e);
        }
    }

    private static FileLock locked(Path folder, FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException sameProcess) {
            channel.close();
            throw new IllegalStateException(
                    "the catalog in " + folder + " is open already in this process; close it first", sameProcess);
        }
        channel.close();
        throw new IllegalStateException(
                "the catalog in " + folder + " is open in another process; close it there first");
    }

    private void load() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(files::add);
        }
        Collections.sort(files);
        List<StrategyRecord> records = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(TEMPORARY) && Files.isRegularFile(file)) {
                // What was being written when the process ended never came into being.
                disk.delete(file);
            } else if (name.endsWith(SUFFIX)) {
                try {
                    StrategyRecord record = StrategyDocument.read(Files.readAllBytes(file));
                    if (!fileOf(record.id()).equals(file)) {
                        // A copy would come back to life when the strategy is brought up to date in its own file.
                        throw new IllegalArgumentException("the document of " + record.id() + " must be named "
                                + fileOf(record.id()).getFileName());
                    }
                    records.add(record);
                } catch (RuntimeException torn) {
                    damaged.add(new Damaged(file, String.valueOf(torn.getMessage())));
                } catch (IOException unreadable) {
                    damaged.add(new Damaged(file, "cannot be read: " + unreadable));
                }
            }
        }
        records.sort((a, b) -> a.id().compareTo(b.id()));
        records.forEach(memory::add);
        for (StrategyRecord record : records) {
            // The crash came between writing the better record of a fingerprint and deleting the other.
            if (memory.byId(record.id()).isEmpty()) {
                disk.delete(fileOf(record.id()));
            }
        }
    }

    /** Ids may hold anything, names of files may not. */
    private Path fileOf(String id) {
        // Halves of surrogate pairs are all alike in UTF-8; escaped, they differ.
        boolean halves = !StandardCharsets.UTF_8.newEncoder().canEncode(id);
        String name = halves ? "escaped-" + StrategyDocument.sha256(Json.of(id).text()) : StrategyDocument.sha256(id);
        return folder.resolve(name.substring(0, halves ? 40 : 32) + SUFFIX);
    }

    /**
     * Documents that cannot be read: they were altered, or the disk lost them.
     *
     * @return as found when the catalog was opened
     */
    public List<Damaged> damaged() {
        return List.copyOf(damaged);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the disk refuses; the catalog is then as before
     * @throws IllegalStateException if the catalog is closed
     */
    @Override
    public synchronized CatalogAddition add(StrategyRecord record) {
        Check.notNull(record, "record");
        if (closed) {
            throw new IllegalStateException("the catalog in " + folder + " is closed");
        }
        CatalogAddition outcome = memory.outcome(record);
        if (outcome == CatalogAddition.NOT_TAKEN) {
            return outcome;
        }
        Path file = fileOf(record.id());
        Path temporary = folder.resolve(file.getFileName() + TEMPORARY);
        Optional<StrategyRecord> twin = memory.twinOf(record);
        try {
            disk.write(temporary, StrategyDocument.bytes(record));
            disk.replace(temporary, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
        memory.add(record);
        if (twin.isPresent()) {
            Path old = fileOf(twin.get().id());
            try {
                disk.delete(old);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot delete " + old + ", which " + record.id() + " replaces; it is ignored from now on", e);
            }
        }
        return outcome;
    }

    @Override
    public List<StrategyRecord> find(StrategyQuery query) {
        return memory.find(query);
    }

    @Override
    public Optional<StrategyRecord> byId(String id) {
        return memory.byId(id);
    }

    @Override
    public List<StrategyRecord> candidates() {
        return memory.candidates();
    }

    /** Lets others open the folder. What was added is on the disk already. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                lock.release();
                lockFile.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unlock " + folder, e);
            }
        }
    }

    @Override
    public String toString() {
        return "FileStrategyCatalog[" + folder + ", " + candidates().size() + " strategies, " + damaged.size()
                + " damaged]";
    }
}
