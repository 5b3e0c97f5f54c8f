package io.trimtab.docs.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9])?");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 250, 6184})
    void everyCoordinateLiesInsideTheViewBoxAndEveryTextFits(int count) throws Exception {
        for (Chart chart : Samples.all(count)) {
            for (Frame frame : Frame.values()) {
                checkInside(parse(chart.svg(frame)), chart.title() + " " + frame);
            }
            checkInside(parse(chart.document()), chart.title());
        }
    }

    @Test
    void theTitleAndDescriptionAreThereForScreenReadersAndEscaped() throws Exception {
        String svg = Samples.lines(10).svg(Frame.WIDE);
        assertThat(svg)
                .contains("role=\"img\"")
                .contains("<title id=\"equity-growth--wide-t\">Equity &amp; &lt;growth&gt;");
        Element root = parse(svg).getDocumentElement();
        for (String id : root.getAttribute("aria-labelledby").split(" ", -1)) {
            assertThat(svg).contains("id=\"" + id + "\"");
        }
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo("Growth of one euro.");
    }

    @Test
    void aSmallChartHasTheseBytes() {
        String svg = UsageChart.titled("Limits", "Use of limits.")
                .limit("VaR", "0.5% of 1.0%", 0.5)
                .build()
                .svg(Frame.NARROW);
        assertThat(svg).isEqualTo("""
                <svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 360 62" role="img" aria-labelledby="limits-narrow-t limits-narrow-d">
                <title id="limits-narrow-t">Limits</title>
                <desc id="limits-narrow-d">Use of limits.</desc>
                <text x="10" y="18" font-size="12">VaR: 0.5% of 1.0%</text>
                <text x="350" y="18" font-size="12" text-anchor="end" class="soft">50% used, ok</text>
                <rect x="10" y="22.2" width="340" height="9" class="track"/>
                <rect x="10" y="22.2" width="141.7" height="9" class="f-blue"><title>VaR: 50% used, ok</title></rect>
                <line x1="236.7" y1="20.2" x2="236.7" y2="33.2" class="axis dashed"/>
                <line x1="293.3" y1="19.2" x2="293.3" y2="34.2" class="mark"/>
                <text x="236.7" y="52.4" font-size="12" text-anchor="middle" class="soft">80% warning</text>
                <text x="293.3" y="52.4" font-size="12" class="soft">100% limit</text>
                </svg>
                """);
    }

    @Test
    void theSameDataGivesTheSameBytes() {
        for (int i = 0; i < Samples.all(300).size(); i++) {
            assertThat(Samples.all(300).get(i).document())
                    .isEqualTo(Samples.all(300).get(i).document());
        }
    }

    @Test
    void aLongSeriesIsThinned() {
        assertThat(Samples.lines(100_000).svg(Frame.NARROW).length()).isLessThan(30_000);
    }

    @Test
    void tickLabelsHaveTheDecimalsTheirStepNeedsAndNoMore() {
        assertThat(Unit.NUMBER.tick(0.25, 0.25)).isEqualTo("0.25");
        assertThat(Unit.NUMBER.tick(20, 10)).isEqualTo("20");
        assertThat(Unit.PERCENT.tick(-0.1, 0.05)).isEqualTo("-10%");
        assertThat(Unit.PERCENT.tick(0.025, 0.025)).isEqualTo("2.5%");
    }

    @Test
    void wrongDataIsRefusedByName() {
        List<LocalDate> days = Samples.days(2);
        Axis axis = Axis.percent("Share");
        assertThatThrownBy(() -> LineChart.over(days, axis).line("Equity", Colour.BLUE, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Equity[1]");
        assertThatThrownBy(() -> LineChart.over(days, axis).line("Equity", Colour.BLUE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Equity");
        assertThatThrownBy(() -> StackedAreaChart.over(days, axis).layer("USD", Colour.BLUE, 1, -0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("USD[1]");
        assertThatThrownBy(() -> LineChart.over(List.of(), axis)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LineChart.over(days, axis).titled("a", "b").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines");
        assertThatThrownBy(() -> BarChart.stacked(axis).series("a", Colour.BLUE).row("x", "", 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventChart.between(days.get(0), days.get(1))
                        .kind("info", Colour.SKY)
                        .lane("a", "")
                        .event(LocalDate.of(1990, 1, 1), 0, EventChart.Outcome.DELIVERED, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1990-01-01");
        assertThatThrownBy(() -> new Svg().line(0, Double.NaN, 1, 1, "axis")).isInstanceOf(IllegalStateException.class);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static void checkInside(Document svg, String name) {
        String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        NodeList all = svg.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            String what = name + " " + element.getTagName() + " " + element.getTextContent();
            switch (element.getTagName()) {
                case "text" -> {
                    double w =
                            TextWidth.of(element.getTextContent(), Integer.parseInt(element.getAttribute("font-size")));
                    double x = number(element, "x");
                    String anchor = element.getAttribute("text-anchor");
                    double left = anchor.equals("end") ? x - w : anchor.equals("middle") ? x - w / 2 : x;
                    assertThat(left).as(what).isBetween(-2.0, width);
                    assertThat(left + w).as(what).isBetween(0.0, width + 2);
                    assertThat(number(element, "y")).as(what).isBetween(0.0, height);
                }
                case "line" -> {
                    assertThat(number(element, "x1")).as(what).isBetween(0.0, width);
                    assertThat(number(element, "x2")).as(what).isBetween(0.0, width);
                    assertThat(number(element, "y1")).as(what).isBetween(0.0, height);
                    assertThat(number(element, "y2")).as(what).isBetween(0.0, height);
                }
                case "rect" -> {
                    if (!element.getAttribute("width").endsWith("%")) {
                        double x = number(element, "x");
                        assertThat(x).as(what).isBetween(0.0, width);
                        assertThat(x + number(element, "width")).as(what).isBetween(0.0, width + 0.1);
                    }
                }
                case "path" -> checkPath(element.getAttribute("d"), width, height, what);
                default -> {}
            }
        }
    }

    /** The absolute points of a path; the relative parts of small marks are left out. */
    private static void checkPath(String data, double width, double height, String what) {
        String absolute = data.replaceAll("[ahv][^MLz]*", "");
        Matcher numbers = NUMBER.matcher(absolute);
        boolean horizontal = true;
        while (numbers.find()) {
            assertThat(Double.parseDouble(numbers.group())).as(what).isBetween(0.0, horizontal ? width : height);
            horizontal = !horizontal;
        }
        assertThat(horizontal).as(what).isTrue();
    }

    private static double number(Element element, String attribute) {
        String text = element.getAttribute(attribute);
        assertThat(text).matches(NUMBER);
        return Double.parseDouble(text);
    }
}
