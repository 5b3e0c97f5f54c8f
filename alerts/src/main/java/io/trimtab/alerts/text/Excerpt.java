package io.trimtab.alerts.text;

import java.util.Locale;

/**
 * Text from outside, made safe for one line, marked up for where it is shown, and cut where that place ends.
 *
 * <p>The cut says that it is one and how long the text was, and tears neither a pair of surrogates nor what the mark-up
 * made of one character.
 */
public final class Excerpt {
    /** How a place writes a character that has a meaning there. */
    @FunctionalInterface
    public interface Markup {
        /**
         * Appends a character so that it means itself.
         *
         * @param out where to
         * @param point the character, harmless on a line of plain text
         */
        void append(StringBuilder out, int point);
    }

    /** No character has a meaning. */
    public static final Markup PLAIN = StringBuilder::appendCodePoint;

    private Excerpt() {}

    /**
     * An excerpt.
     *
     * @param text the text, untrusted
     * @param most the most characters of the result, at least 64
     * @param markup how the place writes its special characters
     * @return the text, or its beginning and a statement
     */
    public static String of(String text, int most, Markup markup) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), most) + 16);
        SafeText.append(safe, text, most);
        String mark = String.format(Locale.ROOT, " ... cut, %,d characters in all", text.length());
        int room = most - mark.length();
        StringBuilder out = new StringBuilder(safe.length());
        int fits = 0;
        boolean whole = text.length() <= most;
        for (int i = 0; i < safe.length() && out.length() <= most; ) {
            int point = safe.codePointAt(i);
            markup.append(out, point);
            if (out.length() <= room) {
                fits = out.length();
            }
            i += Character.charCount(point);
            whole &= out.length() <= most;
        }
        if (!whole) {
            out.setLength(fits);
            for (int i = 0; i < mark.length(); i++) {
                out.append(mark.charAt(i)); // no place gives these a meaning
            }
        }
        return out.toString();
    }
}
