package io.trimtab.risk.limit;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** How a snapshot writes: numbers by their bits, words without blanks, a checksum over all. */
final class GateText {
    private GateText() {}

    static String number(double value) {
        return Long.toHexString(Double.doubleToLongBits(value));
    }

    static double number(String text) {
        return Double.longBitsToDouble(Long.parseUnsignedLong(text, 16));
    }

    /** A text as one word: what is not a letter, a digit or one of "-_." becomes its number; the empty text is "~". */
    static String word(String text) {
        StringBuilder out = new StringBuilder("~");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.';
            if (plain) {
                out.append(c);
            } else {
                out.append('{').append((int) c).append('}');
            }
        }
        return out.toString();
    }

    static String unword(String word) {
        if (!word.startsWith("~")) {
            throw new IllegalArgumentException("a text must begin with ~, was '" + word + "'");
        }
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '{') {
                out.append(c);
                continue;
            }
            int end = word.indexOf('}', i);
            if (end < 0) {
                throw new IllegalArgumentException("'" + word + "' does not close a brace");
            }
            out.append((char) Integer.parseInt(word.substring(i + 1, end)));
            i = end;
        }
        return out.toString();
    }

    static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
