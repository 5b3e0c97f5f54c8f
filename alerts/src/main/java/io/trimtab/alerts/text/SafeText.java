package io.trimtab.alerts.text;

/**
 * Makes text from outside safe to show in one line.
 *
 * <p>Control characters (line breaks and the escape that starts an ANSI sequence among them), format characters (the
 * bidirectional controls and zero-width characters), line and paragraph separators and lone surrogates are written as
 * {@code \}{@code uXXXX}; a backslash is doubled, so that the result can be read back without doubt; and <code>${</code>
 * is broken up, because some log back ends look it up.
 */
public final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /**
     * Appends escaped text.
     *
     * @param out where to
     * @param text the text, untrusted
     * @param most the characters of the text to show; what lies beyond is replaced by an ellipsis
     */
    public static void append(StringBuilder out, String text, int most) {
        append(out, text, most, '\\');
    }

    /**
     * Appends escaped text between double quotes; quotes within are escaped too.
     *
     * @param out where to
     * @param text the text, untrusted
     * @param most the characters of the text to show; what lies beyond is replaced by an ellipsis
     */
    public static void appendQuoted(StringBuilder out, String text, int most) {
        append(out.append('"'), text, most, '"');
        out.append('"');
    }

    /**
     * Escaped text.
     *
     * @param text the text, untrusted
     * @param most the characters of the text to show; what lies beyond is replaced by an ellipsis
     * @return the text in one line
     */
    public static String of(String text, int most) {
        StringBuilder out = new StringBuilder();
        append(out, text, most);
        return out.toString();
    }

    private static void append(StringBuilder out, String text, int most, char alsoEscaped) {
        int end = cut(text, most);
        for (int i = 0; i < end; ) {
            int point = text.codePointAt(i);
            int width = Character.charCount(point);
            if (point == '\\' || point == alsoEscaped) {
                out.append('\\').append((char) point);
            } else if (point == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
                hex(out, '$');
            } else if (isUnsafe(point)) {
                hex(out, text.charAt(i));
                if (width == 2) {
                    hex(out, text.charAt(i + 1));
                }
            } else {
                out.appendCodePoint(point);
            }
            i += width;
        }
        if (end < text.length()) {
            out.append("...");
        }
    }

    /**
     * Text that has a form in UTF-8: each lone surrogate becomes the replacement character U+FFFD.
     *
     * @param text the text, untrusted
     * @return the same text, or the repaired one
     */
    public static String wellFormed(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (Character.getType(point) == Character.SURROGATE) {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, REPLACEMENT);
            }
            i += Character.charCount(point);
        }
        return out == null ? text : out.toString();
    }

    /**
     * Where to cut a text so that no pair of surrogates is torn.
     *
     * @param text the text
     * @param most the most characters to keep
     * @return the characters to keep
     */
    public static int cut(String text, int most) {
        if (text.length() <= most) {
            return text.length();
        }
        boolean torn = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        return torn ? most - 1 : most;
    }

    private static boolean isUnsafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static void hex(StringBuilder out, char unit) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((unit >> shift) & 0xf, 16));
        }
    }
}
