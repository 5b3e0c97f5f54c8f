package io.trimtab.docs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The BOM has no parent (ADR 5), so nothing but this test keeps its version in step. */
class BillOfMaterialsTest {
    @Test
    void theBomHasTheVersionOfTheParent() throws Exception {
        assertThat(child(root("../bom/pom.xml"), "version")).isEqualTo(child(root("../pom.xml"), "version"));
    }

    private static Element root(String pom) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(pom).toFile());
        return document.getDocumentElement();
    }

    private static String child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().trim();
            }
        }
        throw new AssertionError("no <" + name + "> in the pom");
    }
}
