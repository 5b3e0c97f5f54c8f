package io.trimtab.alerts.text;

/** Counts what a text takes on the wire. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The bytes of a text in UTF-8, without encoding it.
     *
     * @param text the text; a lone surrogate counts as the replacement character
     * @return the bytes
     */
    public static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            i += Character.charCount(point);
        }
        return bytes;
    }
}
