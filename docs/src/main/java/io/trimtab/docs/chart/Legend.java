package io.trimtab.docs.chart;

import java.util.List;

/** The key of a chart: swatches with names, wrapped to the width of the frame. */
final class Legend {
    /** How a swatch is drawn. */
    enum Mark {
        LINE,
        DASHED,
        BLOCK,
        ROUND,
        RING
    }

    /** One entry. */
    record Entry(String name, Colour colour, Mark mark) {}

    private Legend() {}

    /** Draws the entries from the given height and returns the height below them. */
    static double draw(Svg svg, List<Entry> entries, Frame frame, double top) {
        int size = frame.fontSize();
        double left = 10;
        double x = left;
        double y = top;
        double row = size * 1.5;
        for (Entry entry : entries) {
            double width = 22 + TextWidth.of(entry.name(), size) + 14;
            if (x > left && x + width > frame.width()) {
                x = left;
                y += row;
            }
            swatch(svg, entry, x, y + size * 0.65);
            svg.text(
                    x + 22,
                    y + size,
                    Svg.Anchor.START,
                    size,
                    "",
                    TextWidth.fit(entry.name(), size, frame.width() - x - 26));
            x += width;
        }
        return entries.isEmpty() ? top : y + row + 4;
    }

    private static void swatch(Svg svg, Entry entry, double x, double middle) {
        switch (entry.mark()) {
            case LINE ->
                svg.line(x, middle, x + 16, middle, "line " + entry.colour().stroke());
            case DASHED ->
                svg.line(
                        x,
                        middle,
                        x + 16,
                        middle,
                        "line dashed " + entry.colour().stroke());
            case BLOCK ->
                svg.rect(x + 2, middle - 5, 12, 10, "layer " + entry.colour().fill(), "");
            case ROUND ->
                svg.path(Shapes.circle(x + 8, middle, 5), entry.colour().fill(), "");
            case RING ->
                svg.path(
                        Shapes.circle(x + 8, middle, 4.5),
                        "hollow " + entry.colour().stroke(),
                        "");
        }
    }
}
