package io.trimtab.core.numeric;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/**
 * A minimum of a smooth function of several variables from its gradient.
 *
 * <p>Method: Broyden, Fletcher, Goldfarb and Shanno's update of the inverse Hessian (J. Nocedal and S. J. Wright,
 * Numerical Optimization, 2006, chapter 6) with a line search that brackets a step of sufficient decrease and curvature
 * by doubling and halving (A. S. Lewis and M. L. Overton, Nonsmooth optimization via quasi-Newton methods, 2013). A
 * point where the function is NaN or infinite counts as too far. O(n^2) an iteration beside the function.
 */
public final class QuasiNewton {
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int LINE_SEARCH = 60;

    private QuasiNewton() {}

    /** A function with its gradient. */
    @FunctionalInterface
    public interface Objective {
        /**
         * The function at a point.
         *
         * @param x the point, to be read only
         * @param gradient receives the gradient
         * @return the value; NaN or infinite where there is none
         */
        double at(double[] x, double[] gradient);
    }

    /** How a search ended. */
    public enum Status {
        /** What the quadratic model still promises is below the tolerance. */
        CONVERGED,
        /** No step lowers the function although its gradient says so. */
        STALLED,
        /** The function or its gradient is not finite at the starting point. */
        NOT_A_NUMBER,
        /** The iterations allowed did not suffice. */
        ITERATION_LIMIT
    }

    /** The end of a search. */
    public static final class Minimum {
        private final Status status;
        private final double[] x;
        private final double value;
        private final double remaining;
        private final int iterations;

        Minimum(Status status, double[] x, double value, double remaining, int iterations) {
            this.status = status;
            this.x = x;
            this.value = value;
            this.remaining = remaining;
            this.iterations = iterations;
        }

        /**
         * How it ended.
         *
         * @return the status
         */
        public Status status() {
            return status;
        }

        /**
         * The point.
         *
         * @return a copy
         */
        public double[] x() {
            return x.clone();
        }

        /**
         * The function at the point.
         *
         * @return the value
         */
        public double value() {
            return value;
        }

        /**
         * What the quadratic model promises could still be gained, half of g' H g.
         *
         * @return not negative, or NaN
         */
        public double remaining() {
            return remaining;
        }

        /**
         * The number of line searches.
         *
         * @return not negative
         */
        public int iterations() {
            return iterations;
        }

        /**
         * Whether the point is a minimum.
         *
         * @return true if the status is {@link Status#CONVERGED}
         */
        public boolean converged() {
            return status == Status.CONVERGED;
        }
    }

    /**
     * Finds a minimum.
     *
     * @param objective the function
     * @param start the starting point; copied
     * @param tolerance how much may be left to gain, in units of the function, positive
     * @param maxIterations the most line searches, at least 1
     * @return the minimum, or why there is none
     */
    public static Minimum minimise(Objective objective, double[] start, double tolerance, int maxIterations) {
        Check.positive(tolerance, "tolerance");
        Check.atLeast(maxIterations, 1, "maxIterations");
        return new Search(objective, start.clone(), tolerance).run(maxIterations);
    }

    /** x: point, f: value, g: gradient, h: inverse Hessian, d: direction, s: step, y: change of the gradient. */
    private static final class Search {
        private final Objective objective;
        private final double tolerance;
        private final int n;
        private double[] x;
        private double[] g;
        private double f;
        private final double[] h;
        private final double[] d;
        private final double[] hy;
        private double[] nextX;
        private double[] nextG;
        private double nextF;
        private boolean fresh = true;

        Search(Objective objective, double[] start, double tolerance) {
            this.objective = objective;
            this.tolerance = tolerance;
            this.n = start.length;
            this.x = start;
            this.g = new double[n];
            this.h = new double[n * n];
            this.d = new double[n];
            this.hy = new double[n];
            this.nextX = new double[n];
            this.nextG = new double[n];
            this.f = objective.at(x, g);
        }

        Minimum run(int maxIterations) {
            if (!finite(f, g)) {
                return new Minimum(Status.NOT_A_NUMBER, x, f, Double.NaN, 0);
            }
            reset();
            for (int iteration = 0; ; iteration++) {
                double slope = direction();
                double remaining = -slope / 2;
                if (!fresh && remaining <= tolerance) {
                    return new Minimum(Status.CONVERGED, x, f, remaining, iteration);
                }
                if (largest(g) == 0) {
                    return new Minimum(Status.CONVERGED, x, f, 0, iteration);
                }
                if (iteration == maxIterations) {
                    return new Minimum(Status.ITERATION_LIMIT, x, f, remaining, iteration);
                }
                if (!search(slope)) {
                    if (fresh) {
                        // Along the gradient itself nothing is to be had: rounding of the function hides what is left.
                        boolean flat = largest(g) * largest(g) <= 1e-10 * Math.max(1, Math.abs(f));
                        return new Minimum(flat ? Status.CONVERGED : Status.STALLED, x, f, remaining, iteration);
                    }
                    reset();
                } else {
                    update();
                }
            }
        }

        private void reset() {
            Arrays.fill(h, 0);
            double unit = 1 / Math.max(1, largest(g));
            for (int i = 0; i < n; i++) {
                h[i * n + i] = unit;
            }
            fresh = true;
        }

        /** d = -H g; gives g'd. */
        private double direction() {
            double slope = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum -= h[i * n + j] * g[j];
                }
                d[i] = sum;
                slope += sum * g[i];
            }
            return slope;
        }

        private boolean search(double slope) {
            if (!(slope < 0)) {
                return false;
            }
            double low = 0;
            double high = Double.POSITIVE_INFINITY;
            double step = 1;
            for (int k = 0; k < LINE_SEARCH; k++) {
                for (int i = 0; i < n; i++) {
                    nextX[i] = x[i] + step * d[i];
                }
                nextF = objective.at(nextX, nextG);
                boolean lower = finite(nextF, nextG) && nextF <= f + DECREASE * step * slope;
                if (!lower) {
                    high = step;
                } else if (slopeAt(nextG) < CURVATURE * slope) {
                    low = step;
                } else {
                    return true;
                }
                step = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * low;
            }
            return false;
        }

        private double slopeAt(double[] gradient) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += d[i] * gradient[i];
            }
            return sum;
        }

        /** H = (I - r s y') H (I - r y s') + r s s', r = 1 / s'y. */
        private void update() {
            double sy = 0;
            double yy = 0;
            for (int i = 0; i < n; i++) {
                d[i] = nextX[i] - x[i];
                double change = nextG[i] - g[i];
                g[i] = change;
                sy += d[i] * change;
                yy += change * change;
            }
            if (sy > 1e-300 && yy > 0) {
                if (fresh) {
                    Arrays.fill(h, 0);
                    for (int i = 0; i < n; i++) {
                        h[i * n + i] = sy / yy;
                    }
                }
                double yhy = 0;
                for (int i = 0; i < n; i++) {
                    double sum = 0;
                    for (int j = 0; j < n; j++) {
                        sum += h[i * n + j] * g[j];
                    }
                    hy[i] = sum;
                    yhy += sum * g[i];
                }
                double factor = (1 + yhy / sy) / sy;
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        h[i * n + j] += factor * d[i] * d[j] - (hy[i] * d[j] + d[i] * hy[j]) / sy;
                    }
                }
                fresh = false;
            }
            double[] oldX = x;
            double[] oldG = g;
            x = nextX;
            g = nextG;
            f = nextF;
            nextX = oldX;
            nextG = oldG;
        }

        private static double largest(double[] v) {
            double largest = 0;
            for (double value : v) {
                largest = Math.max(largest, Math.abs(value));
            }
            return largest;
        }

        private static boolean finite(double value, double[] gradient) {
            boolean finite = Double.isFinite(value);
            for (double component : gradient) {
                finite &= Double.isFinite(component);
            }
            return finite;
        }
    }
}
