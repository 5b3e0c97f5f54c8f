package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * Standard errors of a model's parameters, and which information they come from. Immutable and thread-safe.
 *
 * <p>They hold for large samples and parameters away from their bounds: at a probability of zero or one there are none.
 *
 * <pre>{@code
 * double error = fit.standardErrors(InformationMethod.OBSERVED).of("const[0]");
 * }</pre>
 */
public final class ParameterErrors {
    private final InformationMethod method;
    private final List<String> names;
    private final double[] covariance;
    private final String note;

    ParameterErrors(InformationMethod method, List<String> names, double[] covariance, String note) {
        this.method = method;
        this.names = names;
        this.covariance = covariance;
        this.note = note;
    }

    /**
     * How the information was measured.
     *
     * @return the method
     */
    public InformationMethod method() {
        return method;
    }

    /**
     * The parameters.
     *
     * @return their names in order
     */
    public List<String> names() {
        return names;
    }

    /**
     * Whether there are standard errors.
     *
     * @return false if the information is not positive definite, see {@link #note()}
     */
    public boolean isAvailable() {
        return note.isEmpty();
    }

    /**
     * Why there are none.
     *
     * @return a sentence for people; empty if there are
     */
    public String note() {
        return note;
    }

    /**
     * The standard error of a parameter.
     *
     * @param name its name
     * @return the error in the parameter's unit; NaN if there is none
     */
    public double of(String name) {
        return Math.sqrt(covariance(name, name));
    }

    /**
     * The covariance of two parameters' estimates.
     *
     * @param name the one
     * @param other the other
     * @return the covariance; NaN if there is none
     */
    public double covariance(String name, String other) {
        Check.notNull(other, "other");
        return covariance[place(name) * names.size() + place(other)];
    }

    private int place(String name) {
        int at = names.indexOf(Check.notNull(name, "name"));
        if (at < 0) {
            throw new IllegalArgumentException("name must be one of " + names + ", was \"" + name + "\"");
        }
        return at;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ParameterErrors[" + method);
        if (!note.isEmpty()) {
            return text.append(", none: ").append(note).append(']').toString();
        }
        names.forEach(name -> text.append(", ").append(name).append(' ').append(of(name)));
        return text.append(']').toString();
    }
}
