package io.trimtab.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the JSON of the reference files; just enough of it. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        return json.value();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    static Object get(Object value, String key) {
        return Objects.requireNonNull(object(value).get(key), key);
    }

    static boolean has(Object value, String key) {
        Object found = object(value).get(key);
        return found != null && !found.equals("null");
    }

    static double[] vector(Object value) {
        return list(value).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    }

    static double[][] matrix(Object value) {
        return list(value).stream().map(Json::vector).toArray(double[][]::new);
    }

    private Object value() {
        skip();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> objectValue();
            case '[' -> listValue();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> objectValue() {
        Map<String, Object> out = new LinkedHashMap<>();
        at++;
        skip();
        while (text.charAt(at) != '}') {
            String key = string();
            skip();
            at++;
            out.put(key, value());
            separator();
        }
        at++;
        return out;
    }

    private List<Object> listValue() {
        List<Object> out = new ArrayList<>();
        at++;
        skip();
        while (text.charAt(at) != ']') {
            out.add(value());
            separator();
        }
        at++;
        return out;
    }

    private void separator() {
        skip();
        if (text.charAt(at) == ',') {
            at++;
            skip();
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
                if (text.charAt(at) == 'u') {
                    at += 4;
                }
            }
            out.append(text.charAt(at++));
        }
        at++;
        return out.toString();
    }

    private Object literal() {
        int start = at;
        while (",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return Character.isLetter(word.charAt(0)) ? word : (Object) Double.valueOf(word);
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
