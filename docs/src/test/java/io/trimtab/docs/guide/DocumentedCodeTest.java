package io.trimtab.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Java in the documentation is compiled Java: a block under {@code <!-- from path -->} stands in that file, line by line.
 */
class DocumentedCodeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- from (\\S+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void everyJavaBlockStandsInTheSourceItNames() throws IOException {
        int blocks = 0;
        for (Path page : pages()) {
            Matcher matcher = BLOCK.matcher(Files.readString(page));
            while (matcher.find()) {
                assertThat(matcher.group(1))
                        .as("a Java block in %s without the line that names its source:%n%s", page, matcher.group(2))
                        .isNotNull();
                List<String> source = lines(Files.readString(ROOT.resolve(matcher.group(1))));
                assertThat(source)
                        .as("block in %s from %s", page, matcher.group(1))
                        .containsSequence(lines(matcher.group(2)));
                blocks++;
            }
        }
        assertThat(blocks).as("blocks of Java in the documentation").isGreaterThanOrEqualTo(2);
    }

    @Test
    void everyLinkToAFileLeadsToOne() throws IOException {
        for (Path page : pages()) {
            Matcher matcher = LINK.matcher(Files.readString(page));
            while (matcher.find()) {
                assertThat(page.resolveSibling(matcher.group(1)))
                        .as("link in %s", page)
                        .exists();
            }
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs/guide"));
                Stream<Path> decisions = Files.list(ROOT.resolve("docs/decisions"))) {
            Stream.of(top, docs, decisions)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /** Without indentation and blank lines, which a page may choose for itself. */
    private static List<String> lines(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
