package io.trimtab.core.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/** Writes JSON without white space; the same value is the same text on every JDK. */
final class JsonWriter {
    private static final String HEX = "0123456789abcdef";
    /** Integers up to here are exact as double and as long. */
    private static final double EXACT_INTEGERS = 1L << 53;

    private JsonWriter() {}

    static String text(Json value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(Json value, StringBuilder out) {
        if (value instanceof Json.Members object) {
            String separator = "{";
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                quoted(member.getKey(), out.append(separator));
                write(member.getValue(), out.append(':'));
                separator = ",";
            }
            out.append(object.members().isEmpty() ? "{}" : "}");
        } else if (value instanceof Json.Elements array) {
            String separator = "[";
            for (Json element : array.elements()) {
                write(element, out.append(separator));
                separator = ",";
            }
            out.append(array.elements().isEmpty() ? "[]" : "]");
        } else if (value instanceof Json.Text text) {
            quoted(text.value(), out);
        } else if (value instanceof Json.Number number) {
            out.append(number(number.value()));
        } else if (value instanceof Json.Word word) {
            out.append(word.name().toLowerCase(Locale.ROOT));
        }
    }

    /** The fewest of 15, 16 or 17 digits that read back as the same bits. */
    private static String number(double value) {
        if (value == 0) {
            return Double.doubleToRawLongBits(value) == 0 ? "0" : "-0.0";
        }
        if (Math.abs(value) < EXACT_INTEGERS && value == Math.rint(value)) {
            return Long.toString((long) value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros().toString();
            }
        }
        return exact.round(new MathContext(17)).stripTrailingZeros().toString();
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // Lone halves of pairs cannot be written as UTF-8; the line separators end lines of JavaScript.
                    if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || isLone(text, i)) {
                        out.append("\\u")
                                .append(HEX.charAt(c >> 12))
                                .append(HEX.charAt(c >> 8 & 15))
                                .append(HEX.charAt(c >> 4 & 15))
                                .append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
