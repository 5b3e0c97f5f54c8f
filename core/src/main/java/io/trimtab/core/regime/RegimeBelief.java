package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How probable each regime is, as of a date: K regimes with probabilities that sum to one, and who says so.
 *
 * <p>A belief that knows nothing is uniform, and its {@link #mostLikely()} is {@link Regime#UNKNOWN}, never a named
 * regime. The reverse holds too: a belief over two or more regimes that happens to be exactly uniform is unknown.
 * Entropy is H = -sum p ln p in nats (Shannon 1948); it does not depend on the order of the regimes, to the last bit.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeBelief belief = RegimeBelief.of(List.of(SIDEWAYS, CRISIS), new double[] {0.9, 0.1}, "desk view", today);
 * belief.mostLikely(); // SIDEWAYS
 * belief.certainty();  // 0.53: one less the normalised entropy
 * }</pre>
 */
public final class RegimeBelief implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What a sum of probabilities may miss one by before it is an error rather than rounding. */
    private static final double SUM_TOLERANCE = 1e-9;

    private final List<Regime> regimes;
    private final double[] probabilities;
    private final boolean known;
    private final int durationBars;
    private final String model;
    private final LocalDate asOf;
    private final String note;
    private final double entropy;
    private final int largest;

    private RegimeBelief(
            List<Regime> regimes,
            double[] probabilities,
            boolean known,
            int durationBars,
            String model,
            LocalDate asOf,
            String note) {
        this.regimes = regimes;
        this.probabilities = probabilities;
        this.known = known;
        this.durationBars = durationBars;
        this.model = model;
        this.asOf = asOf;
        this.note = note;
        this.entropy = entropyOf(probabilities);
        this.largest = indexOfLargest(probabilities);
    }

    /**
     * A belief with a duration of one bar.
     *
     * @param regimes K regimes, none twice, none {@link Regime#UNKNOWN}; their order is kept
     * @param probabilities K probabilities; copied. They must sum to one within 1e-9 and are then divided by their sum
     * @param model who says so
     * @param asOf the date the belief holds on: nothing later went into it
     * @return the belief; unknown if K is at least 2 and all probabilities are equal
     * @throws IllegalArgumentException if a probability is outside [0, 1] or NaN, the sum is not one, the lengths
     *     differ, or a regime is repeated or UNKNOWN
     */
    public static RegimeBelief of(List<Regime> regimes, double[] probabilities, String model, LocalDate asOf) {
        List<Regime> labels = checkedRegimes(Check.copy(regimes, "regimes"));
        if (labels.contains(Regime.UNKNOWN)) {
            throw new IllegalArgumentException(
                    "regimes must not contain UNKNOWN; use RegimeBelief.unknown for a belief that knows nothing");
        }
        double[] p = Check.notNull(probabilities, "probabilities").clone();
        Check.length(p.length, labels.size(), "probabilities");
        for (int k = 0; k < p.length; k++) {
            Check.within(p[k], 0, 1, "probability of " + labels.get(k));
        }
        double sum = sumBySize(p);
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "probabilities of " + labels + " must sum to 1, was " + sum + "; divide them by their sum first");
        }
        for (int k = 0; k < p.length; k++) {
            p[k] = p[k] / sum + 0.0; // no negative zero
        }
        boolean even = p.length > 1 && allEqual(p);
        String note = even ? "all regimes are equally probable" : "";
        return new RegimeBelief(labels, p, !even, even ? 0 : 1, checkedModel(model), checkedDate(asOf), note);
    }

    /**
     * The belief of a model that cannot tell: uniform.
     *
     * @param regimes the regimes the model would have told apart; if fewer than two, the belief is over UNKNOWN alone:
     *     of a single regime, uniform would be certain
     * @param model which model
     * @param asOf the date
     * @param why why it cannot tell, for people: "40 returns, 90 needed"
     * @return the belief
     */
    public static RegimeBelief unknown(List<Regime> regimes, String model, LocalDate asOf, String why) {
        List<Regime> named = Check.copy(regimes, "regimes");
        List<Regime> labels = named.size() < 2 ? List.of(Regime.UNKNOWN) : checkedRegimes(named);
        double[] p = new double[labels.size()];
        Arrays.fill(p, 1.0 / p.length);
        return new RegimeBelief(
                labels, p, false, 0, checkedModel(model), checkedDate(asOf), Check.notBlank(why, "why"));
    }

    /**
     * The same belief with the time for which its most likely regime has been the most likely one.
     *
     * @param bars bars in a row up to and including this one, at least 1
     * @return the belief; unchanged if it is unknown
     */
    public RegimeBelief withDuration(int bars) {
        Check.atLeast(bars, 1, "durationBars");
        return known ? new RegimeBelief(regimes, probabilities, true, bars, model, asOf, note) : this;
    }

    /**
     * The regimes in the model's order.
     *
     * @return K regimes
     */
    public List<Regime> regimes() {
        return regimes;
    }

    /**
     * The number of regimes.
     *
     * @return K, at least 1
     */
    public int size() {
        return probabilities.length;
    }

    /**
     * The probability of the regime at a position.
     *
     * @param position from 0 to {@code size() - 1}
     * @return a probability
     */
    public double probability(int position) {
        return probabilities[Check.index(position, probabilities.length, "position")];
    }

    /**
     * The probability of a regime. Allocates nothing.
     *
     * @param regime any regime
     * @return its probability; 0 if the belief does not speak of it
     */
    public double probability(Regime regime) {
        Check.notNull(regime, "regime");
        for (int k = 0; k < probabilities.length; k++) {
            if (regimes.get(k).equals(regime)) {
                return probabilities[k];
            }
        }
        return 0;
    }

    /**
     * All probabilities in the order of {@link #regimes()}.
     *
     * @return a copy
     */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * The regime of largest probability, the first of equals.
     *
     * @return a named regime, or {@link Regime#UNKNOWN} if the belief knows nothing
     */
    public Regime mostLikely() {
        return known ? regimes.get(largest) : Regime.UNKNOWN;
    }

    /**
     * Whether the belief tells the regimes apart at all.
     *
     * @return false if it is unknown
     */
    public boolean isKnown() {
        return known;
    }

    /**
     * The probability of the most likely regime.
     *
     * @return in (0, 1]; 1/K for an unknown belief over K named regimes, of which there are at least two, and 0 if there
     *     is none
     */
    public double confidence() {
        return regimes.get(largest).isKnown() ? probabilities[largest] : 0;
    }

    /**
     * The entropy, H = -sum p ln p.
     *
     * @return nats, from 0 to ln K
     */
    public double entropy() {
        return entropy;
    }

    /**
     * The entropy as a share of its largest value, H / ln K.
     *
     * @return from 0 (certain) to 1 (uniform); 0 if K is 1
     */
    public double normalisedEntropy() {
        if (probabilities.length == 1) {
            return 0;
        }
        return allEqual(probabilities) ? 1 : Math.min(1, entropy / StrictMath.log(probabilities.length));
    }

    /**
     * How far the belief is from knowing nothing, s = 1 - H / ln K.
     *
     * @return from 0 (uniform or unknown) to 1 (certain, or known and K is 1)
     */
    public double certainty() {
        return known ? 1 - normalisedEntropy() : 0;
    }

    /**
     * For how many bars in a row the most likely regime has been the most likely one.
     *
     * @return at least 1, or 0 if the belief is unknown
     */
    public int durationBars() {
        return durationBars;
    }

    /**
     * Who says so.
     *
     * @return the model's name
     */
    public String model() {
        return model;
    }

    /**
     * The date the belief holds on.
     *
     * @return nothing later went into it
     */
    public LocalDate asOf() {
        return asOf;
    }

    /**
     * Why the belief is unknown.
     *
     * @return a sentence for people; empty if the belief is known
     */
    public String note() {
        return note;
    }

    private static List<Regime> checkedRegimes(List<Regime> labels) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("regimes must name at least one regime, was empty");
        }
        for (int k = 1; k < labels.size(); k++) {
            int earlier = labels.indexOf(labels.get(k));
            if (earlier < k) {
                throw new IllegalArgumentException(
                        "regimes must be unique, but " + labels.get(k) + " is at positions " + earlier + " and " + k);
            }
        }
        return labels;
    }

    private static String checkedModel(String model) {
        return Check.notBlank(model, "model");
    }

    private static LocalDate checkedDate(LocalDate asOf) {
        return Check.notNull(asOf, "asOf");
    }

    private static boolean allEqual(double[] p) {
        for (int k = 1; k < p.length; k++) {
            if (p[k] != p[0]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOfLargest(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            if (p[k] > p[best]) {
                best = k;
            }
        }
        return best;
    }

    /** Sums in the order of size, as the entropy does. */
    private static double sumBySize(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (double x : sorted) {
            sum += x;
        }
        return sum;
    }

    /** Sums in the order of size, so that a permutation of the regimes gives the same bits. */
    private static double entropyOf(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double h = 0;
        for (double x : sorted) {
            if (x > 0) {
                h -= x * StrictMath.log(x);
            }
        }
        return Math.max(0, h);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof RegimeBelief that
                        && known == that.known
                        && durationBars == that.durationBars
                        && regimes.equals(that.regimes)
                        && Arrays.equals(probabilities, that.probabilities)
                        && model.equals(that.model)
                        && asOf.equals(that.asOf)
                        && note.equals(that.note));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * regimes.hashCode() + Arrays.hashCode(probabilities)) + asOf.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(known ? "" : "UNKNOWN (" + note + "): ");
        for (int k = 0; k < probabilities.length; k++) {
            text.append(k == 0 ? "" : ", ")
                    .append(regimes.get(k))
                    .append(String.format(Locale.ROOT, " %.1f%%", 100 * probabilities[k]));
        }
        return text.append(" as of ").append(asOf).append(" by ").append(model).toString();
    }
}
