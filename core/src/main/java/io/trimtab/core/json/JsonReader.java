package io.trimtab.core.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON value by recursive descent. Single-threaded. */
final class JsonReader {
    private static final int DEEPEST = 512;

    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Json document() {
        Json value = value();
        space();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Json value() {
        space();
        char c = peek();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Text(string());
            case 't' -> word("true", Json.Word.TRUE);
            case 'f' -> word("false", Json.Word.FALSE);
            case 'n' -> word("null", Json.Word.NULL);
            default -> number();
        };
    }

    private Json object() {
        deeper();
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        space();
        if (!taken('}')) {
            do {
                space();
                if (peek() != '"') {
                    throw wrong("a member's name in quotes");
                }
                String name = string();
                space();
                if (!taken(':')) {
                    throw wrong("\":\"");
                }
                if (members.put(name, value()) != null) {
                    throw new IllegalArgumentException(
                            "JSON must name a member once, but \"" + name + "\" is repeated before position " + at);
                }
                space();
            } while (taken(','));
            if (!taken('}')) {
                throw wrong("\",\" or \"}\"");
            }
        }
        depth--;
        return new Json.Members(members);
    }

    private Json array() {
        deeper();
        List<Json> elements = new ArrayList<>();
        at++;
        space();
        if (!taken(']')) {
            do {
                elements.add(value());
                space();
            } while (taken(','));
            if (!taken(']')) {
                throw wrong("\",\" or \"]\"");
            }
        }
        depth--;
        return new Json.Elements(elements);
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            char c = peek();
            if (c < 0x20) {
                throw wrong("an escaped control character");
            }
            at++;
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw wrong("an escape such as \\n");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw wrong("a hexadecimal digit");
            }
            code = 16 * code + digit;
            at++;
        }
        return (char) code;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw wrong(word);
        }
        at += word.length();
        return value;
    }

    /** The grammar of RFC 8259: no leading zero or plus, digits on both sides of the point. */
    private Json number() {
        int from = at;
        taken('-');
        if (!taken('0')) {
            digits();
        }
        if (taken('.')) {
            digits();
        }
        if (taken('e') || taken('E')) {
            if (!taken('-')) {
                taken('+');
            }
            digits();
        }
        double value = Double.parseDouble(text.substring(from, at));
        if (!Double.isFinite(value)) {
            at = from;
            throw wrong("a number within the range of double");
        }
        return new Json.Number(value);
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw wrong(at < text.length() ? "a value" : "more");
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "JSON must be nested at most " + DEEPEST + " deep, was deeper at position " + at);
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? "\"" + text.charAt(at) + "\"" : "its end";
        return new IllegalArgumentException("JSON must have " + expected + " at position " + at + ", was " + found);
    }
}
