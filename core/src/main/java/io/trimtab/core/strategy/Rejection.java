package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.strategy.evidence.GateRefusal;

/**
 * Why one strategy has no score, or was not selected.
 *
 * @param id the strategy
 * @param code the reason, for programs
 * @param value the value that failed, NaN if there is none
 * @param bound the bound it failed against, NaN if there is none
 * @param text the reason, for people: "breakout-20: confidence 0.61 &lt; 0.70"
 */
public record Rejection(String id, RejectionCode code, double value, double bound, String text) {
    public Rejection {
        Check.notBlank(id, "id");
        Check.notNull(code, "code");
        Check.notBlank(text, "text");
    }

    static Rejection because(String id, RejectionCode code, String reason) {
        return new Rejection(id, code, Double.NaN, Double.NaN, id + ": " + reason);
    }

    static Rejection tooLow(String id, RejectionCode code, String what, double value, double bound) {
        return compared(id, code, what, value, "<", bound);
    }

    static Rejection tooHigh(String id, RejectionCode code, String what, double value, double bound) {
        return compared(id, code, what, value, ">", bound);
    }

    static Rejection refused(String id, GateRefusal refusal) {
        RejectionCode code = switch (refusal.reason()) {
            case NOT_EXAMINED -> RejectionCode.EVIDENCE_MISSING;
            case RECORD_TOO_SHORT -> RejectionCode.RECORD_TOO_SHORT;
            case DEFLATED_SHARPE_TOO_LOW -> RejectionCode.DEFLATED_SHARPE_TOO_LOW;
            case OVERFITTING_TOO_LIKELY -> RejectionCode.OVERFITTING_TOO_LIKELY;
            case LUCK_NOT_EXCLUDED -> RejectionCode.LUCK_NOT_EXCLUDED;
        };
        return new Rejection(id, code, refusal.value(), refusal.bound(), id + ": " + refusal.text());
    }

    private static Rejection compared(
            String id, RejectionCode code, String what, double value, String sign, double bound) {
        String text = Double.isNaN(value)
                ? what + " not measured, " + (sign.equals("<") ? "at least " : "at most ") + Text.number(bound, 2)
                        + " needed"
                : what + " " + Text.comparison(value, sign, bound);
        return new Rejection(id, code, value, bound, id + ": " + text);
    }

    @Override
    public String toString() {
        return text;
    }
}
