package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import java.util.Locale;

/**
 * What a repair did to a correlation matrix, in numbers that can be checked.
 *
 * <p>Distances are Frobenius norms of the difference of the two correlation matrices, both triangles and, if given, weights
 * counted. No correlation matrix with the floor asked for lies nearer than {@code leastDistance}, which is proved by duality and 0
 * where nothing is proved; {@code distance} close to it proves the repair the smallest.
 *
 * @param distance how far the matrix moved
 * @param leastDistance how far it had to move
 * @param largestChange the largest change of one correlation
 * @param smallestEigenvalueBefore of the correlation matrix as given
 * @param smallestEigenvalueAfter of the correlation matrix repaired
 * @param iterations how many eigenvalue decompositions the repair took, beyond the first
 */
public record RepairCertificate(
        double distance,
        double leastDistance,
        double largestChange,
        double smallestEigenvalueBefore,
        double smallestEigenvalueAfter,
        int iterations) {
    public RepairCertificate {
        Check.notNegative(distance, "distance");
        Check.notNegative(leastDistance, "leastDistance");
        Check.notNegative(largestChange, "largestChange");
        Check.finite(smallestEigenvalueBefore, "smallestEigenvalueBefore");
        Check.finite(smallestEigenvalueAfter, "smallestEigenvalueAfter");
        Check.atLeast(iterations, 0, "iterations");
    }

    /**
     * Whether anything was changed.
     *
     * @return false if the matrix was a correlation matrix with the floor asked for as it came
     */
    public boolean moved() {
        return distance > 0;
    }

    @Override
    public String toString() {
        return moved()
                ? String.format(
                        Locale.ROOT,
                        "moved by %.3g (at least %.3g), no correlation by more than %.3g; smallest eigenvalue %.3g, was %.3g",
                        distance,
                        leastDistance,
                        largestChange,
                        smallestEigenvalueAfter,
                        smallestEigenvalueBefore)
                : String.format(Locale.ROOT, "not moved; smallest eigenvalue %.3g", smallestEigenvalueAfter);
    }
}
