package io.trimtab.alerts;

/** Takes alerts of a severity and above. */
record MinimumSeverity(Severity least) implements AlertMatcher {
    @Override
    public boolean matches(Alert alert) {
        return alert.severity().isAtLeast(least);
    }

    @Override
    public String toString() {
        return "severity >= " + least;
    }
}
