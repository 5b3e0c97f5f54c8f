package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.io.Serializable;

/**
 * GARCH(1,1), GJR(1,1) or EGARCH(1,1), fitted by maximum likelihood.
 *
 * <pre>{@code
 * VolatilityOutcome outcome = GarchModel.gjr().withInnovations(Innovations.STUDENT_T).fit(returns);
 * if (outcome instanceof GarchFit fit) {
 *     double tomorrow = fit.nextVolatility();
 * }
 * }</pre>
 *
 * <p>Returns are centred and scaled inside, so that percentages, fractions and basis points give the same shape. The gradient is
 * analytic (Fiorentini, Calzolari and Panattoni 1996; their presample values: squared return and variance equal to the mean
 * squared deviation). The points of a grid are evaluated, the search runs from the best {@link #starts()}, one of each persistence
 * before a second of any (a likelihood often has one maximum at a short memory and another at a long one), and the best end is
 * refined by Newton's method until what is left to gain is far below what the data can tell. A fit says at which limits of the
 * parameters it lies; a search that ends elsewhere than at a maximum is {@link NotFitted}.
 *
 * <p>O(T) an evaluation, one to two hundred evaluations. Immutable and thread-safe.
 *
 * @param equation how the variance moves
 * @param mean what is taken from the returns
 * @param innovations their distribution
 * @param level where the long-run variance comes from; targeting is for GARCH and GJR
 * @param persistenceBound whether a long-run variance must exist
 * @param starts from how many points of the grid to search, 1 to 9
 */
public record GarchModel(
        VarianceEquation equation,
        MeanEquation mean,
        Innovations innovations,
        VarianceLevel level,
        PersistenceBound persistenceBound,
        int starts)
        implements VolatilityModel, Serializable {
    /** The fewest returns that are fitted. */
    public static final int FEWEST_RETURNS = 50;

    public GarchModel {
        Check.notNull(equation, "equation");
        Check.notNull(mean, "mean");
        Check.notNull(innovations, "innovations");
        Check.notNull(level, "level");
        Check.notNull(persistenceBound, "persistenceBound");
        Check.within(starts, 1, GarchEstimation.MOST_STARTS, "starts");
        if (equation == VarianceEquation.EGARCH && level == VarianceLevel.TARGETED) {
            throw new IllegalArgumentException(
                    "level must be ESTIMATED for EGARCH: its omega sets the logarithm of the variance, not the variance");
        }
    }

    private static GarchModel of(VarianceEquation equation) {
        return new GarchModel(
                equation,
                MeanEquation.CONSTANT,
                Innovations.NORMAL,
                VarianceLevel.ESTIMATED,
                PersistenceBound.AT_MOST_ONE,
                5);
    }

    /**
     * GARCH(1,1) with a constant mean and normal innovations.
     *
     * @return the model
     */
    public static GarchModel garch() {
        return of(VarianceEquation.GARCH);
    }

    /**
     * GJR(1,1) with a constant mean and normal innovations.
     *
     * @return the model
     */
    public static GarchModel gjr() {
        return of(VarianceEquation.GJR);
    }

    /**
     * EGARCH(1,1) with a constant mean and normal innovations.
     *
     * @return the model
     */
    public static GarchModel egarch() {
        return of(VarianceEquation.EGARCH);
    }

    /**
     * The same with another mean equation.
     *
     * @param other what is taken from the returns
     * @return the model
     */
    public GarchModel withMean(MeanEquation other) {
        return new GarchModel(equation, other, innovations, level, persistenceBound, starts);
    }

    /**
     * The same with other innovations.
     *
     * @param other their distribution
     * @return the model
     */
    public GarchModel withInnovations(Innovations other) {
        return new GarchModel(equation, mean, other, level, persistenceBound, starts);
    }

    /**
     * The same with the long-run variance from elsewhere.
     *
     * @param other where it comes from
     * @return the model
     */
    public GarchModel withLevel(VarianceLevel other) {
        return new GarchModel(equation, mean, innovations, other, persistenceBound, starts);
    }

    /**
     * The same with another bound on persistence.
     *
     * @param other whether a long-run variance must exist
     * @return the model
     */
    public GarchModel withPersistenceBound(PersistenceBound other) {
        return new GarchModel(equation, mean, innovations, level, other, starts);
    }

    /**
     * The same with another number of starts.
     *
     * @param other from how many points of the grid to search, 1 to 9
     * @return the model
     */
    public GarchModel withStarts(int other) {
        return new GarchModel(equation, mean, innovations, level, persistenceBound, other);
    }

    /**
     * Fits the model.
     *
     * @param returns simple returns, oldest first, at least {@value #FEWEST_RETURNS}, all finite; copied
     * @return a {@link GarchFit}, or why there is none
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or they never move
     */
    @Override
    public VolatilityOutcome fit(double[] returns) {
        return fit(returns, Progress.unheard());
    }

    /**
     * Fits the model, and says how far it has come.
     *
     * @param returns simple returns, oldest first, at least {@value #FEWEST_RETURNS}, all finite; copied
     * @param progress hears the number of searches that have ended, and may stop the fit
     * @return a {@link GarchFit}, or why there is none
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or they never move
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public VolatilityOutcome fit(double[] returns, Progress progress) {
        double[] own =
                Check.allFinite(Check.notNull(returns, "returns"), "returns").clone();
        Check.notNull(progress, "progress");
        Check.atLeast(own.length, FEWEST_RETURNS, "number of returns");
        return new GarchEstimation(this, own).run(progress);
    }

    /**
     * Fits the model for callers who have no other way.
     *
     * @param returns simple returns, oldest first, at least {@value #FEWEST_RETURNS}, all finite; copied
     * @return the fit
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or they never move
     * @throws VolatilityNotFittedException if there is none
     */
    public GarchFit fitOrThrow(double[] returns) {
        return (GarchFit) fit(returns).fittedOrThrow();
    }

    @Override
    public String toString() {
        return equation + "(1,1)[" + mean + " mean, " + innovations + " innovations, " + level + " level]";
    }
}
