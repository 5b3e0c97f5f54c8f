package io.trimtab.docs.chart;

/** Path data of the small marks. */
final class Shapes {
    private Shapes() {}

    static String circle(double x, double y, double r) {
        return "M" + Svg.at(x - r) + " " + Svg.at(y) + "a" + Svg.at(r) + " " + Svg.at(r) + " 0 1 0 " + Svg.at(2 * r)
                + " 0a" + Svg.at(r) + " " + Svg.at(r) + " 0 1 0 " + Svg.at(-2 * r) + " 0z";
    }

    static String triangle(double x, double y, double r) {
        return "M" + Svg.at(x) + " " + Svg.at(y - r) + "L" + Svg.at(x + r) + " " + Svg.at(y + 0.8 * r) + "L"
                + Svg.at(x - r) + " " + Svg.at(y + 0.8 * r) + "z";
    }

    static String square(double x, double y, double r) {
        String side = Svg.at(1.8 * r);
        return "M" + Svg.at(x - 0.9 * r) + " " + Svg.at(y - 0.9 * r) + "h" + side + "v" + side + "h-" + side + "z";
    }

    static String diamond(double x, double y, double r) {
        return "M" + Svg.at(x) + " " + Svg.at(y - r) + "L" + Svg.at(x + r) + " " + Svg.at(y) + "L" + Svg.at(x) + " "
                + Svg.at(y + r) + "L" + Svg.at(x - r) + " " + Svg.at(y) + "z";
    }
}
