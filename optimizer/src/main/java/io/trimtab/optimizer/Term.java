package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;
import java.util.List;

/**
 * One named summand of an objective in its minimised form: a convex function of the weights, of which less is better.
 *
 * <p>Arrays in terms are written by nobody once the term is made. Immutable and thread-safe.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read within this package only
sealed interface Term {
    /** The name under which {@link Optimal#objectiveTerms} states its part. */
    String name();

    /** The assets. */
    Universe universe();

    /** The same under another name. */
    Term named(String newName);

    /** Its value at weights. */
    double cost(double[] w);

    /** This term times a positive factor. */
    Term times(double factor);

    /** Whether of ever smaller weights nothing of it is left per unit of weight. */
    default boolean vanishesFaster() {
        return false;
    }

    /** Quadratic forms (w - centre)'S(w - centre) of some weights w; of w itself where the centre has length 0. */
    interface Forms {
        double of(RiskModel risk, double[] centre);
    }

    /**
     * {@code (coefficient / 2) (w - centre)'S(w - centre)}.
     *
     * @param centre the benchmark; of length 0 if it is nothing at all
     */
    record Quadratic(String name, double coefficient, RiskModel risk, double[] centre) implements Term {
        /** A form below this part of what it would be if all moved together has lost digits. */
        private static final double CANCELLED = 1e-6;

        @Override
        public Universe universe() {
            return risk.universe();
        }

        @Override
        public Term named(String newName) {
            return new Quadratic(newName, coefficient, risk, centre);
        }

        @Override
        public double cost(double[] w) {
            return coefficient / 2 * form(risk, w, centre);
        }

        @Override
        public Term times(double factor) {
            return new Quadratic(name, factor * coefficient, risk, centre);
        }

        /**
         * (w - b)'S(w - b), at least zero: of squares where S is given by them, else from the columns of what is held where
         * that is little; where the terms cancel, each element of the product is summed in doubled precision.
         */
        static double form(RiskModel risk, double[] w, double[] centre) {
            int n = w.length;
            double[] d = w.clone();
            int held = 0;
            double spread = 0;
            for (int j = 0; j < n; j++) {
                d[j] -= centre.length == 0 ? 0 : centre[j];
                held += d[j] != 0 ? 1 : 0;
                spread += Math.abs(d[j]) * Math.sqrt(risk.variance(j));
            }
            if (risk instanceof FactorStructure squares) {
                return squares(squares, d);
            }
            double[] product = new double[n];
            if (4 * held > n) {
                risk.multiplyInto(d, product);
            } else {
                double[] column = new double[n];
                for (int j = 0; j < n; j++) {
                    if (d[j] != 0) {
                        risk.columnInto(j, column, 0);
                        for (int i = 0; i < n; i++) {
                            product[i] = Math.fma(column[i], d[j], product[i]);
                        }
                    }
                }
            }
            double form = Compensated.dot(n, d, 0, product, 0);
            return Math.max(0, form < CANCELLED * spread * spread ? exactly(risk, d, product) : form);
        }

        private static double exactly(RiskModel risk, double[] d, double[] product) {
            int n = d.length;
            double[] column = new double[n];
            for (int j = 0; j < n; j++) {
                if (d[j] != 0) {
                    risk.columnInto(j, column, 0);
                    product[j] = Compensated.dot(n, column, 0, d, 0);
                }
            }
            return Compensated.dot(n, d, 0, product, 0);
        }

        private static double squares(FactorStructure risk, double[] d) {
            double[] f = new double[risk.rank()];
            risk.projectInto(d, f);
            double sum = Compensated.dot(f.length, f, 0, f, 0);
            for (int j = 0; j < d.length; j++) {
                sum = Math.fma(risk.residualVariance(j) * d[j], d[j], sum);
            }
            return sum;
        }
    }

    /**
     * {@code coefficients'w}.
     *
     * @param returns the expected returns that the coefficients are, with the opposite sign; empty if they are not
     */
    record Linear(String name, Universe universe, double[] coefficients, List<ExpectedReturns> returns)
            implements Term {
        @Override
        public Term named(String newName) {
            return new Linear(newName, universe, coefficients, returns);
        }

        @Override
        public double cost(double[] w) {
            return Compensated.dot(w.length, coefficients, 0, w, 0);
        }

        @Override
        public Term times(double factor) {
            return new Linear(name, universe, scaled(coefficients, factor), returns);
        }
    }

    /** {@code sum of coefficients_j (w_j - centre_j)^2}. */
    record Diagonal(String name, Universe universe, double[] coefficients, double[] centre) implements Term {
        @Override
        public Term named(String newName) {
            return new Diagonal(newName, universe, coefficients, centre);
        }

        @Override
        public boolean vanishesFaster() {
            return centredAtZero(coefficients, centre);
        }

        @Override
        public double cost(double[] w) {
            double[] square = new double[w.length];
            for (int j = 0; j < w.length; j++) {
                double d = w[j] - centre[j];
                square[j] = d * d;
            }
            return Compensated.dot(w.length, coefficients, 0, square, 0);
        }

        @Override
        public Term times(double factor) {
            return new Diagonal(name, universe, scaled(coefficients, factor), centre);
        }
    }

    /**
     * {@code sum of phi_j(w_j)} with convex piecewise linear phi_j: {@code slopes[j][k]} holds between {@code
     * breakpoints[j][k - 1]} and {@code breakpoints[j][k]}, so there is one slope more than breakpoints; phi_j is {@code
     * atFirst[j]} at its first breakpoint, or at 0 if it has none.
     */
    record PiecewiseLinear(String name, Universe universe, double[][] breakpoints, double[][] slopes, double[] atFirst)
            implements Term {
        /** Checks that it is convex. */
        public PiecewiseLinear {
            for (int j = 0; j < universe.size(); j++) {
                Check.length(slopes[j].length, breakpoints[j].length + 1, "slopes of " + universe.id(j));
                for (int k = 1; k < slopes[j].length; k++) {
                    if (!(slopes[j][k - 1] <= slopes[j][k])) {
                        throw new IllegalArgumentException(
                                "\"" + name + "\" must not get cheaper per unit as the weight"
                                        + " of " + universe.id(j) + " grows, but its slope falls from "
                                        + Numbers.text(slopes[j][k - 1]) + " to " + Numbers.text(slopes[j][k]));
                    }
                    if (k > 1 && !(breakpoints[j][k - 2] < breakpoints[j][k - 1])) {
                        throw new IllegalArgumentException(
                                "breakpoints of \"" + name + "\" must increase for " + universe.id(j));
                    }
                }
            }
        }

        @Override
        public Term named(String newName) {
            return new PiecewiseLinear(newName, universe, breakpoints, slopes, atFirst);
        }

        @Override
        public double cost(double[] w) {
            double[] each = new double[w.length];
            for (int j = 0; j < w.length; j++) {
                each[j] = cost(j, w[j]);
            }
            return Compensated.sum(w.length, each, 0);
        }

        private double cost(int j, double w) {
            double[] at = breakpoints[j];
            double[] slope = slopes[j];
            double x = at.length == 0 ? 0 : at[0];
            if (at.length == 0 || w <= x) {
                return Math.fma(slope[0], w - x, atFirst[j]);
            }
            double value = atFirst[j];
            int k = 1;
            while (k < at.length && w > at[k]) {
                value = Math.fma(slope[k], at[k] - x, value);
                x = at[k];
                k++;
            }
            return Math.fma(slope[k], w - x, value);
        }

        @Override
        public Term times(double factor) {
            double[][] by = new double[slopes.length][];
            for (int j = 0; j < by.length; j++) {
                by[j] = scaled(slopes[j], factor);
            }
            return new PiecewiseLinear(name, universe, breakpoints, by, scaled(atFirst, factor));
        }
    }

    /** {@code sum of coefficients_j |w_j - centre_j|^(3/2)}: the square-root law of market impact. */
    record Power(String name, Universe universe, double[] coefficients, double[] centre) implements Term {
        @Override
        public Term named(String newName) {
            return new Power(newName, universe, coefficients, centre);
        }

        @Override
        public boolean vanishesFaster() {
            return centredAtZero(coefficients, centre);
        }

        @Override
        public double cost(double[] w) {
            double[] power = new double[w.length];
            for (int j = 0; j < w.length; j++) {
                double d = Math.abs(w[j] - centre[j]);
                power[j] = d * Math.sqrt(d);
            }
            return Compensated.dot(w.length, coefficients, 0, power, 0);
        }

        @Override
        public Term times(double factor) {
            return new Power(name, universe, scaled(coefficients, factor), centre);
        }
    }

    private static boolean centredAtZero(double[] coefficients, double[] centre) {
        for (int j = 0; j < coefficients.length; j++) {
            if (coefficients[j] != 0 && centre[j] != 0) {
                return false;
            }
        }
        return true;
    }

    private static double[] scaled(double[] x, double factor) {
        double[] out = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            out[j] = factor * x[j];
        }
        return out;
    }
}
