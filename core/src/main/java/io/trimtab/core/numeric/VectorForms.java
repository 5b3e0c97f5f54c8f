package io.trimtab.core.numeric;

import org.jspecify.annotations.Nullable;

/**
 * Decides when the vector form takes over.
 *
 * <p>It exists if the host started the JVM with {@code --add-modules jdk.incubator.vector}. Its first use costs the
 * loading of the Vector API (30-40 ms) and then a warm-up during which it is slower than the plain loops (0.2-0.5 s in
 * all, measured). So the plain loops, which the JIT compiler vectorises too, work first, and the vector form takes over
 * when they have done {@value #SWITCH_AFTER} floating-point operations, about half a second: a program that never gets
 * there never pays. Both give the same bits, so nobody can see the moment.
 */
final class VectorForms {
    static final String MODULE = "jdk.incubator.vector";

    /** {@code eager}: from the first call; {@code never}; anything else: the rule above. For tests and benchmarks. */
    static final String PROPERTY = "io.trimtab.numeric.vector";

    private static final String IMPLEMENTATION = "io.trimtab.core.numeric.VectorKernels";

    private static final long SWITCH_AFTER = 16_000_000_000L;

    /** Work still to be done before the switch. A race loses counts, which delays it and does nothing else. */
    private static long remaining = initialWork();

    private static @Nullable VectorForm form;

    private VectorForms() {}

    /** The vector form if it has taken over, counting this work. */
    static @Nullable VectorForm afterWork(long operations) {
        VectorForm current = form;
        if (current == null && remaining != Long.MAX_VALUE) {
            return count(operations);
        }
        return current;
    }

    private static @Nullable VectorForm count(long operations) {
        long rest = remaining - operations;
        if (rest > 0) {
            remaining = rest;
            return null;
        }
        remaining = Long.MAX_VALUE;
        form = load();
        return form;
    }

    private static long initialWork() {
        String choice = System.getProperty(PROPERTY, "");
        if (choice.equals("never") || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Long.MAX_VALUE;
        }
        return choice.equals("eager") ? 0 : SWITCH_AFTER;
    }

    /** The implementation, or null where it cannot run or would not pay (vectors of fewer than four lanes). */
    static @Nullable VectorForm load() {
        Module incubator = ModuleLayer.boot().findModule(MODULE).orElse(null);
        if (incubator == null) {
            return null;
        }
        try {
            // Here and not as "requires static", which would make every compilation of the module descriptor warn.
            VectorForms.class.getModule().addReads(incubator);
            return Class.forName(IMPLEMENTATION)
                    .asSubclass(VectorForm.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException e) {
            return null;
        }
    }
}
