package io.trimtab.alerts.journal;

import io.trimtab.core.check.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The state of an alert service as bytes that prove to be whole.
 *
 * <pre>{@code
 * alerts.snapshot().writeTo(file);
 * AlertService next = AlertService.builder()...restoring(Snapshot.read(file)).build(wall, nanos);
 * }</pre>
 *
 * <p>Layout, big-endian: the eight bytes {@code TTALERTS}, the version (4 bytes), the length of the content (8 bytes), the
 * content, and the SHA-256 of all before it. Any change of a single bit, a missing end and bytes too many are found. What
 * is inside are alerts in clear text: protect the file as you protect the alerts. Immutable.
 */
public final class Snapshot {
    /** The version that is written, and the newest that can be read. */
    public static final int VERSION = 1;

    private static final byte[] MAGIC = {'T', 'T', 'A', 'L', 'E', 'R', 'T', 'S'};
    private static final int HEAD = MAGIC.length + Integer.BYTES + Long.BYTES;
    private static final int CHECKSUM = 32;

    private final byte[] bytes;

    private Snapshot(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Seals some content.
     *
     * @param content what a service has written
     * @return the snapshot
     */
    public static Snapshot sealing(byte[] content) {
        Check.notNull(content, "content");
        ByteBuffer sealed = ByteBuffer.allocate(Math.addExact(content.length, HEAD + CHECKSUM));
        sealed.put(MAGIC).putInt(VERSION).putLong(content.length).put(content);
        sealed.put(checksum(sealed.array(), HEAD + content.length));
        return new Snapshot(sealed.array());
    }

    /**
     * A snapshot from bytes that {@link #bytes} gave.
     *
     * @param bytes the bytes; copied
     * @return the snapshot
     * @throws SnapshotException if they are not a whole snapshot of a version that is known
     */
    public static Snapshot of(byte[] bytes) {
        return checked(Check.notNull(bytes, "bytes").clone(), "the snapshot");
    }

    /**
     * Reads a snapshot.
     *
     * @param file the file that {@link #writeTo} wrote
     * @return the snapshot
     * @throws UncheckedIOException if the file cannot be read
     * @throws SnapshotException if it does not hold a whole snapshot of a version that is known
     */
    public static Snapshot read(Path file) {
        Check.notNull(file, "file");
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the snapshot " + file, e);
        }
        return checked(bytes, "the snapshot " + file);
    }

    private static Snapshot checked(byte[] bytes, String what) {
        if (bytes.length < HEAD + CHECKSUM || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new SnapshotException(what + " is no snapshot of an alert service, or cut short: it has "
                    + bytes.length + " bytes and must begin with TTALERTS; restore an older one, or start without");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int version = buffer.getInt(MAGIC.length);
        long length = buffer.getLong(MAGIC.length + Integer.BYTES);
        if (length != bytes.length - HEAD - CHECKSUM) {
            throw new SnapshotException(what + " is cut short or damaged: it says that its content has " + length
                    + " bytes, and has " + (bytes.length - HEAD - CHECKSUM)
                    + "; restore an older one, or start without");
        }
        int end = HEAD + (int) length;
        if (!MessageDigest.isEqual(checksum(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new SnapshotException(
                    what + " is damaged: its checksum is wrong; restore an older one, or start without");
        }
        if (version < 1 || version > VERSION) {
            throw new SnapshotException(what + " has version " + version + ", this library reads 1 to " + VERSION
                    + "; restore it with the version that wrote it");
        }
        return new Snapshot(bytes);
    }

    private static byte[] checksum(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Writes the snapshot so that the file holds either what it held before or all of the new, also if the process or the
     * machine stops meanwhile: to a file beside it whose name ends in {@code .tmp}, which then takes its name.
     *
     * @param file the file, replaced if it is there
     * @throws UncheckedIOException if that fails; the file is as it was then
     */
    public void writeTo(Path file) {
        writeTo(Check.notNull(file, "file"), Disk.REAL);
    }

    void writeTo(Path file, Disk disk) {
        Path absolute = file.toAbsolutePath();
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".tmp");
        Path directory = absolute.getParent();
        try {
            disk.write(fresh, bytes);
            disk.force(fresh);
            disk.replace(fresh, absolute);
            if (directory != null) {
                disk.forceDirectory(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the snapshot " + file, e);
        }
    }

    /**
     * The whole snapshot, to be kept anywhere.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * What the service has written.
     *
     * @return a copy
     */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, HEAD, bytes.length - CHECKSUM);
    }

    @Override
    public String toString() {
        return "Snapshot[version " + VERSION + ", " + bytes.length + " bytes]";
    }
}
