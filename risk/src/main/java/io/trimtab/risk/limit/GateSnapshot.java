package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;

/**
 * Everything that a {@link PreTradeGate} must not forget, as text: lines, the last of which is a checksum of all others. The same
 * state is the same text, to the byte.
 */
public final class GateSnapshot {
    private static final String CHECKSUM = "checksum ";

    private final String text;

    private GateSnapshot(String text) {
        this.text = text;
    }

    static GateSnapshot sealed(String body) {
        return new GateSnapshot(body + CHECKSUM + GateText.checksum(body) + "\n");
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @param text the text
     * @return the snapshot
     * @throws IllegalArgumentException if a byte is missing or another
     */
    public static GateSnapshot parse(String text) {
        int end = Check.notNull(text, "text").lastIndexOf(CHECKSUM);
        if (end < 0 || !text.equals(sealed(text.substring(0, end)).text)) {
            throw new IllegalArgumentException("the snapshot is damaged: its checksum does not fit its " + text.length()
                    + " characters; restore an older one");
        }
        return new GateSnapshot(text);
    }

    /**
     * The snapshot as text of ASCII characters.
     *
     * @return what {@link #parse} reads
     */
    public String text() {
        return text;
    }

    String body() {
        return text.substring(0, text.lastIndexOf(CHECKSUM));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GateSnapshot that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "GateSnapshot[" + text.length() + " characters]";
    }
}
