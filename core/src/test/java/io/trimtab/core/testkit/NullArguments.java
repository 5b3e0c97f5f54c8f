package io.trimtab.core.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls every public constructor and method of a package with one bad argument at a time: with null, and reports what
 * does not answer with a {@link NullPointerException} that names the argument; or with a number that is none.
 *
 * <p>A message that names one looks like {@code prices} or {@code regimes[2]}; that of the virtual machine does not.
 */
public final class NullArguments {
    private static final Pattern A_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9 ]*(\\[\\d+])?");

    /** By the name of the type with its parameters, such as {@code java.util.List<java.lang.String>}. */
    private final Map<String, Object> samples = new TreeMap<>();

    /** Without samples, but for primitive types; see {@link #with} for what else is known. */
    public NullArguments() {
        named("int", 1)
                .named("long", 1L)
                .named("double", 0.5)
                .named("char", ',')
                .named("boolean", true);
    }

    /**
     * Adds a valid argument of a class. Of an enum, a collection or an interface the first constant, an empty one or one
     * that does nothing is taken where none is given.
     *
     * @param sample the argument
     * @param type its declared type
     * @return this
     */
    public NullArguments with(Object sample, Class<?> type) {
        return named(type.getTypeName(), sample);
    }

    /**
     * Adds a valid argument.
     *
     * @param type the name of its declared type, with type parameters
     * @param sample the argument
     * @return this
     */
    public NullArguments named(String type, Object sample) {
        samples.put(type, sample);
        return this;
    }

    /**
     * Tries the public types of a package.
     *
     * @param member any class of the package
     * @return what does not name its null argument, and for what types a sample is missing
     */
    public List<String> problemsInPackageOf(Class<?> member) {
        List<String> problems = new ArrayList<>();
        for (Executable call : publicCalls(member)) {
            Class<?>[] types = call.getParameterTypes();
            for (int i = 0; i < types.length; i++) {
                if (!types[i].isPrimitive()) {
                    report(call, i, "null", attempt(call, i, null, NullArguments::namesANullArgument), problems);
                }
            }
        }
        return problems;
    }

    /**
     * Tries NaN and both infinities for one number at a time, or for the first element of one array at a time, and empty
     * arrays.
     *
     * @param member any class of the package
     * @return what takes such a number, or answers with anything but an {@link IllegalArgumentException}; each once for a
     *     method and the place of the argument
     */
    public List<String> numbersTakenInPackageOf(Class<?> member) {
        return numbersTakenInPackageOf(member, thrown -> thrown instanceof IllegalArgumentException);
    }

    /** As {@link #numbersTakenInPackageOf(Class)}, by what is accepted as an answer; see {@link NumberArguments}. */
    List<String> numbersTakenInPackageOf(Class<?> member, Predicate<Throwable> accepted) {
        List<String> problems = new ArrayList<>();
        for (Executable call : publicCalls(member)) {
            Class<?>[] types = call.getParameterTypes();
            for (int i = 0; i < types.length; i++) {
                for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    Object argument = null;
                    if (types[i] == double.class) {
                        argument = bad;
                    } else if (types[i] == double[].class && samples.get("double[]") instanceof double[] sample) {
                        double[] spoilt = sample.clone();
                        spoilt[0] = bad;
                        argument = spoilt;
                    }
                    if (argument != null) {
                        String problem = attempt(call, i, argument, accepted);
                        report(call, i, Double.toString(bad), problem, problems);
                    }
                }
                if (types[i] == double[].class) {
                    String problem =
                            attempt(call, i, new double[0], thrown -> thrown instanceof IllegalArgumentException);
                    report(call, i, "no element", problem, problems);
                }
            }
        }
        return problems;
    }

    private static void report(Executable call, int place, String bad, String problem, List<String> problems) {
        if (!problem.isEmpty()) {
            String name = call instanceof Constructor<?> ? "new" : call.getName();
            problems.add(call.getDeclaringClass().getSimpleName() + "." + name + " with " + bad + " for its "
                    + call.getParameterTypes()[place].getSimpleName() + " number " + (place + 1) + ": " + problem);
        }
    }

    private static boolean namesANullArgument(Throwable thrown) {
        return thrown instanceof NullPointerException
                && thrown.getMessage() != null
                && A_NAME.matcher(thrown.getMessage()).matches();
    }

    private static List<Executable> publicCalls(Class<?> member) {
        List<Executable> calls = new ArrayList<>();
        for (Class<?> type : publicTypes(member)) {
            calls.addAll(List.of(type.getConstructors()));
            for (Method method : type.getDeclaredMethods()) {
                boolean own = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic() && !method.isBridge();
                boolean spi = type.isInterface() && !Modifier.isStatic(method.getModifiers());
                boolean ofObject = List.of("equals", "compareTo", "valueOf").contains(method.getName());
                if (own && !spi && !ofObject) {
                    calls.add(method);
                }
            }
        }
        return calls;
    }

    private String attempt(Executable call, int place, @Nullable Object bad, Predicate<Throwable> accepted) {
        Type[] types = call.getGenericParameterTypes();
        @Nullable Object[] arguments = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object sample = sample(types[i], call.getParameterTypes()[i]);
            if (i != place && sample == null) {
                return "no sample of " + types[i].getTypeName();
            }
            arguments[i] = i == place ? bad : sample;
        }
        try {
            if (call instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else if (Modifier.isStatic(call.getModifiers())) {
                ((Method) call).invoke(null, arguments);
            } else {
                Object target = sample(call.getDeclaringClass(), call.getDeclaringClass());
                if (target == null) {
                    return "no sample of " + call.getDeclaringClass().getTypeName();
                }
                ((Method) call).invoke(target, arguments);
            }
            return "taken";
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            return accepted.test(thrown) ? "" : String.valueOf(thrown);
        } catch (ReflectiveOperationException e) {
            return e.toString();
        }
    }

    /** What was given; otherwise the first constant of an enum, an empty collection, or a function that does nothing. */
    private @Nullable Object sample(Type declared, Class<?> type) {
        Object given = samples.get(declared.getTypeName());
        if (given != null || type.isPrimitive()) {
            return given;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        for (Object empty : List.of(List.of(), new TreeSet<>(), new TreeMap<>())) {
            if (type.isInstance(empty)) {
                return empty;
            }
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader() == null ? NullArguments.class.getClassLoader() : type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            method.getName().equals("toString") ? "a " + type.getSimpleName() : null);
        }
        return null;
    }

    private static List<Class<?>> publicTypes(Class<?> member) {
        try {
            Path classes = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path folder = classes.resolve(member.getPackageName().replace('.', '/'));
            List<Class<?>> types = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder).filter(Files::isRegularFile)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString().replace(".class", "");
                    Class<?> type = Class.forName(member.getPackageName() + "." + name);
                    if (isPublic(type)) {
                        types.add(type);
                    }
                }
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the classes of " + member.getPackageName(), e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException("cannot load the classes of " + member.getPackageName(), e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }
}
