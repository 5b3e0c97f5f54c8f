package io.trimtab.core.testkit;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Calls every public constructor and method of a package with NaN and the infinities, one argument or first element of an
 * array at a time, and reports what does not answer with an {@link IllegalArgumentException} that names the argument.
 *
 * <p>A message that does begins with what is meant, says what it must be, and says what it was: {@code riskFreeRate must be
 * finite, was NaN}.
 *
 * <pre>{@code
 * assertThat(new NumberArguments(samples).problemsInPackageOf(Weights.class)).isEmpty();
 * }</pre>
 */
public final class NumberArguments {
    private static final Pattern NAMED = Pattern.compile("(?s).*[A-Za-z].* (must|needs|cannot|have|has) .*");
    private static final Pattern VALUE = Pattern.compile("(?s).*(NaN|[Ii]nfinit|finite|no number).*");

    private final NullArguments samples;

    /**
     * Takes valid arguments.
     *
     * @param samples by type, as for {@link NullArguments}
     */
    public NumberArguments(NullArguments samples) {
        this.samples = samples;
    }

    /**
     * Tries the public types of a package.
     *
     * @param member any class of the package
     * @return what takes such a number, or answers with anything but a message that names the argument and its value
     */
    public List<String> problemsInPackageOf(Class<?> member) {
        return samples.numbersTakenInPackageOf(member, NumberArguments::namesANumber).stream()
                .filter(problem -> !problem.contains("with no element"))
                .toList();
    }

    private static boolean namesANumber(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown instanceof IllegalArgumentException
                && message != null
                && NAMED.matcher(message).matches()
                && VALUE.matcher(message).matches();
    }
}
