package io.trimtab.docs.chart;

/**
 * The drawing area a chart is laid out for, in CSS pixels, so that its text keeps its size on the screen it is made for.
 */
public enum Frame {
    /** A desktop window: 880 pixels wide. */
    WIDE(880, 330, 13),
    /** A phone held upright: 360 pixels wide. */
    NARROW(360, 270, 12);

    private final int width;
    private final int height;
    private final int fontSize;

    Frame(int width, int height, int fontSize) {
        this.width = width;
        this.height = height;
        this.fontSize = fontSize;
    }

    int width() {
        return width;
    }

    /** The height of a chart whose height does not follow from its rows. */
    int height() {
        return height;
    }

    int fontSize() {
        return fontSize;
    }
}
