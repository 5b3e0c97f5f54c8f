package io.trimtab.alerts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of the reference files: maps, lists, strings, numbers as BigDecimal, booleans and null. */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    public static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at != text.length()) {
            throw new IllegalArgumentException("text after the end at " + json.at);
        }
        return value;
    }

    /** A member of an object, or an element of an array, step by step. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // the test knows its file
    public static <T> T get(@Nullable Object value, Object... path) {
        Object found = value;
        for (Object step : path) {
            found = step instanceof Integer i ? ((List<Object>) found).get(i) : ((Map<String, Object>) found).get(step);
        }
        return (T) found;
    }

    public static List<Object> list(@Nullable Object value, Object... path) {
        return get(value, path);
    }

    public static long number(@Nullable Object value, Object... path) {
        return Json.<BigDecimal>get(value, path).longValueExact();
    }

    private @Nullable Object value() {
        space();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        while (!take('}')) {
            space();
            String name = string();
            take(':');
            map.put(name, value());
            take(',');
        }
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        at++;
        while (!take(']')) {
            list.add(value());
            take(',');
        }
        return list;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                char escaped = text.charAt(at);
                if (escaped == 'u') {
                    out.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                } else {
                    int letter = "bfnrt".indexOf(escaped);
                    out.append(letter < 0 ? escaped : "\b\f\n\r\t".charAt(letter));
                }
            } else {
                out.append(text.charAt(at));
            }
            at++;
        }
        at++;
        return out.toString();
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw new IllegalArgumentException("unexpected text at " + at);
        }
        at += word.length();
        return value;
    }

    private boolean take(char c) {
        space();
        if (text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
