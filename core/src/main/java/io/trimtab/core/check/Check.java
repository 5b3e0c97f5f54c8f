package io.trimtab.core.check;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Argument checks whose messages name the argument, its value and what is allowed.
 *
 * <p>Every comparison is written so that NaN fails it. All methods return the value they checked.
 */
public final class Check {
    private Check() {}

    /**
     * Refuses null.
     *
     * @param <T> the type of the value
     * @param value the value
     * @param name the argument's name
     * @return the value
     * @throws NullPointerException naming the argument if the value is null
     */
    public static <T> T notNull(T value, String name) {
        return Objects.requireNonNull(value, name);
    }

    /**
     * Copies a list and refuses null, naming the first element that is.
     *
     * @param <T> the type of the elements
     * @param values the list
     * @param name the argument's name
     * @return an immutable copy
     * @throws NullPointerException naming the argument or the element that is null
     */
    public static <T> List<T> copy(Collection<? extends T> values, String name) {
        int i = 0;
        for (T value : notNull(values, name)) {
            refuseNull(value, name, i++);
        }
        return List.copyOf(values);
    }

    /**
     * Copies an array into a list and refuses null, naming the first element that is.
     *
     * @param <T> the type of the elements
     * @param values the array
     * @param name the argument's name
     * @return an immutable list
     * @throws NullPointerException naming the argument or the element that is null
     */
    public static <T> List<T> copy(T[] values, String name) {
        T[] own = notNull(values, name).clone();
        for (int i = 0; i < own.length; i++) {
            refuseNull(own[i], name, i);
        }
        return List.of(own);
    }

    private static <T> void refuseNull(T value, String name, int i) {
        if (value == null) {
            throw new NullPointerException(name + "[" + i + "]");
        }
    }

    /**
     * Refuses a position outside a sequence.
     *
     * @param index the position
     * @param size the number of elements
     * @param name the argument's name
     * @return the position
     * @throws IllegalArgumentException if the position is not from 0 to {@code size - 1}
     */
    public static int index(int index, int size, String name) {
        if (index < 0 || index >= size) {
            String allowed = size == 0 ? "one of none" : "from 0 to " + (size - 1);
            throw new IllegalArgumentException(name + " must be " + allowed + ", was " + index);
        }
        return index;
    }

    /**
     * Refuses NaN and infinities.
     *
     * @param value the value
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is not finite
     */
    public static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw refused(name, "finite", value);
        }
        return value;
    }

    /**
     * Refuses what is not a finite number above zero.
     *
     * @param value the value
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is not positive and finite
     */
    public static double positive(double value, String name) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused(name, "positive and finite", value);
        }
        return value;
    }

    /**
     * Refuses what is not a finite number of at least zero.
     *
     * @param value the value
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is negative or not finite
     */
    public static double notNegative(double value, String name) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw refused(name, "at least 0 and finite", value);
        }
        return value;
    }

    /**
     * Refuses what lies outside a closed interval.
     *
     * @param value the value
     * @param low the smallest value allowed
     * @param high the largest value allowed
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is outside {@code [low, high]} or NaN
     */
    public static double within(double value, double low, double high, String name) {
        if (!(value >= low && value <= high)) {
            throw refused(name, "within [" + low + ", " + high + "]", value);
        }
        return value;
    }

    /**
     * Refuses what lies outside an open interval.
     *
     * @param value the value
     * @param low the bound below, itself not allowed
     * @param high the bound above, itself not allowed
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is outside {@code (low, high)} or NaN
     */
    public static double strictlyWithin(double value, double low, double high, String name) {
        if (!(value > low && value < high)) {
            throw refused(name, "strictly within (" + low + ", " + high + ")", value);
        }
        return value;
    }

    /**
     * Refuses an integer below a bound.
     *
     * @param value the value
     * @param low the smallest value allowed
     * @param name the argument's name
     * @return the value
     * @throws IllegalArgumentException if the value is below the bound
     */
    public static int atLeast(int value, int low, String name) {
        if (value < low) {
            throw new IllegalArgumentException(name + " must be at least " + low + ", was " + value);
        }
        return value;
    }

    /**
     * Refuses an array of another length.
     *
     * @param actual the length
     * @param expected the length required
     * @param name the argument's name
     * @throws IllegalArgumentException if the lengths differ
     */
    public static void length(int actual, int expected, String name) {
        if (actual != expected) {
            throw new IllegalArgumentException(name + " must have length " + expected + ", had " + actual);
        }
    }

    /**
     * Refuses an array with an element that is NaN or infinite, naming the first.
     *
     * @param values the array
     * @param name the argument's name
     * @return the same array
     * @throws IllegalArgumentException if an element is not finite
     */
    public static double[] allFinite(double[] values, String name) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw refused(name + "[" + i + "]", "finite", values[i]);
            }
        }
        return values;
    }

    /**
     * Refuses null and blank text.
     *
     * @param value the text
     * @param name the argument's name
     * @return the text
     * @throws IllegalArgumentException if the text is blank
     */
    public static String notBlank(String value, String name) {
        if (Objects.requireNonNull(value, name).isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, was \"" + value + "\"");
        }
        return value;
    }

    /**
     * Refuses what is not a label: capital letters, digits and underscores, starting with a letter.
     *
     * <p>One spelling only, so that two labels that mean the same cannot differ in case or spaces.
     *
     * @param value the text
     * @param name the argument's name
     * @return the text
     * @throws IllegalArgumentException if the text is not a label
     */
    public static String label(String value, String name) {
        boolean ok = !Objects.requireNonNull(value, name).isEmpty() && capital(value.charAt(0));
        for (int i = 1; ok && i < value.length(); i++) {
            char c = value.charAt(i);
            ok = capital(c) || c == '_' || (c >= '0' && c <= '9');
        }
        if (!ok) {
            throw new IllegalArgumentException(name
                    + " must be capital letters, digits and underscores, starting with a letter, such as CRISIS, was \""
                    + value + "\"");
        }
        return value;
    }

    private static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static IllegalArgumentException refused(String name, String allowed, double value) {
        return new IllegalArgumentException(name + " must be " + allowed + ", was " + value);
    }
}
