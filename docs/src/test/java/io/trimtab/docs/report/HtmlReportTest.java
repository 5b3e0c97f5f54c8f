package io.trimtab.docs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.docs.chart.Samples;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static HtmlReport sample(int timing) {
        List<Block> charts = new ArrayList<>();
        Samples.all(6184).forEach(chart -> charts.add(Block.chart(chart)));
        return HtmlReport.titled("Sample & report", "What the page looks like.")
                .tile("Return", "4.2%", "equal weight 1.1%")
                .tile("Sharpe ratio", "0.61", "equal weight 0.20")
                .tile("Deepest drawdown", "-9.8%", "equal weight -14.0%")
                .section("Result", List.of(Block.paragraph("A < B & \"C\"."), Block.list(List.of("one", "two"))))
                .section("Pictures", charts)
                .section(
                        "Numbers",
                        List.of(Table.titled("Weights", "Currency", "Weight", "Why:")
                                .row("USD", "20.0%", "at its cap")
                                .row("GBP", "3.1%", "")))
                .footer("Source: European Central Bank")
                .timings(Block.paragraph(timing + " ms"))
                .build();
    }

    @Test
    void thePageRefersToNothingOutsideItself() {
        String page = sample(1).text();
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "<script", "src=", "@import", "url(");
        assertThat(page).contains("A &lt; B &amp; &quot;C&quot;.").contains("<title>Sample &amp; report</title>");
    }

    @Test
    void twoRunsDifferOnlyInTheTimings() {
        String one = sample(1).text();
        String other = sample(2).text();
        String mark = "<!-- what follows differs from run to run -->";
        assertThat(one).isNotEqualTo(other);
        assertThat(one.substring(0, one.indexOf(mark))).isEqualTo(other.substring(0, other.indexOf(mark)));
    }

    @Test
    void thePageIsWrittenWithTheFoldersAboveIt(@TempDir Path folder) throws Exception {
        Path file = sample(1).writeTo(folder.resolve("a/b/page.html"));
        assertThat(Files.readString(file)).isEqualTo(sample(1).text());
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> sample(1).writeTo(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aRowThatDoesNotFitItsTableIsRefused() {
        assertThatThrownBy(() -> Table.titled("t", "a", "b").row("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
