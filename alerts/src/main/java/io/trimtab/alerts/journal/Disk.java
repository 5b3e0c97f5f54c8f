package io.trimtab.alerts.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What {@link Snapshot#writeTo} asks of a file system, so that a test can stop it at every byte. */
interface Disk {
    /** The file system. */
    Disk REAL = new Disk() {
        @Override
        public void write(Path file, byte[] content) throws IOException {
            Files.write(file, content);
        }

        @Override
        public void force(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void forceDirectory(Path directory) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                // Not every system can: then the old file may come back after a power failure, which is a whole file
                // too.
                return;
            }
        }
    };

    /** Creates a file or empties it, and writes all of the content. */
    void write(Path file, byte[] content) throws IOException;

    /** Returns when what was written to a file would survive a power failure. */
    void force(Path file) throws IOException;

    /** Gives a file another's name, at once and for good. */
    void replace(Path from, Path to) throws IOException;

    /** Returns when the names in a directory would survive a power failure, if the system can do that. */
    void forceDirectory(Path directory) throws IOException;
}
