package io.trimtab.risk.measure;

/** What the sum of powers of shortfalls of a downside measure is divided by; libraries differ silently. */
public enum DownsideBasis {
    /** All observations, as Sortino and Price (1994) define it: a period without shortfall counts as 0. */
    ALL_OBSERVATIONS,
    /** Only the observations that fall short. */
    SHORTFALLS_ONLY,
    /** All observations less one, as Riskfolio and skfolio divide a semivariance about the mean. */
    ALL_OBSERVATIONS_LESS_ONE;

    /**
     * The divisor.
     *
     * @param observations how many returns there are
     * @param shortfalls how many of them fall short
     * @return at least 1, so that a sum over no shortfall is 0 and not undefined
     */
    public int divisor(int observations, int shortfalls) {
        return Math.max(
                1,
                switch (this) {
                    case ALL_OBSERVATIONS -> observations;
                    case SHORTFALLS_ONLY -> shortfalls;
                    case ALL_OBSERVATIONS_LESS_ONE -> observations - 1;
                });
    }

    /** As people say it within the name of a measure. */
    String words() {
        return switch (this) {
            case ALL_OBSERVATIONS -> "over all returns";
            case SHORTFALLS_ONLY -> "over shortfalls only";
            case ALL_OBSERVATIONS_LESS_ONE -> "over all returns less one";
        };
    }
}
