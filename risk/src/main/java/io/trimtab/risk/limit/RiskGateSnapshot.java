package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;

/**
 * Everything that a {@link PreTradeRiskGate} must not forget, as text whose last line is a checksum of all others. The same state
 * is the same text, to the byte.
 */
public final class RiskGateSnapshot {
    private static final String VERSION = "risk gate 1";

    private final GateSnapshot text;

    private RiskGateSnapshot(GateSnapshot text) {
        this.text = text;
    }

    static RiskGateSnapshot of(AccountPath account, GateSnapshot gate) {
        return new RiskGateSnapshot(GateSnapshot.sealed(VERSION + "\n" + account.words() + "\n" + gate.text()));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text the text
     * @return the snapshot
     * @throws IllegalArgumentException if a byte is missing or another, or it is no snapshot of a risk gate
     */
    public static RiskGateSnapshot parse(String text) {
        RiskGateSnapshot snapshot = new RiskGateSnapshot(GateSnapshot.parse(Check.notNull(text, "text")));
        if (!snapshot.text.body().startsWith(VERSION + "\n")) {
            throw new IllegalArgumentException("the snapshot is not one of a risk gate: it does not begin with '"
                    + VERSION + "'; PreTradeGate.restore takes those of a gate alone");
        }
        return snapshot;
    }

    /**
     * The snapshot as text of ASCII characters.
     *
     * @return what {@link #parse} reads
     */
    public String text() {
        return text.text();
    }

    AccountPath account() {
        return AccountPath.read(text.body().split("\n", 3)[1]);
    }

    GateSnapshot gate() {
        return GateSnapshot.parse(text.body().split("\n", 3)[2]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RiskGateSnapshot that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "RiskGateSnapshot[" + text().length() + " characters]";
    }
}
