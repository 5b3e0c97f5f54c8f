package io.trimtab.core.numeric;

import io.trimtab.core.time.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * The vector form of each kernel, if there is one and it has earned its place (see {@link VectorTrial}).
 *
 * <p>It exists if the host started the JVM with {@code --add-modules jdk.incubator.vector} on a machine with vectors of
 * four doubles or more.
 */
final class VectorForms {
    static final String MODULE = "jdk.incubator.vector";

    /** {@code eager}: without a trial; {@code never}; anything else: by trial. For tests and benchmarks. */
    static final String PROPERTY = "io.trimtab.numeric.vector";

    private static final String IMPLEMENTATION = "io.trimtab.core.numeric.VectorKernels";

    /** Operations before the first contest, about a fifth of a second: a program that does not calculate never pays. */
    private static final long FIRST = 4_000_000_000L;

    private static final boolean EAGER = System.getProperty(PROPERTY, "").equals("eager");

    /** A constant, so that the JIT compiler removes all of this where there is no vector form. */
    private static final boolean POSSIBLE = !System.getProperty(PROPERTY, "").equals("never") && isPresent();

    private static final long SMALLEST_PRODUCT = EAGER ? 0 : 1_000_000;

    private VectorForms() {}

    /** The form for dot and sum, or null for the plain loops, which are about to do this work. */
    static @Nullable VectorForm reduction(long operations) {
        return POSSIBLE ? Trials.REDUCTION.afterWork(operations) : null;
    }

    /** The form for matrix times vector by columns. */
    static @Nullable VectorForm columns(long operations) {
        return POSSIBLE ? Trials.COLUMNS.afterWork(operations) : null;
    }

    /** The form for matrix times matrix; the plain loops keep small products, on which packing costs what vectors gain. */
    static @Nullable VectorForm product(long operations) {
        return POSSIBLE && operations >= SMALLEST_PRODUCT ? Trials.PRODUCT.afterWork(operations) : null;
    }

    /** Asked of a class: asking the module layer takes streams, and those take longer than the first solve. */
    private static boolean isPresent() {
        try {
            Class.forName(MODULE + ".DoubleVector", false, ClassLoader.getPlatformClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** The implementation, or null where it cannot run or would not pay. */
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

    /** Loads once, when the first trial asks. */
    private static final class Loaded {
        static final @Nullable VectorForm FORM = load();

        private Loaded() {}
    }

    /** Apart: where there is no vector form, their classes are never read. */
    private static final class Trials {
        static final VectorTrial REDUCTION = new Reduction();
        static final VectorTrial COLUMNS = new Columns();
        static final VectorTrial PRODUCT = new Products();

        private Trials() {}
    }

    /** What the three trials share. */
    private abstract static class Trial extends VectorTrial {
        Trial() {
            super(EAGER ? 0 : FIRST, NanoClock.system());
        }

        @Override
        @Nullable
        VectorForm form() {
            return Loaded.FORM;
        }
    }

    private static final class Reduction extends Trial {
        private static final int N = 512;
        private final double[] x = new double[N];
        private double sink;

        @Override
        void practisePlain() {
            sink = Reductions.plainDot(N, x, 0, x, 0) + Reductions.plainSum(N, x, 0);
        }

        @Override
        void practise(VectorForm form) {
            sink = form.dot(N, x, 0, x, 0) + form.sum(N, x, 0) + sink;
        }
    }

    private static final class Columns extends Trial {
        private static final int ROWS = 128;
        private static final int COUNT = 8;
        private final double[] a = new double[ROWS * COUNT];
        private final double[] x = new double[COUNT];
        private final double[] y = new double[ROWS];

        @Override
        void practisePlain() {
            MatrixVector.plainAccumulate(ROWS, COUNT, 1, a, 0, ROWS, x, 0, 1, y, 0);
        }

        @Override
        void practise(VectorForm form) {
            form.accumulate(ROWS, COUNT, 1, a, 0, ROWS, x, 0, 1, y, 0);
        }
    }

    /** Whole tiles, and one cut off on two sides so that no path is compiled for the first time later. */
    private static final class Products extends Trial {
        private final Product whole = problem(96, 16, 32);
        private final Product cut = problem(5, 3, 4);

        private static Product problem(int m, int n, int k) {
            return new Product(
                    m, n, k, 1, new double[m * k], 0, 1, m, new double[k * n], 0, 1, k, new double[m * n], 0, m, false);
        }

        @Override
        void practisePlain() {
            ColumnTiles.multiply(whole);
            ColumnTiles.multiply(cut);
        }

        @Override
        void practise(VectorForm form) {
            form.multiply(whole);
            form.multiply(cut);
        }
    }
}
