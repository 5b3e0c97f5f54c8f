package io.trimtab.docs.chart;

/** Estimates how wide a text is in a common sans-serif face, a little too wide rather than too narrow. */
final class TextWidth {
    private TextWidth() {}

    static double of(String text, int fontSize) {
        double em = 0;
        for (int i = 0; i < text.length(); i++) {
            em += of(text.charAt(i));
        }
        return em * fontSize;
    }

    /** Cuts a text so that it fits, with an ellipsis where it was cut. */
    static String fit(String text, int fontSize, double width) {
        if (of(text, fontSize) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 1 && of(text.substring(0, end) + "…", fontSize) > width) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    private static double of(char c) {
        if ("iljtf|.,:;'!()[] ".indexOf(c) >= 0) {
            return 0.34;
        }
        if ("mwMW%@".indexOf(c) >= 0) {
            return 0.9;
        }
        return c >= 'A' && c <= 'Z' ? 0.68 : c < 0x2000 ? 0.57 : 1;
    }
}
