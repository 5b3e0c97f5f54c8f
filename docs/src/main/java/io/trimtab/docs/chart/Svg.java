package io.trimtab.docs.chart;

/**
 * Writes SVG elements. Coordinates are rounded to a tenth of a pixel, text is escaped, and a coordinate that is not
 * finite is refused rather than written.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder(8192);

    Svg raw(String markup) {
        out.append(markup);
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String classes) {
        out.append("<line x1=\"").append(at(x1)).append("\" y1=\"").append(at(y1));
        out.append("\" x2=\"").append(at(x2)).append("\" y2=\"").append(at(y2));
        out.append("\" class=\"").append(classes).append("\"/>\n");
        return this;
    }

    /** A rectangle; a tip that is not empty appears when the pointer rests on it. */
    Svg rect(double x, double y, double width, double height, String classes, String tip) {
        out.append("<rect x=\"").append(at(x)).append("\" y=\"").append(at(y));
        out.append("\" width=\"")
                .append(at(Math.max(0, width)))
                .append("\" height=\"")
                .append(at(Math.max(0, height)));
        out.append("\" class=\"").append(classes).append('"');
        return closeWithTip("rect", tip);
    }

    /** Path data made by the caller with {@link #at}. */
    Svg path(CharSequence data, String classes, String tip) {
        out.append("<path d=\"")
                .append(data)
                .append("\" class=\"")
                .append(classes)
                .append('"');
        return closeWithTip("path", tip);
    }

    Svg text(double x, double y, Anchor anchor, int size, String classes, String content) {
        out.append("<text x=\"").append(at(x)).append("\" y=\"").append(at(y));
        out.append("\" font-size=\"").append(size).append('"').append(anchor.attribute);
        if (!classes.isEmpty()) {
            out.append(" class=\"").append(classes).append('"');
        }
        out.append('>').append(escape(content)).append("</text>\n");
        return this;
    }

    private Svg closeWithTip(String element, String tip) {
        if (tip.isEmpty()) {
            out.append("/>\n");
        } else {
            out.append("><title>")
                    .append(escape(tip))
                    .append("</title></")
                    .append(element)
                    .append(">\n");
        }
        return this;
    }

    /** A coordinate in tenths of a pixel, without a trailing zero. */
    static String at(double coordinate) {
        if (!(Math.abs(coordinate) < 1e6)) {
            throw new IllegalStateException("a coordinate must be finite and below 1e6, was " + coordinate);
        }
        long tenths = Math.round(coordinate * 10);
        long whole = Math.abs(tenths) / 10;
        long rest = Math.abs(tenths) % 10;
        return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
    }

    /** Text that is safe as element content and in a quoted attribute; control characters become spaces. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < 0x20 || c == 0xFFFE || c == 0xFFFF ? ' ' : c);
            }
        }
        return safe.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** Which end of a text its position names. */
    enum Anchor {
        START(""),
        MIDDLE(" text-anchor=\"middle\""),
        END(" text-anchor=\"end\"");

        private final String attribute;

        Anchor(String attribute) {
            this.attribute = attribute;
        }
    }
}
