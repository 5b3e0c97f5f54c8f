package io.trimtab.risk.stream;

/** How wide a window may be. */
final class Windows {
    private Windows() {}

    static int checked(int window, int widest) {
        if (window < 1 || window > widest) {
            throw new IllegalArgumentException("window must be within [1, " + widest + "], was " + window);
        }
        return window;
    }
}
