package io.trimtab.risk.limit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Stands between a gate and what a host gives it: counts every call, and spoils those that it is told to spoil. */
final class HostFaults {
    /** What may go wrong in a call. */
    enum Fault {
        EXCEPTION,
        CHECKED,
        ASSERTION,
        STACK_OVERFLOW,
        NOT_A_NUMBER,
        INFINITE,
        MINUS_INFINITE,
        HUGE,
        MINUS_HUGE,
        /** Null, or an array left as it was. */
        NOTHING,
        /** The gate is used in the midst of its own call. */
        REENTRANT,
        /** The same, and the host swallows the exception and answers as it should. */
        REENTRANT_AND_SILENT
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final SortedMap<String, Integer> calls = new TreeMap<>();
    private final SortedSet<String> swallowed = new TreeSet<>();
    private String site = "";
    private Fault fault = Fault.EXCEPTION;
    private int from = NEVER;
    private int to = NEVER;
    private boolean hit;
    private Runnable reentrant = () -> {};

    /** Spoils the calls of a site from one to before another, counted from now on. */
    void arm(String where, Fault what, int first, int end) {
        calls.clear();
        site = where;
        fault = what;
        from = first;
        to = end;
        hit = false;
    }

    void disarm() {
        arm("", Fault.EXCEPTION, NEVER, NEVER);
    }

    /** What is done in the midst of a call. */
    void reentering(Runnable action) {
        reentrant = action;
    }

    boolean wasHit() {
        return hit;
    }

    /** How often each site was called since it was armed or disarmed. */
    SortedMap<String, Integer> calls() {
        return calls;
    }

    static String site(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    <T> T over(Class<T> type, T real) {
        Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            if (method.getDeclaringClass() == Object.class) {
                return invoke(method, real, args);
            }
            String where = site(method);
            int index = calls.merge(where, 1, Integer::sum) - 1;
            if (!where.equals(site) || index < from || index >= to) {
                return invoke(method, real, args);
            }
            hit = true;
            return spoiled(method, real, args);
        });
        return type.cast(proxy);
    }

    private static Object invoke(Method method, Object real, Object[] args) throws Throwable {
        try {
            method.setAccessible(true);
            return method.invoke(real, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private Object spoiled(Method method, Object real, Object[] args) throws Throwable {
        switch (fault) {
            case EXCEPTION -> throw new IllegalStateException("the host is broken");
            case CHECKED -> throw new java.io.IOException("the host is not there");
            case ASSERTION -> throw new AssertionError("the host is wrong");
            case STACK_OVERFLOW -> throw new StackOverflowError();
            case REENTRANT -> reentrant.run();
            case REENTRANT_AND_SILENT -> {
                try {
                    reentrant.run();
                } catch (IllegalStateException refused) {
                    swallowed.add(refused.getMessage());
                }
            }
            default -> {
                return wrong(method, real, args);
            }
        }
        return invoke(method, real, args);
    }

    @SuppressWarnings("NullAway") // a null where none is allowed is one of the faults
    private Object wrong(Method method, Object real, Object[] args) throws Throwable {
        double value = switch (fault) {
            case INFINITE -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITE -> Double.NEGATIVE_INFINITY;
            case HUGE -> 1e300;
            case MINUS_HUGE -> -1e300;
            default -> Double.NaN;
        };
        boolean low = fault == Fault.MINUS_INFINITE || fault == Fault.MINUS_HUGE;
        Class<?> type = method.getReturnType();
        if (type == double.class) {
            return value;
        }
        if (type == long.class) {
            return low ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        if (type == Instant.class && fault != Fault.NOTHING) {
            return low ? Instant.MIN : Instant.MAX;
        }
        if (type == void.class && fault != Fault.NOTHING) {
            invoke(method, real, args);
            for (Object arg : args) {
                // the array that is written is the last one
                if (arg == args[args.length - 1] && arg instanceof double[] out) {
                    Arrays.fill(out, value);
                } else if (args.length == 3 && arg == args[1] && arg instanceof double[] out) {
                    Arrays.fill(out, (Integer) args[2], out.length, value);
                }
            }
        }
        // an object: null, whatever the fault
        return null;
    }

    /** The messages of what was refused in the midst of a call. */
    SortedSet<String> refusals() {
        return swallowed;
    }
}
