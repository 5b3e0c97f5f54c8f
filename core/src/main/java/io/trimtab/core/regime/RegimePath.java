package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Beliefs over time: a probability for each of T dates and K regimes, as a filter or a smoother gives them.
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimePath path = GaussianHmm.fit(returns, states(3)).filter();
 * path.latest().mostLikely();
 * path.probability(0, 2); // first date, third regime
 * }</pre>
 */
public final class RegimePath {
    private final List<Regime> regimes;
    private final List<LocalDate> dates;
    private final double[] probabilities;
    private final String model;
    private final String failure;

    private RegimePath(
            List<Regime> regimes, List<LocalDate> dates, double[] probabilities, String model, String failure) {
        this.regimes = regimes;
        this.dates = dates;
        this.probabilities = probabilities;
        this.model = model;
        this.failure = failure;
    }

    /**
     * A path of beliefs.
     *
     * @param regimes K regimes
     * @param dates T dates, at least one
     * @param rowMajor T x K probabilities, date by date; copied
     * @param model who says so
     * @return the path
     * @throws IllegalArgumentException if the lengths differ or a row is no belief
     */
    public static RegimePath of(List<Regime> regimes, List<LocalDate> dates, double[] rowMajor, String model) {
        RegimePath path = new RegimePath(
                Check.copy(regimes, "regimes"),
                Check.copy(dates, "dates"),
                Check.notNull(rowMajor, "rowMajor").clone(),
                Check.notBlank(model, "model"),
                "");
        Check.atLeast(path.dates.size(), 1, "number of dates");
        Check.length(path.probabilities.length, path.regimes.size() * path.dates.size(), "probabilities");
        for (int t = 0; t < path.size(); t++) {
            path.bare(t);
        }
        return path;
    }

    /** A path that knows nothing on any date. */
    static RegimePath unknown(List<Regime> regimes, List<LocalDate> dates, String model, String why) {
        // As in a belief: of a single regime, uniform would be certain.
        List<Regime> told = regimes.size() < 2 ? List.of(Regime.UNKNOWN) : regimes;
        double[] p = new double[told.size() * dates.size()];
        Arrays.fill(p, 1.0 / told.size());
        return new RegimePath(told, dates, p, model, why);
    }

    /**
     * The regimes.
     *
     * @return K regimes, in the order of the columns
     */
    public List<Regime> regimes() {
        return regimes;
    }

    /**
     * The dates.
     *
     * @return T dates
     */
    public List<LocalDate> dates() {
        return dates;
    }

    /**
     * The number of dates.
     *
     * @return T, at least 1
     */
    public int size() {
        return dates.size();
    }

    /**
     * One probability.
     *
     * @param row the position of the date
     * @param regime the position of the regime
     * @return the probability
     */
    public double probability(int row, int regime) {
        return probabilities[
                Check.index(row, dates.size(), "row") * regimes.size() + Check.index(regime, regimes.size(), "regime")];
    }

    /**
     * The belief on one date, with its duration counted back from there.
     *
     * @param row the position of the date
     * @return the belief
     */
    public RegimeBelief belief(int row) {
        RegimeBelief now = bare(Check.index(row, dates.size(), "row"));
        int bars = 1;
        while (now.isKnown() && row >= bars && bare(row - bars).mostLikely().equals(now.mostLikely())) {
            bars++;
        }
        return now.withDuration(bars);
    }

    /**
     * The belief on the last date.
     *
     * @return the belief
     */
    public RegimeBelief latest() {
        return belief(size() - 1);
    }

    private RegimeBelief bare(int row) {
        int k = regimes.size();
        return failure.isEmpty()
                ? RegimeBelief.of(
                        regimes, Arrays.copyOfRange(probabilities, row * k, row * k + k), model, dates.get(row))
                : RegimeBelief.unknown(regimes, model, dates.get(row), failure);
    }

    @Override
    public String toString() {
        return "RegimePath[" + size() + " dates x " + regimes + " by " + model + "; latest " + latest() + "]";
    }
}
