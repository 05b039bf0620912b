package org.portlease.export;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes XML as UBL has it: groups, whose leaves are texts. */
final class UblXml {

    private static final String SCHEMAS = "urn:oasis:names:specification:ubl:schema:xsd:";
    private static final String GROUPS = SCHEMAS + "CommonAggregateComponents-2";
    private static final String LEAVES = SCHEMAS + "CommonBasicComponents-2";

    private final XMLStreamWriter xml;
    private final Deque<String> open = new ArrayDeque<>();

    /** The stream stays open. */
    UblXml(OutputStream out) throws XMLStreamException {
        // the JDK's own, whatever else the server has
        xml =
                XMLOutputFactory.newDefaultFactory()
                        .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
    }

    /** Begins the document. */
    void root(String name) throws XMLStreamException {
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeDefaultNamespace(SCHEMAS + name + "-2");
        xml.writeNamespace("cac", GROUPS);
        xml.writeNamespace("cbc", LEAVES);
        open.push(name);
    }

    void begin(String group) throws XMLStreamException {
        indent();
        xml.writeStartElement("cac", group, GROUPS);
        open.push(group);
    }

    /** Ends the group that was begun last, which is this one. */
    void end(String group) throws XMLStreamException {
        String begun = open.pop();
        if (!begun.equals(group)) {
            throw new IllegalStateException("expected the end of " + begun + ", got " + group);
        }
        indent();
        xml.writeEndElement();
    }

    /** Ends the document. */
    void finish(String root) throws XMLStreamException {
        end(root);
        xml.writeEndDocument();
        xml.writeCharacters("\n");
        xml.flush();
    }

    void leaf(String name, String text) throws XMLStreamException {
        indent();
        xml.writeStartElement("cbc", name, LEAVES);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    void leaf(String name, String text, String attribute, String value) throws XMLStreamException {
        indent();
        xml.writeStartElement("cbc", name, LEAVES);
        xml.writeAttribute(attribute, value);
        xml.writeCharacters(clean(text));
        xml.writeEndElement();
    }

    /** Nothing where there is no text: EN 16931 knows no empty elements. */
    void leafIfPresent(String name, @Nullable String text) throws XMLStreamException {
        if (text != null && !text.isBlank()) {
            leaf(name, text);
        }
    }

    private void indent() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(open.size()));
    }

    /**
     * XML has no way to say most control characters and half surrogates, and a text may hold them.
     */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isXml(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
