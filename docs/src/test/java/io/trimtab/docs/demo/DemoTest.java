package io.trimtab.docs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.time.NanoClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class DemoTest {
    private static final String UNTIL = "2001-12-31";

    @Test
    void aRunRepeatedGivesTheSameBytesExceptForTimings(@TempDir Path folder) throws Exception {
        AtomicLong slow = new AtomicLong();
        String first = run(() -> 0, folder.resolve("a.html"));
        String second = run(() -> slow.addAndGet(1_234_567), folder.resolve("b.html"));
        assertThat(second).isNotEqualTo(first);
        assertThat(upTo(second, "Timings:")).isEqualTo(upTo(first, "Timings:"));
        String mark = "<!-- what follows differs from run to run -->";
        String page = Files.readString(folder.resolve("a.html"));
        assertThat(upTo(Files.readString(folder.resolve("b.html")), mark)).isEqualTo(upTo(page, mark));
        checkConsole(first);
        checkPage(page);
    }

    @Test
    void theEquityChartIsWrittenForTheReadme(@TempDir Path folder) throws Exception {
        run(
                () -> 0,
                folder.resolve("a.html"),
                "--images",
                folder.resolve("images").toString());
        parse(Files.readString(folder.resolve("images/equity.svg")));
    }

    @Test
    void anUnknownOptionOrOneWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> Demo.main(new String[] {"--colour", "red"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--colour");
        assertThatThrownBy(() -> Demo.main(new String[] {"--report"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--report");
    }

    private static void checkConsole(String text) {
        assertThat(text)
                .contains("Source: European Central Bank")
                .contains("Why these strategies")
                .contains("What their records prove")
                .contains("Why these weights")
                .contains("What each constraint costs")
                .contains("What risk is used")
                .contains("Limits exceeded and cured")
                .contains("Under stress")
                .contains("What was alerted, and what was suppressed")
                .contains("equal weight")
                .contains("Report:");
    }

    private static void checkPage(String page) throws Exception {
        assertThat(page).contains("Source: European Central Bank").contains("</html>");
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (pictures.find()) {
            parse(pictures.group());
            count++;
        }
        // thirteen charts, each for wide and for narrow screens
        assertThat(count).isEqualTo(26);
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String upTo(String text, String mark) {
        assertThat(text).contains(mark);
        return text.substring(0, text.indexOf(mark));
    }

    private static String run(NanoClock stopwatch, Path report, String... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> args = new java.util.ArrayList<>(List.of("--until", UNTIL, "--report", report.toString()));
        args.addAll(List.of(more));
        Demo.run(args, new PrintStream(bytes, true, StandardCharsets.UTF_8), stopwatch);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
