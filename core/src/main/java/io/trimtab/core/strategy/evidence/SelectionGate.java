package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Refuses strategies whose record may be luck.
 *
 * <pre>{@code
 * SelectionGate gate = SelectionGate.deflatedSharpe(Confidence.of(0.95)).luckExcluded(Confidence.of(0.95));
 * gate.examine(record.evidence()); // empty, or: deflated Sharpe 0.41 < 0.95
 * }</pre>
 *
 * <p>What is not measured is refused. With {@link #luckExcluded} at 95%, a search among trials of which none is better than the
 * benchmark gets one through in at most 5 of 100 cases, however many there are and however they resemble each other, as the record
 * grows long (StepM controls the familywise error); each further condition only lowers that. The deflated Sharpe ratio alone does
 * not promise a rate: at 95% it asks the best of N to be 1.64 standard errors above what the best of N is expected to show without
 * skill, which for independent trials is far stricter. Immutable and thread-safe.
 */
public final class SelectionGate implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final SelectionGate OPEN = new SelectionGate(0, 0, 1, 1);

    private final int observations;
    private final double deflated;
    private final double overfitting;
    private final double luck;

    private SelectionGate(int observations, double deflated, double overfitting, double luck) {
        this.observations = observations;
        this.deflated = deflated;
        this.overfitting = overfitting;
        this.luck = luck;
    }

    /**
     * A gate that lets everything through, to add conditions to.
     *
     * @return the gate
     */
    public static SelectionGate open() {
        return OPEN;
    }

    /**
     * All three conditions: a deflated Sharpe ratio and luck excluded with one confidence, overfitting no likelier than 1/2.
     *
     * @param confidence how sure to be
     * @return the gate
     */
    public static SelectionGate strict(Confidence confidence) {
        return deflatedSharpe(confidence).luckExcluded(confidence).overfittingAtMost(0.5);
    }

    /**
     * A gate that asks for a deflated Sharpe ratio.
     *
     * @param confidence the smallest allowed
     * @return the gate
     */
    public static SelectionGate deflatedSharpe(Confidence confidence) {
        return new SelectionGate(0, Check.notNull(confidence, "confidence").level(), 1, 1);
    }

    /**
     * The same gate, and the stepwise test must exclude luck.
     *
     * @param confidence one less it is the largest adjusted p-value allowed
     * @return another gate
     */
    public SelectionGate luckExcluded(Confidence confidence) {
        return new SelectionGate(
                observations,
                deflated,
                overfitting,
                Check.notNull(confidence, "confidence").tail());
    }

    /**
     * The same gate, and the search must not overfit.
     *
     * @param probability the largest probability of overfitting allowed, from 0 to below 1
     * @return another gate
     */
    public SelectionGate overfittingAtMost(double probability) {
        Check.within(probability, 0, Math.nextDown(1.0), "probability");
        return new SelectionGate(observations, deflated, probability, luck);
    }

    /**
     * The same gate, and the record must be long enough.
     *
     * @param periods the fewest allowed, at least 1
     * @return another gate
     */
    public SelectionGate recordOf(int periods) {
        return new SelectionGate(Check.atLeast(periods, 1, "periods"), deflated, overfitting, luck);
    }

    /**
     * Examines one strategy. Comparisons are such that what is NaN fails.
     *
     * @param evidence what its record proves
     * @return empty if it passes, else the first condition that it fails
     */
    public Optional<GateRefusal> examine(TrackEvidence evidence) {
        Check.notNull(evidence, "evidence");
        if (evidence.observations() < observations) {
            return refusal(
                    GateReason.RECORD_TOO_SHORT, "record", evidence.observations(), "<", observations, " periods");
        }
        if (deflated > 0 && !(evidence.deflatedSharpe() >= deflated)) {
            return refusal(
                    GateReason.DEFLATED_SHARPE_TOO_LOW,
                    "deflated Sharpe",
                    evidence.deflatedSharpe(),
                    "<",
                    deflated,
                    "");
        }
        if (luck < 1 && !(evidence.luck() <= luck)) {
            return refusal(GateReason.LUCK_NOT_EXCLUDED, "probability of luck", evidence.luck(), ">", luck, "");
        }
        if (overfitting < 1 && !(evidence.overfitting() <= overfitting)) {
            return refusal(
                    GateReason.OVERFITTING_TOO_LIKELY,
                    "probability of overfitting",
                    evidence.overfitting(),
                    ">",
                    overfitting,
                    "");
        }
        return Optional.empty();
    }

    private static Optional<GateRefusal> refusal(
            GateReason reason, String what, double value, String sign, double bound, String unit) {
        if (Double.isNaN(value)) {
            String text = what + " not measured, " + (sign.equals("<") ? "at least " : "at most ") + text(bound, 2)
                    + " needed";
            return Optional.of(new GateRefusal(GateReason.NOT_EXAMINED, value, bound, text));
        }
        int decimals = unit.isEmpty() ? 2 : 0;
        while (decimals < 17 && text(value, decimals).equals(text(bound, decimals))) {
            decimals++;
        }
        String text = what + " " + text(value, decimals) + " " + sign + " " + text(bound, decimals) + unit;
        return Optional.of(new GateRefusal(reason, value, bound, text));
    }

    private static String text(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SelectionGate that
                && observations == that.observations
                && deflated == that.deflated
                && overfitting == that.overfitting
                && luck == that.luck;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(deflated + 31 * luck + 961 * overfitting) + observations;
    }

    @Override
    public String toString() {
        return "SelectionGate[deflated Sharpe >= " + text(deflated, 3) + ", luck <= " + text(luck, 3)
                + ", overfitting <= " + text(overfitting, 3) + ", at least " + observations + " periods]";
    }
}
