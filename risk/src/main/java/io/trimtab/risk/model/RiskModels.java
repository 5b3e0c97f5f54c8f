package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Covariances made of others, in the structure of what they are made of: factor models and panels stay a few squares,
 * dense matrices stay dense, and a mixture is calculated as it is asked for.
 *
 * <pre>{@code
 * RiskModel correlation = RiskModels.correlation(risk);
 * RiskModel blend = RiskModels.weightedSum(List.of(sample, factors), 0.3, 0.7);
 * }</pre>
 */
public final class RiskModels {
    private RiskModels() {}

    /**
     * The correlation: the covariance of the returns, each divided by its volatility.
     *
     * @param model a covariance
     * @return a model whose variances are 1 (to rounding)
     * @throws IllegalArgumentException naming an asset of zero variance, whose correlations are undefined
     */
    public static RiskModel correlation(RiskModel model) {
        int n = Check.notNull(model, "model").universe().size();
        if (model instanceof CovarianceMatrix matrix) {
            return matrix.correlation();
        }
        double[] inverse = new double[n];
        for (int i = 0; i < n; i++) {
            double variance = model.variance(i);
            if (!(variance > 0)) {
                throw new IllegalArgumentException("correlation with "
                        + model.universe().id(i) + " is undefined because its variance is " + variance
                        + ": leave the asset out");
            }
            inverse[i] = 1 / Math.sqrt(variance);
        }
        return model instanceof FactorStructure structure
                ? StackedLoadings.scaled(structure, inverse)
                : new RescaledModel(model, inverse);
    }

    /**
     * The same correlations with other volatilities, such as those that options imply.
     *
     * @param model a covariance
     * @param volatilities n numbers of at least 0, per period of the model
     * @return the covariance with these volatilities, in the structure of the model
     * @throws IllegalArgumentException if the length differs, a volatility is negative or not finite, or an asset of zero
     *     variance, whose correlations are undefined, is to have a positive one; the message names the asset
     */
    public static RiskModel withVolatilities(RiskModel model, double... volatilities) {
        int n = Check.notNull(model, "model").universe().size();
        double[] factor = Check.notNull(volatilities, "volatilities").clone();
        Check.length(factor.length, n, "volatilities");
        for (int i = 0; i < n; i++) {
            String id = model.universe().id(i);
            Check.notNegative(factor[i], "volatility of " + id);
            double own = Math.sqrt(model.variance(i));
            if (factor[i] > 0 && !(own > 0)) {
                throw new IllegalArgumentException("volatility of " + id + " must be 0, was " + factor[i]
                        + ": its correlations are undefined because its variance is 0 in the model");
            }
            factor[i] = factor[i] > 0 ? factor[i] / own : 0;
        }
        if (model instanceof CovarianceMatrix matrix) {
            double[] values = matrix.toArray();
            Movers.rescale(values, factor);
            return CovarianceMatrix.estimated(matrix.universe(), values).datedAs(matrix);
        }
        return model instanceof FactorStructure structure
                ? StackedLoadings.scaled(structure, factor)
                : new RescaledModel(model, factor);
    }

    /**
     * A covariance times a number.
     *
     * @param model a covariance
     * @param factor finite, at least 0
     * @return the scaled covariance
     * @throws IllegalArgumentException if the factor is negative or not finite, or a variance overflows
     */
    public static RiskModel scaled(RiskModel model, double factor) {
        return weightedSum(List.of(Check.notNull(model, "model")), factor);
    }

    /**
     * The sum of covariances, each times a number.
     *
     * @param models at least one covariance, all over one universe and one period
     * @param weights one for each model, finite, at least 0
     * @return the covariance {@code sum of weights[k] * models[k]}
     * @throws IllegalArgumentException if the universes or the numbers of models and weights differ, a weight is negative
     *     or not finite, or a variance overflows
     */
    public static RiskModel weightedSum(List<? extends RiskModel> models, double... weights) {
        List<RiskModel> own = Check.copy(models, "models");
        double[] a = Check.notNull(weights, "weights").clone();
        if (own.isEmpty()) {
            throw new IllegalArgumentException("models must hold at least one, was empty");
        }
        Check.length(a.length, own.size(), "weights");
        List<CovarianceMatrix> matrices = new ArrayList<>();
        List<FactorStructure> structures = new ArrayList<>();
        for (int k = 0; k < a.length; k++) {
            Check.notNegative(a[k], "weights[" + k + "]");
            own.get(0).universe().requireSame(own.get(k).universe(), "models[" + k + "]");
            if (own.get(k) instanceof CovarianceMatrix matrix) {
                matrices.add(matrix);
            } else if (own.get(k) instanceof FactorStructure structure) {
                structures.add(structure);
            }
        }
        if (matrices.size() == a.length) {
            return denseSum(matrices, a);
        }
        return structures.size() == a.length ? StackedLoadings.sum(structures, a) : new WeightedSum(own, a);
    }

    /**
     * A structured covariance with more variance of each asset's own: a ridge, or a quadratic cost.
     *
     * @param model a factor model, a panel, or a sum of such
     * @param variances what is added to the diagonal, n numbers of at least 0; copied
     * @return the covariance {@code model + diag(variances)}, with the structure of the model
     * @throws IllegalArgumentException if the length differs, or a variance is negative or not finite
     */
    public static FactorStructure withDiagonal(FactorStructure model, double... variances) {
        int n = Check.notNull(model, "model").universe().size();
        double[] own = Check.notNull(variances, "variances").clone();
        Check.length(own.length, n, "variances");
        for (int i = 0; i < n; i++) {
            Check.notNegative(own[i], "variance of " + model.universe().id(i));
        }
        return new ShiftedStructure(model, own);
    }

    private static CovarianceMatrix denseSum(List<CovarianceMatrix> models, double[] weights) {
        int n = models.get(0).universe().size();
        double[] sum = new double[n * n];
        for (int k = 0; k < weights.length; k++) {
            double[] values = models.get(k).toArray();
            Kernels.axpy(n * n, weights[k], values, 0, sum, 0);
        }
        CovarianceMatrix total = CovarianceMatrix.estimated(models.get(0).universe(), sum);
        return WeightedSum.latest(models).map(total::withAsOf).orElse(total);
    }
}
