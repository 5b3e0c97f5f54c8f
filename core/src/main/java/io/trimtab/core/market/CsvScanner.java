package io.trimtab.core.market;

import io.trimtab.core.check.Interruption;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads a CSV file field by field, as RFC 4180 has it, in UTF-8, allocating nothing for a number or a date.
 *
 * <p>Records end with LF or CRLF; blank lines are skipped; a field may be quoted; blanks around an unquoted field do not
 * count. Single-threaded.
 */
final class CsvScanner implements Closeable {
    /** Powers of ten that a double holds exactly. */
    private static final double[] EXACT_TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT_INTEGERS = 1L << 53;
    private static final int END = -1;
    /** No id or number is longer: a quote that is not closed must not swallow a file of gigabytes. */
    private static final int LONGEST_FIELD = 1 << 20;

    private final Path file;
    private final InputStream in;
    private final byte delimiter;
    /** Reports malformed text, as decoders do unless told otherwise. */
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    private final LongConsumer listener;
    private final byte[] buffer = new byte[1 << 16];
    private long taken;
    private int position;
    private int limit;

    /** The current field. */
    private byte[] field = new byte[64];

    private int length;
    private long line = 1;
    /** The line the current field begins on. */
    private long fieldLine = 1;

    private int column;
    private boolean endOfRecord = true;

    CsvScanner(Path file, char delimiter) {
        this(file, delimiter, bytes -> {});
    }

    /** Tells the listener the number of bytes it has read from time to time. */
    CsvScanner(Path file, char delimiter, LongConsumer listener) {
        this.file = file;
        this.delimiter = (byte) delimiter;
        this.listener = listener;
        try {
            this.in = Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        try {
            limit = in.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("cannot read " + file, e);
        }
        taken = limit;
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            position = 3; // a byte order mark; other text may begin with the same byte
        }
    }

    /** What separates fields. */
    char delimiter() {
        return (char) delimiter;
    }

    /** Moves to the next record that is not blank; false at the end of the file. */
    boolean nextRecord() {
        while (!endOfRecord) {
            nextField();
        }
        for (int c = peek(); c != END; c = peek()) {
            if (c != '\n' && c != '\r') {
                column = 0;
                endOfRecord = false;
                return true;
            }
            endLine(read());
        }
        return false;
    }

    /** Reads the next field of the record; false if there is none left. */
    boolean nextField() {
        if (endOfRecord) {
            return false;
        }
        column++;
        fieldLine = line;
        length = 0;
        int c = read();
        while (c == ' ' || (c == '\t' && delimiter != '\t')) {
            c = read();
        }
        c = c == '"' ? readQuoted() : readPlain(c);
        if (c != delimiter) {
            endOfRecord = true;
            if (c != END) {
                endLine(c);
            }
        }
        return true;
    }

    private int readPlain(int first) {
        int c = first;
        while (c != delimiter && c != '\n' && c != '\r' && c != END) {
            if (c == '"') {
                throw bad("a quote within a field that does not begin with one");
            }
            append(c);
            c = read();
        }
        while (length > 0 && (field[length - 1] == ' ' || field[length - 1] == '\t')) {
            length--;
        }
        return c;
    }

    private int readQuoted() {
        while (true) {
            int c = read();
            if (c == END) {
                throw bad("a quoted field that does not end");
            }
            if (c == '"') {
                c = read();
                if (c != '"') {
                    while (c == ' ' || (c == '\t' && delimiter != '\t')) {
                        c = read();
                    }
                    if (c != delimiter && c != '\n' && c != '\r' && c != END) {
                        throw bad("text after the closing quote");
                    }
                    return c;
                }
            } else if (c == '\n') {
                line++;
            }
            append(c);
        }
    }

    private void endLine(int c) {
        if (c == '\r' && read() != '\n') {
            throw bad("a carriage return without a line feed");
        }
        line++;
    }

    private void append(int c) {
        if (length == LONGEST_FIELD) {
            throw bad("a field of more than " + LONGEST_FIELD + " bytes; is a quote not closed?");
        }
        if (length == field.length) {
            field = Arrays.copyOf(field, 2 * length);
        }
        field[length++] = (byte) c;
    }

    private int peek() {
        if (position == limit) {
            Interruption.endIfRequested("reading " + file);
            listener.accept(taken);
            try {
                limit = Math.max(0, in.read(buffer));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
            position = 0;
            taken += limit;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position] & 0xFF;
    }

    private int read() {
        int c = peek();
        if (c != END) {
            position++;
        }
        return c;
    }

    /** The field's number in its record, from 1. */
    int column() {
        return column;
    }

    /** Whether the field says that there is no value. */
    boolean isMissing() {
        return length == 0 || (length == 3 && field[0] == 'N' && field[1] == 'a' && field[2] == 'N');
    }

    /** The field as text. */
    String text() {
        try {
            return utf8.decode(ByteBuffer.wrap(field, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw bad("expected UTF-8 text");
        }
    }

    /** The field as a day: {@code yyyy-mm-dd}. */
    long epochDay() {
        if (length == 10 && field[4] == '-' && field[7] == '-') {
            int year = digits(0, 4);
            int month = digits(5, 7);
            int day = digits(8, 10);
            if (year >= 0 && month >= 0 && day >= 0) {
                try {
                    return LocalDate.of(year, month, day).toEpochDay();
                } catch (DateTimeException e) {
                    throw bad("expected a date that exists, found \"" + text() + "\"");
                }
            }
        }
        throw bad("expected a date like 2024-01-31, found \"" + text() + "\"");
    }

    /** A whole number, or -1 if it is none. */
    private int digits(int from, int to) {
        int value = 0;
        for (int k = from; k < to; k++) {
            int digit = field[k] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /**
     * The field as a number, correctly rounded: {@code [+-]digits[.digits][e[+-]digits]} with a decimal point whatever
     * the locale.
     *
     * <p>A mantissa below 2^53 and a power of ten that is exact need one rounding only (Clinger 1990); the rest goes to
     * the JDK.
     */
    double number() {
        int k = 0;
        boolean negative = false;
        if (length > 0 && (field[0] == '-' || field[0] == '+')) {
            negative = field[0] == '-';
            k = 1;
        }
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        boolean exact = true;
        for (; k < length; k++) {
            int digit = field[k] - '0';
            if (digit >= 0 && digit <= 9) {
                exact &= mantissa < EXACT_INTEGERS / 10;
                mantissa = exact ? 10 * mantissa + digit : mantissa;
                digits++;
                scale += point ? 1 : 0;
            } else if (field[k] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (digits == 0) {
            throw bad("expected a number, found \"" + text() + "\"");
        }
        if (k < length || !exact || scale >= EXACT_TENS.length) {
            return slowNumber(k);
        }
        double value = mantissa / EXACT_TENS[scale];
        return negative ? -value : value;
    }

    private double slowNumber(int end) {
        int k = end;
        if (k < length && (field[k] == 'e' || field[k] == 'E')) {
            k++;
            if (k < length && (field[k] == '-' || field[k] == '+')) {
                k++;
            }
            int first = k;
            while (k < length && field[k] >= '0' && field[k] <= '9') {
                k++;
            }
            k = k == first ? end : k;
        }
        double value = k == length ? Double.parseDouble(text()) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw bad("expected a number, found \"" + text() + "\"");
        }
        return value;
    }

    /** What is wrong at the current field, with the file, the line and the column. */
    UncheckedIOException bad(String what) {
        String message = column == 0
                ? file + ", line " + line + ": " + what
                : file + ", line " + fieldLine + ", column " + column + ": " + what;
        return new UncheckedIOException(message, new IOException(message));
    }

    /** What is wrong with the file as a whole. */
    UncheckedIOException badFile(String what) {
        String message = file + ": " + what;
        return new UncheckedIOException(message, new IOException(message));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
