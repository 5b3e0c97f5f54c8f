package io.trimtab.core.testkit;

/** How long the random and differential campaigns run: {@code -Dtrimtab.campaign=small|full}. */
public final class Campaign {
    private Campaign() {}

    /**
     * Picks a number of tries.
     *
     * @param small for every build
     * @param full for the long campaign
     * @return one of the two
     */
    public static int tries(int small, int full) {
        String campaign = System.getProperty("trimtab.campaign", "small");
        return switch (campaign) {
            case "small" -> small;
            case "full" -> full;
            default -> throw new IllegalArgumentException("trimtab.campaign must be small or full, was " + campaign);
        };
    }
}
