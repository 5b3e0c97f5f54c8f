package io.trimtab.risk.model;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.numeric.TriangularSolve;
import io.trimtab.core.time.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * FastMCD (Rousseeuw and Van Driessen 1999): the h of T points of r coordinates whose covariance has the smallest
 * determinant, as far as many random starts find it.
 *
 * <p>Legend: z, r x T, point by point; a concentration step takes the h points of a pool nearest to the centre of a core, in
 * the metric of its covariance, which never raises the determinant.
 */
final class DeterminantSearch {
    private static final int STARTS = 500;
    /** Ten in the paper; most of those lead to one place. */
    private static final int BEST = 50;

    private static final double SAME = 1e-12;
    private static final int GROUP = 300;
    private static final int GROUPS = 5;
    private static final int FIRST_STEPS = 2;
    private static final int MOST_STEPS = 200;

    private final double[] z;
    private final int r;
    private final int points;
    private final SplittableRandom random;
    /** Whether h points were met that lie on a plane, so that the smallest determinant is zero. */
    private boolean plane;

    private final Stages stages;

    private DeterminantSearch(double[] z, int r, int points, long seed, Stages stages) {
        this.z = z;
        this.r = r;
        this.points = points;
        this.random = new SplittableRandom(seed);
        this.stages = stages;
    }

    /** The steps of a search: starts, and what is made of the best of them. */
    static Stages stages(Progress progress) {
        return new Stages(progress, "robust covariance", STARTS + (long) BEST);
    }

    /** The best core found; null if its determinant is zero. */
    static @Nullable Core of(double[] z, int r, int points, int h, long seed, Stages stages) {
        DeterminantSearch search = new DeterminantSearch(z, r, points, seed, stages);
        int[] all = new int[points];
        Arrays.setAll(all, t -> t);
        if (h >= points) {
            return Core.of(z, r, all, points);
        }
        List<Core> cores = points > 2 * GROUP ? search.byGroups(all, h) : search.start(all, h, STARTS);
        Core best = null;
        for (Core core : cores) {
            stages.next();
            Core end = search.concentrate(core, all, h, MOST_STEPS);
            if (end != null && (best == null || end.logDeterminant < best.logDeterminant)) {
                best = end;
            }
        }
        return search.plane ? null : best;
    }

    /** The best cores of a pool from random starts. */
    private List<Core> start(int[] pool, int h, int starts) {
        List<Core> found = new ArrayList<>();
        for (int s = 0; s < starts; s++) {
            stages.next();
            Core first = randomCore(pool);
            Core core = first == null ? null : concentrate(first, pool, h, FIRST_STEPS);
            if (core != null) {
                found.add(core);
            }
        }
        return best(found);
    }

    /** Starts in up to five groups of at least 300 points, improves their best in all groups together. */
    private List<Core> byGroups(int[] all, int h) {
        int[] shuffled = all.clone();
        shuffle(shuffled, shuffled.length);
        int groups = Math.min(GROUPS, all.length / GROUP);
        int[] merged = Arrays.copyOf(shuffled, Math.min(all.length, groups * GROUP));
        double share = (double) h / all.length;
        List<Core> found = new ArrayList<>();
        for (int g = 0; g < groups; g++) {
            int from = (int) ((long) g * merged.length / groups);
            int to = (int) ((long) (g + 1) * merged.length / groups);
            int[] pool = Arrays.copyOfRange(merged, from, to);
            found.addAll(start(pool, part(share, pool.length), STARTS / groups));
        }
        List<Core> improved = new ArrayList<>();
        for (Core core : found) {
            Core end = concentrate(core, merged, part(share, merged.length), FIRST_STEPS);
            if (end != null) {
                improved.add(end);
            }
        }
        return best(improved);
    }

    private int part(double share, int points) {
        return Math.min(points, Math.max((points + r + 1) / 2, (int) Math.ceil(share * points)));
    }

    private static List<Core> best(List<Core> cores) {
        cores.sort(Comparator.comparingDouble(Core::logDeterminant));
        List<Core> distinct = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Core core : cores) {
            if (distinct.size() < BEST && core.logDeterminant > last) {
                distinct.add(core);
                last = core.logDeterminant + SAME;
            }
        }
        return distinct;
    }

    /** Of r + 1 points, and of more while these lie on a plane. */
    private @Nullable Core randomCore(int[] pool) {
        int[] order = pool.clone();
        shuffle(order, Math.min(order.length, 4 * (r + 1)));
        for (int size = r + 1; size <= order.length; size++) {
            Core core = Core.of(z, r, order, size);
            if (core != null || size >= 4 * (r + 1)) {
                return core;
            }
        }
        return null;
    }

    private void shuffle(int[] values, int first) {
        for (int i = 0; i < first; i++) {
            int j = i + random.nextInt(values.length - i);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
    }

    private @Nullable Core concentrate(Core from, int[] pool, int h, int steps) {
        Core core = from;
        double[] distances = new double[pool.length];
        for (int step = 0; step < steps; step++) {
            core.distancesInto(z, pool, distances);
            Core next = Core.of(z, r, nearest(pool, distances, h), h);
            if (next == null) {
                plane |= pool.length == points;
                return null;
            }
            boolean settled = core.size == h && !(next.logDeterminant < core.logDeterminant - SAME);
            core = next;
            if (settled) {
                break;
            }
        }
        return core;
    }

    /** The h points of the smallest distances, equal ones by their position, in ascending order of position. */
    private static int[] nearest(int[] pool, double[] distances, int h) {
        double[] copy = distances.clone();
        double last = OrderStatistics.select(copy.length, copy, 0, h - 1);
        int[] out = new int[h];
        int count = 0;
        int below = 0;
        for (double d : distances) {
            below += d < last ? 1 : 0;
        }
        int equal = h - below;
        for (int k = 0; k < pool.length; k++) {
            if (distances[k] < last || (distances[k] == last && equal-- > 0)) {
                out[count++] = pool[k];
            }
        }
        return out;
    }

    /** A set of points by their centre and the factor of their covariance. */
    static final class Core {
        private final int r;
        private final int size;
        private final double[] centre;
        /** L with LL' the covariance, divisor the number of points. */
        private final double[] l;

        private final double logDeterminant;

        private Core(int r, int size, double[] centre, double[] l) {
            this.r = r;
            this.size = size;
            this.centre = centre;
            this.l = l;
            double sum = 0;
            for (int k = 0; k < r; k++) {
                sum += StrictMath.log(l[k * r + k]);
            }
            this.logDeterminant = 2 * sum;
        }

        /** Of the first points of a list; null if they lie on a plane. */
        static @Nullable Core of(double[] z, int r, int[] points, int size) {
            double[] x = new double[r * size];
            double[] centre = new double[r];
            for (int p = 0; p < size; p++) {
                System.arraycopy(z, points[p] * r, x, p * r, r);
                Kernels.axpy(r, 1.0 / size, x, p * r, centre, 0);
            }
            for (int p = 0; p < size; p++) {
                Kernels.axpy(r, -1, centre, 0, x, p * r);
            }
            double[] l = new double[r * r];
            Kernels.syrkTransposed(r, size, 1.0 / size, x, 0, r, 0, l, 0, r);
            // relative to the spread of all points, which is one in each coordinate
            if (Cholesky.factor(r, l, 0, r) != r) {
                return null;
            }
            for (int k = 0; k < r; k++) {
                if (!(l[k * r + k] > 1e-10)) {
                    return null;
                }
            }
            return new Core(r, size, centre, l);
        }

        int size() {
            return size;
        }

        double logDeterminant() {
            return logDeterminant;
        }

        double[] centre() {
            return centre;
        }

        /** L, lower triangular with zeros above. */
        double[] rootOfCovariance() {
            double[] out = l.clone();
            for (int j = 1; j < r; j++) {
                Arrays.fill(out, j * r, j * r + j, 0);
            }
            return out;
        }

        void distancesInto(double[] z, int points, double[] out) {
            int[] all = new int[points];
            Arrays.setAll(all, t -> t);
            distancesInto(z, all, out);
        }

        /** Squared distances of some points from the centre in the metric of the covariance. */
        void distancesInto(double[] z, int[] points, double[] out) {
            double[] x = new double[r * points.length];
            for (int p = 0; p < points.length; p++) {
                System.arraycopy(z, points[p] * r, x, p * r, r);
                Kernels.axpy(r, -1, centre, 0, x, p * r);
            }
            TriangularSolve.lower(r, points.length, l, 0, r, x, 0, r);
            for (int p = 0; p < points.length; p++) {
                out[p] = Kernels.dot(r, x, p * r, x, p * r);
            }
        }
    }
}
