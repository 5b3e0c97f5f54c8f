package io.trimtab.core.json;

import io.trimtab.core.check.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value (RFC 8259): an object, an array, a text, a number, true, false or null.
 *
 * <p>Members of an object keep their order, so that the same value is always the same text. Immutable and thread-safe.
 *
 * <pre>{@code
 * String line = Json.object().with("id", "momentum-12m").with("sharpe", 0.8).build().text();
 * double sharpe = Json.parse(line).member("sharpe").number();
 * }</pre>
 */
public sealed interface Json {
    /**
     * An object.
     *
     * @param members its members in order
     */
    record Members(Map<String, Json> members) implements Json {
        /** Copies the members in their order. */
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(Check.notNull(members, "members")));
            members.forEach((name, value) -> Check.notNull(value, "member " + name));
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * An array.
     *
     * @param elements its elements
     */
    record Elements(List<Json> elements) implements Json {
        /** Copies the elements. */
        public Elements {
            elements = Check.copy(elements, "elements");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A text.
     *
     * @param value the characters
     */
    record Text(String value) implements Json {
        public Text {
            Check.notNull(value, "value");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * A number.
     *
     * @param value finite
     */
    @SuppressWarnings("JavaLangClash") // the name of the standard (RFC 8259, section 6)
    record Number(double value) implements Json {
        public Number {
            Check.finite(value, "value");
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The three values that are words. */
    enum Word implements Json {
        /** True. */
        TRUE,
        /** False. */
        FALSE,
        /** Null. */
        NULL
    }

    /**
     * Reads a value.
     *
     * @param text one JSON value and nothing else
     * @return the value
     * @throws IllegalArgumentException if the text is not JSON, names a member twice, is nested deeper than 512, or has a
     *     number beyond the range of double; the message says where
     */
    static Json parse(String text) {
        return new JsonReader(Check.notNull(text, "text")).document();
    }

    /**
     * An object in the making.
     *
     * @return a new builder
     */
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /**
     * An array.
     *
     * @param elements its elements
     * @return the array
     */
    static Json array(List<? extends Json> elements) {
        return new Elements(Check.copy(elements, "elements"));
    }

    /**
     * A text as a value.
     *
     * @param value the characters
     * @return the value
     */
    static Json of(String value) {
        return new Text(value);
    }

    /**
     * A number as a value.
     *
     * @param value finite
     * @return the value
     */
    static Json of(double value) {
        return new Number(value);
    }

    /**
     * This value as JSON without white space.
     *
     * @return the text; a number has as many digits as it takes to read the same bits back
     */
    default String text() {
        return JsonWriter.text(this);
    }

    /**
     * A member of an object.
     *
     * @param name its name
     * @return its value
     * @throws IllegalArgumentException if this is no object or has no such member
     */
    default Json member(String name) {
        Check.notNull(name, "name");
        Json value = this instanceof Members object ? object.members().get(name) : null;
        if (value == null) {
            throw new IllegalArgumentException("JSON must have a member \"" + name + "\", was " + Excerpt.of(this));
        }
        return value;
    }

    /**
     * Whether this is an object with a member.
     *
     * @param name the member's name
     * @return true if it is
     */
    default boolean has(String name) {
        Check.notNull(name, "name");
        return this instanceof Members object && object.members().containsKey(name);
    }

    /**
     * The members of an object.
     *
     * @return an immutable map in the order of the text
     * @throws IllegalArgumentException if this is no object
     */
    default Map<String, Json> asMap() {
        if (this instanceof Members object) {
            return object.members();
        }
        throw Excerpt.not("an object", this);
    }

    /**
     * The elements of an array.
     *
     * @return an immutable list
     * @throws IllegalArgumentException if this is no array
     */
    default List<Json> asList() {
        if (this instanceof Elements array) {
            return array.elements();
        }
        throw Excerpt.not("an array", this);
    }

    /**
     * The characters of a text.
     *
     * @return the characters
     * @throws IllegalArgumentException if this is no text
     */
    default String string() {
        if (this instanceof Text string) {
            return string.value();
        }
        throw Excerpt.not("a text", this);
    }

    /**
     * The value of a number.
     *
     * @return the number
     * @throws IllegalArgumentException if this is no number
     */
    default double number() {
        if (this instanceof Number number) {
            return number.value();
        }
        throw Excerpt.not("a number", this);
    }

    /** Collects the members of an object. Not thread-safe. */
    final class ObjectBuilder {
        private final Map<String, Json> members = new LinkedHashMap<>();

        private ObjectBuilder() {}

        /**
         * Adds a member.
         *
         * @param name its name
         * @param value its value
         * @return this builder
         */
        public ObjectBuilder with(String name, Json value) {
            members.put(Check.notNull(name, "name"), Check.notNull(value, "value"));
            return this;
        }

        /**
         * Adds a text.
         *
         * @param name its name
         * @param value the characters
         * @return this builder
         */
        public ObjectBuilder with(String name, String value) {
            return with(name, new Text(value));
        }

        /**
         * Adds a number.
         *
         * @param name its name
         * @param value finite
         * @return this builder
         */
        public ObjectBuilder with(String name, double value) {
            return with(name, new Number(value));
        }

        /**
         * The object.
         *
         * @return the object
         */
        public Json build() {
            return new Members(members);
        }
    }
}
