package io.trimtab.alerts.match;

import io.trimtab.core.check.Check;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A condition on the value of one label.
 *
 * <pre>{@code
 * LabelMatcher.equal("book", "fx")              // book="fx"
 * LabelMatcher.matches("venue", "XETR|XLON")    // venue=~"XETR|XLON"
 * LabelMatcher.equal("desk", "")                // has no label desk, or an empty one
 * }</pre>
 *
 * <p>A regular expression ({@link Pattern}) must match the whole value. Values may come from outsiders and some
 * expressions take exponential time on some values: a match that looks at more than {@value #MOST_STEPS} characters is
 * given up, and then {@code matches} and {@code notMatches} are both false. Whatever a matcher decides about, a silence
 * or a route, an alert that it cannot decide on is not caught by it. Immutable.
 */
public final class LabelMatcher {
    /** The most characters looked at, again and again ones included, before a regular expression is given up. */
    public static final int MOST_STEPS = 100_000;

    private static final int LONGEST_PATTERN = 4_096;

    private enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }
    }

    private final String name;
    private final Operator operator;
    private final String value;
    private final @Nullable Pattern pattern;

    private LabelMatcher(String name, Operator operator, String value, @Nullable Pattern pattern) {
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.pattern = pattern;
    }

    /**
     * The label has a value.
     *
     * @param name the label's name
     * @param value the value; empty also for labels that are missing
     * @return the matcher
     */
    public static LabelMatcher equal(String name, String value) {
        return of(name, Operator.EQUAL, value);
    }

    /**
     * The label has another value, or is missing.
     *
     * @param name the label's name
     * @param value the value; if it is empty, the label must be there
     * @return the matcher
     */
    public static LabelMatcher notEqual(String name, String value) {
        return of(name, Operator.NOT_EQUAL, value);
    }

    /**
     * The whole value matches a regular expression.
     *
     * @param name the label's name
     * @param regex the expression
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression, or has more than 4,096 characters
     */
    public static LabelMatcher matches(String name, String regex) {
        return of(name, Operator.MATCHES, regex);
    }

    /**
     * The whole value does not match a regular expression.
     *
     * @param name the label's name
     * @param regex the expression
     * @return the matcher
     * @throws IllegalArgumentException if it is not a regular expression, or has more than 4,096 characters
     */
    public static LabelMatcher notMatches(String name, String regex) {
        return of(name, Operator.NOT_MATCHES, regex);
    }

    /**
     * A condition from its parts, as {@link #name}, {@link #sign} and {@link #value} give them.
     *
     * @param name the label's name
     * @param sign one of {@code =}, {@code !=}, {@code =~} and {@code !~}
     * @param value the value, or the regular expression
     * @return the matcher
     * @throws IllegalArgumentException if the sign is another, or the expression is none
     */
    public static LabelMatcher of(String name, String sign, String value) {
        Check.notNull(sign, "sign");
        for (Operator operator : Operator.values()) {
            if (operator.sign.equals(sign)) {
                return of(name, operator, value);
            }
        }
        throw new IllegalArgumentException("sign must be =, !=, =~ or !~, was " + sign);
    }

    /**
     * The label's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * How the label's value is compared.
     *
     * @return one of {@code =}, {@code !=}, {@code =~} and {@code !~}
     */
    public String sign() {
        return operator.sign;
    }

    /**
     * What the label's value is compared with.
     *
     * @return the value, or the regular expression
     */
    public String value() {
        return value;
    }

    private static LabelMatcher of(String name, Operator operator, String value) {
        Check.notBlank(name, "name");
        Check.notNull(value, "value");
        boolean regular = operator == Operator.MATCHES || operator == Operator.NOT_MATCHES;
        return new LabelMatcher(name, operator, value, regular ? compile(value) : null);
    }

    private static Pattern compile(String regex) {
        if (regex.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "regex must have at most %,d characters, had %,d", LONGEST_PATTERN, regex.length()));
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "regex must be a regular expression: " + e.getDescription() + " at " + e.getIndex(), e);
        }
    }

    /**
     * Whether some labels fulfil the condition.
     *
     * @param labels the labels
     * @return whether they do
     */
    public boolean matches(LabelSet labels) {
        String actual = labels.value(name);
        return switch (operator) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case MATCHES -> matchesPattern(actual, true);
            case NOT_MATCHES -> matchesPattern(actual, false);
        };
    }

    private boolean matchesPattern(String actual, boolean wanted) {
        if (pattern == null) {
            throw new IllegalStateException("no pattern: " + this);
        }
        try {
            return pattern.matcher(new Metered(actual)).matches() == wanted;
        } catch (TooManySteps | StackOverflowError e) {
            return false;
        }
    }

    /** Conditions on the same label with the same sign and value are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelMatcher that
                && name.equals(that.name)
                && operator == that.operator
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return (name.hashCode() * 31 + operator.sign.hashCode()) * 31 + value.hashCode();
    }

    /** As people write it: {@code venue=~"XETR|XLON"}. */
    @Override
    public String toString() {
        return name + operator.sign + '"' + value + '"';
    }

    /** Counts how often a regular expression looks at a text, and ends that when it is too often. */
    private static final class Metered implements CharSequence {
        private final String text;
        private int steps;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}
