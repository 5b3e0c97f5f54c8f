package io.trimtab.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Setup;

/**
 * Counts what the calling thread allocates in a benchmark, to the byte, by the thread's own counter.
 *
 * <p>JMH's profiler divides what a whole iteration has allocated, the harness's own kilobytes included, by the operations
 * of that iteration: of an operation that takes milliseconds there are too few to tell none from a little. Here nothing
 * but the calls is between two readings. The first seconds, in which the compiler is not done, do not count; of rounds
 * of {@value #CALLS} calls the one of fewest bytes does: the first without any, or the best of half a minute.
 */
final class AllocatedBytes {
    private static final int ROUNDS = 5;
    private static final int CALLS = 200;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    /** A compiler that is not done by now never will be. */
    private static final long MOST_NANOS = 30_000_000_000L;

    private static final String PACKAGE = "io.trimtab.benchmarks.";

    private AllocatedBytes() {}

    /** Starts a JVM with these arguments for the count, as JMH would. */
    static long perRound(Guard.Subject subject, String[] jvmArgs) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(Arrays.asList(jvmArgs));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AllocatedBytes.class.getName()));
        command.add(subject.benchmark());
        for (Map.Entry<String, String> parameter : subject.parameters().entrySet()) {
            command.add(parameter.getKey() + "=" + parameter.getValue());
        }
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] lines = said.trim().split("\n");
        try {
            return Long.parseLong(lines[lines.length - 1]);
        } catch (NumberFormatException e) {
            throw new IllegalStateException(subject + " could not be counted: " + said, e);
        }
    }

    /**
     * Counts, and prints the bytes of the best round.
     *
     * @param args the benchmark, then its parameters
     * @throws Throwable whatever the benchmark throws
     */
    @SuppressWarnings("checkstyle:IllegalThrows") // a method handle throws whatever its method does
    public static void main(String[] args) throws Throwable {
        Guard.Subject subject = Guard.Subject.parse(String.join(" ", args));
        int dot = subject.benchmark().indexOf('.');
        Class<?> type = Class.forName(PACKAGE + subject.benchmark().substring(0, dot));
        Object state = type.getDeclaredConstructor().newInstance();
        for (Map.Entry<String, String> parameter : subject.parameters().entrySet()) {
            set(state, type.getField(parameter.getKey()), parameter.getValue());
        }
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(Setup.class)) {
                method.invoke(state);
            }
        }
        Method operation = type.getMethod(subject.benchmark().substring(dot + 1));
        MethodHandle call = MethodHandles.lookup()
                .unreflect(operation)
                .asType(MethodType.methodType(void.class, Object.class)); // a result that is dropped is not boxed
        System.out.println(count(call, state));
    }

    private static void set(Object state, Field field, String value) throws IllegalAccessException {
        if (field.getType() == int.class) {
            field.setInt(state, Integer.parseInt(value));
        } else if (field.getType() == String.class) {
            field.set(state, value);
        } else {
            throw new IllegalArgumentException("parameter " + field.getName() + " is neither a number nor a text");
        }
    }

    @SuppressWarnings("checkstyle:IllegalThrows")
    private static long count(MethodHandle call, Object state) throws Throwable {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long begin = System.nanoTime();
        for (int k = 0; k < CALLS || System.nanoTime() - begin < WARM_UP_NANOS; k++) {
            call.invokeExact(state);
        }
        long fewest = Long.MAX_VALUE;
        for (int round = 0; fewest > 0 && (round < ROUNDS || System.nanoTime() - begin < MOST_NANOS); round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int k = 0; k < CALLS; k++) {
                call.invokeExact(state);
            }
            fewest = Math.min(fewest, threads.getThreadAllocatedBytes(self) - before);
        }
        return fewest;
    }

    /** What the calls of a round are. */
    static int calls() {
        return CALLS;
    }
}
