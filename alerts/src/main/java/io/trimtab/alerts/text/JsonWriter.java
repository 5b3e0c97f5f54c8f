package io.trimtab.alerts.text;

import io.trimtab.core.check.Check;

/**
 * Writes JSON (RFC 8259) that every reader takes, whatever the texts contain.
 *
 * <p>Control, format and separator characters are written as escapes, so that the result is one visible line; a lone
 * surrogate, which has no UTF-8 form, becomes the replacement character U+FFFD. Commas are set by the writer; that names
 * and brackets match is the caller's business. Not thread-safe.
 *
 * <pre>{@code
 * new JsonWriter().beginObject().field("text", text).endObject().toString()
 * }</pre>
 */
public final class JsonWriter {
    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder out = new StringBuilder(256);

    /** An empty writer. */
    public JsonWriter() {}

    /**
     * Opens an object.
     *
     * @return this writer
     */
    public JsonWriter beginObject() {
        return open('{');
    }

    /**
     * Closes an object.
     *
     * @return this writer
     */
    public JsonWriter endObject() {
        out.append('}');
        return this;
    }

    /**
     * Opens an array.
     *
     * @return this writer
     */
    public JsonWriter beginArray() {
        return open('[');
    }

    /**
     * Closes an array.
     *
     * @return this writer
     */
    public JsonWriter endArray() {
        out.append(']');
        return this;
    }

    /**
     * Begins a member of an object.
     *
     * @param name its name; its value follows
     * @return this writer
     */
    public JsonWriter name(String name) {
        text(name);
        out.append(':');
        return this;
    }

    /**
     * Writes a text.
     *
     * @param value the text
     * @return this writer
     */
    public JsonWriter text(String value) {
        Check.notNull(value, "value");
        separate();
        out.append('"');
        for (int i = 0; i < value.length(); ) {
            int point = value.codePointAt(i);
            append(point);
            i += Character.charCount(point);
        }
        out.append('"');
        return this;
    }

    /**
     * Writes a whole number.
     *
     * @param value the number
     * @return this writer
     */
    public JsonWriter number(long value) {
        separate();
        out.append(value);
        return this;
    }

    /**
     * Writes what is JSON already.
     *
     * @param json one value
     * @return this writer
     */
    public JsonWriter json(String json) {
        Check.notNull(json, "json");
        separate();
        out.append(json);
        return this;
    }

    /**
     * Writes a member that is a text.
     *
     * @param name its name
     * @param value its value
     * @return this writer
     */
    public JsonWriter field(String name, String value) {
        return name(name).text(value);
    }

    private JsonWriter open(char bracket) {
        separate();
        out.append(bracket);
        return this;
    }

    private void separate() {
        if (!out.isEmpty()) {
            char last = out.charAt(out.length() - 1);
            if (last != '{' && last != '[' && last != ':') {
                out.append(',');
            }
        }
    }

    private void append(int point) {
        switch (point) {
            case '"', '\\' -> out.append('\\').append((char) point);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.getType(point) == Character.SURROGATE) {
                    out.append(REPLACEMENT);
                } else if (SafeText.isUnsafe(point)) {
                    for (char unit : Character.toChars(point)) {
                        SafeText.hex(out, unit);
                    }
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    /** The JSON written so far. */
    @Override
    public String toString() {
        return out.toString();
    }
}
