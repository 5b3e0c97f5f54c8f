package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.SymmetricEigen;
import java.util.Arrays;
import java.util.Locale;

/**
 * Makes a symmetric matrix that is not quite a covariance into one, and says how far it had to go.
 *
 * <p>A matrix put together pair by pair, from views or by stress, can promise a portfolio of negative variance. The repair changes
 * correlations only: variances stay. {@link #nearest} finds the correlation matrix that is nearest in the Frobenius norm (the
 * problem of Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22 (2002), 329-343, solved by the
 * dual Newton method of Qi and Sun, SIAM J. Matrix Anal. Appl. 28 (2006), 360-385); {@link #clipping} raises small eigenvalues and restores the ones on the diagonal, which is
 * one decomposition and not the nearest.
 *
 * <pre>{@code
 * RepairedCovariance repaired = CovarianceRepair.nearest().withFloor(1e-4).repair(universe, pairwise);
 * System.out.println(repaired.certificate()); // moved by 0.0743 (at least 0.0743), no correlation by more than 0.02; ...
 * }</pre>
 *
 * <p>Without a floor the nearest matrix is singular wherever anything was changed: some portfolio has no risk, and an optimizer
 * will find it. {@link #withFloor} keeps every eigenvalue of the correlation matrix above one. A matrix that is a covariance with
 * that floor already comes back with the same bits. An asset of variance zero must have covariances of zero and is left out of the
 * repair. O(n^3) a decomposition, about seven of them. Immutable and thread-safe.
 */
public final class CovarianceRepair {
    private static final double[] NO_WEIGHTS = {};

    private final boolean nearest;
    private final double floor;
    /** One for each asset, or empty for all the same. */
    private final double[] weights;

    private CovarianceRepair(boolean nearest, double floor, double[] weights) {
        this.nearest = nearest;
        this.floor = floor;
        this.weights = weights;
    }

    /**
     * The repair to the nearest correlation matrix, without a floor.
     *
     * @return the repair
     */
    public static CovarianceRepair nearest() {
        return new CovarianceRepair(true, 0, NO_WEIGHTS);
    }

    /**
     * The repair that sets eigenvalues below the floor to it, and scales the diagonal back to ones; without a floor above zero.
     *
     * @return the repair
     */
    public static CovarianceRepair clipping() {
        return new CovarianceRepair(false, 0, NO_WEIGHTS);
    }

    /**
     * The same with a floor under the eigenvalues of the correlation matrix.
     *
     * @param smallestEigenvalue from 0 to below 1; for clipping, before the diagonal is scaled back
     * @return the repair
     */
    public CovarianceRepair withFloor(double smallestEigenvalue) {
        if (!(smallestEigenvalue >= 0 && smallestEigenvalue < 1)) {
            throw new IllegalArgumentException("floor must be from 0 to below 1, was " + smallestEigenvalue);
        }
        return new CovarianceRepair(nearest, smallestEigenvalue, weights);
    }

    /**
     * The same with correlations that are more or less willing to move: the distance is that of {@code W^(1/2) C W^(1/2)}.
     *
     * @param assetWeights one for each asset of the matrices to come, positive; those of a heavy asset move less; copied
     * @return the repair
     * @throws IllegalArgumentException if a weight is not positive, or this repair clips, which knows no distance
     */
    public CovarianceRepair withWeights(double... assetWeights) {
        double[] copy = Check.notNull(assetWeights, "weights").clone();
        Check.atLeast(copy.length, 1, "number of weights");
        for (int i = 0; i < copy.length; i++) {
            Check.positive(copy[i], "weights[" + i + "]");
        }
        if (!nearest) {
            throw new IllegalArgumentException("weights must go with nearest(): clipping knows no distance");
        }
        return new CovarianceRepair(true, floor, copy);
    }

    /**
     * Repairs a matrix.
     *
     * @param universe the assets, n of them
     * @param columnMajor n x n, symmetric (see {@link CovarianceMatrix#SYMMETRY_TOLERANCE}), finite, with variances of at least 0 on
     *     the diagonal; a correlation may exceed 1 before the repair
     * @return the covariance and the certificate
     * @throws IllegalArgumentException if the length differs, an element is not finite, a variance is negative, the matrix is not
     *     symmetric, or an asset of variance zero has a covariance that is not; the message names the assets
     */
    public RepairedCovariance repair(Universe universe, double... columnMajor) {
        int n = Check.notNull(universe, "universe").size();
        double[] given = Check.notNull(columnMajor, "covariances").clone();
        Check.length(given.length, n * n, "covariances");
        if (weights.length != 0) {
            Check.length(weights.length, n, "weights");
        }
        int[] movers = new int[n];
        int m = movers(universe, given, movers);
        double[] sigma = new double[m];
        for (int k = 0; k < m; k++) {
            sigma[k] = Math.sqrt(given[movers[k] * n + movers[k]]);
        }
        double[] before = correlations(universe, given, movers, sigma);
        double[] vectors = before.clone();
        double[] values = new double[m];
        if (!SymmetricEigen.decompose(m, vectors, 0, Math.max(1, m), values, 0)) {
            throw new IllegalArgumentException("covariances must have finite correlations");
        }
        double smallest = m == 0 ? 0 : values[0];
        // what is below the floor by rounding alone is not below it
        if (m == 0 || smallest >= floor - m * 0x1p-50 * Math.max(1, values[m - 1])) {
            symmetrise(given, n);
            return new RepairedCovariance(
                    CovarianceMatrix.of(universe, given), new RepairCertificate(0, 0, 0, smallest, smallest, 0));
        }
        return nearest
                ? toNearest(universe, given, movers, sigma, before, smallest)
                : clipped(universe, given, movers, sigma, before, vectors, values);
    }

    private RepairedCovariance toNearest(
            Universe universe, double[] given, int[] movers, double[] sigma, double[] before, double smallest) {
        int m = sigma.length;
        double[] root = new double[m];
        double[] diagonal = new double[m];
        for (int k = 0; k < m; k++) {
            double weight = weights.length == 0 ? 1 : weights[movers[k]];
            root[k] = Math.sqrt(weight);
            diagonal[k] = (1 - floor) * weight;
        }
        // C = floor I + Y with Y semidefinite, and everything times W^(1/2) from both sides
        double[] target = before.clone();
        for (int j = 0; j < m; j++) {
            target[j * m + j] -= floor;
            for (int i = 0; i < m; i++) {
                target[j * m + i] *= root[i] * root[j];
            }
        }
        NearestCorrelation.Nearest found = new NearestCorrelation(m, target, diagonal).solve();
        double[] after = found.x();
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                after[j * m + i] /= root[i] * root[j];
            }
        }
        return result(
                universe,
                given,
                movers,
                sigma,
                before,
                after,
                root,
                Math.sqrt(found.leastSquare()),
                smallest,
                found.decompositions());
    }

    private RepairedCovariance clipped(
            Universe universe,
            double[] given,
            int[] movers,
            double[] sigma,
            double[] before,
            double[] vectors,
            double[] values) {
        int m = sigma.length;
        double smallest = values[0];
        for (int k = 0; k < m; k++) {
            double root = Math.sqrt(Math.max(floor, values[k]));
            Kernels.scale(m, root, vectors, k * m);
        }
        double[] after = new double[m * m];
        Kernels.syrkTransposed(m, m, 1, vectors, 0, m, 0, after, 0, m);
        double[] inverse = new double[m];
        for (int k = 0; k < m; k++) {
            inverse[k] = 1 / Math.sqrt(after[k * m + k]);
        }
        double[] root = new double[m];
        Arrays.fill(root, 1);
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                after[j * m + i] *= inverse[i] * inverse[j];
            }
        }
        return result(universe, given, movers, sigma, before, after, root, 0, smallest, 0);
    }

    /** Puts correlations, whose diagonal is taken to be 1, back among the variances. */
    private RepairedCovariance result(
            Universe universe,
            double[] given,
            int[] movers,
            double[] sigma,
            double[] before,
            double[] after,
            double[] root,
            double leastDistance,
            double smallestBefore,
            int iterations) {
        int n = universe.size();
        int m = sigma.length;
        for (int j = 0; j < m; j++) {
            after[j * m + j] = 1;
            for (int i = 0; i < j; i++) {
                double r = Math.max(-1, Math.min(1, 0.5 * (after[j * m + i] + after[i * m + j])));
                after[j * m + i] = r;
                after[i * m + j] = r;
            }
        }
        double smallestAfter = smallest(after, m);
        if (nearest && smallestAfter < floor - m * 0x1p-50) {
            // what weights far apart cost in rounding: a last part of the way to no correlation
            double kept = (1 - floor) / (1 - smallestAfter) * (1 - m * 0x1p-52);
            for (int k = 0; k < after.length; k++) {
                after[k] *= k % (m + 1) == 0 ? 1 : kept;
            }
            smallestAfter = smallest(after, m);
        }
        double largest = 0;
        double square = 0;
        double[] out = new double[n * n];
        for (int j = 0; j < n; j++) {
            out[j * n + j] = given[j * n + j];
        }
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < j; i++) {
                double r = after[j * m + i];
                double change = r - before[j * m + i];
                largest = Math.max(largest, Math.abs(change));
                double weighted = root[i] * root[j] * change;
                square += 2 * weighted * weighted;
                double covariance = r * (sigma[i] * sigma[j]);
                out[movers[j] * n + movers[i]] = covariance;
                out[movers[i] * n + movers[j]] = covariance;
            }
        }
        double distance = Math.sqrt(square);
        return new RepairedCovariance(
                CovarianceMatrix.of(universe, out),
                new RepairCertificate(
                        distance,
                        Math.min(distance, leastDistance),
                        largest,
                        smallestBefore,
                        smallestAfter,
                        iterations));
    }

    /** The smallest eigenvalue. */
    private static double smallest(double[] correlations, int m) {
        double[] vectors = correlations.clone();
        double[] values = new double[m];
        SymmetricEigen.decompose(m, vectors, 0, m, values, 0);
        return values[0];
    }

    /** The assets of positive variance; refuses what no repair of correlations can mend. */
    private static int movers(Universe universe, double[] given, int[] movers) {
        int n = universe.size();
        int m = 0;
        for (int k = 0; k < given.length; k++) {
            if (!Double.isFinite(given[k])) {
                throw new IllegalArgumentException("covariance of " + universe.id(k % n) + " and " + universe.id(k / n)
                        + " must be finite, was " + given[k]);
            }
        }
        for (int j = 0; j < n; j++) {
            if (Check.notNegative(given[j * n + j], "variance of " + universe.id(j)) > 0) {
                movers[m++] = j;
                continue;
            }
            for (int i = 0; i < n; i++) {
                if (given[j * n + i] != 0 || given[i * n + j] != 0) {
                    throw new IllegalArgumentException("covariance of " + universe.id(i) + " and " + universe.id(j)
                            + " must be 0 because the variance of " + universe.id(j) + " is 0, was " + given[j * n + i]
                            + ": no correlation can be repaired there");
                }
            }
        }
        return m;
    }

    private static double[] correlations(Universe universe, double[] given, int[] movers, double[] sigma) {
        int n = universe.size();
        int m = sigma.length;
        double[] out = new double[m * m];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < j; i++) {
                double upper = given[movers[j] * n + movers[i]];
                double lower = given[movers[i] * n + movers[j]];
                if (!(Math.abs(upper - lower) <= CovarianceMatrix.SYMMETRY_TOLERANCE * sigma[i] * sigma[j])) {
                    throw new IllegalArgumentException("covariance must be symmetric, but of "
                            + universe.id(movers[i]) + " and " + universe.id(movers[j]) + " it is " + upper
                            + " one way and " + lower + " the other");
                }
                double r = (0.5 * upper + 0.5 * lower) / sigma[i] / sigma[j];
                out[j * m + i] = r;
                out[i * m + j] = r;
            }
            out[j * m + j] = 1;
        }
        return out;
    }

    /** To the bit: what differs is rounding, which has been checked. */
    private static void symmetrise(double[] given, int n) {
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < j; i++) {
                double upper = given[j * n + i];
                double lower = given[i * n + j];
                double mean = upper == lower ? upper : 0.5 * upper + 0.5 * lower;
                given[j * n + i] = mean;
                given[i * n + j] = mean;
            }
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "CovarianceRepair[%s, floor %.3g%s]",
                nearest ? "nearest" : "clipping",
                floor,
                weights.length == 0 ? "" : ", weights " + Arrays.toString(weights));
    }
}
