package io.trimtab.core.json;

/** The beginning of a value, for messages. */
final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    static String of(Json value) {
        String text = value.text();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    static IllegalArgumentException not(String kind, Json value) {
        return new IllegalArgumentException("JSON must be " + kind + ", was " + of(value));
    }
}
