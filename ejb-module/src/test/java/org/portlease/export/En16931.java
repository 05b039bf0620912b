package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.portlease.invoice.InvoiceDocument;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The official rules of EN 16931 for UBL: the schema, then the norm's own rules. */
public final class En16931 {

    private static final ValidationExecutorSetRegistry<IValidationSourceXML> RULES =
            new ValidationExecutorSetRegistry<>();

    static {
        EN16931Validation.initEN16931(RULES);
    }

    private En16931() {}

    /** The document as UBL. */
    public static String ubl(InvoiceDocument document) {
        var out = new ByteArrayOutputStream();
        try {
            UblWriter.write(document, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Fails where an invoice or credit note breaks a rule, be it one that only warns. */
    public static void assertValid(String xml) {
        assertThat(violations(xml)).as("violations of EN 16931 by%n%s", xml).isEmpty();
    }

    /** The rules that are broken, each in its own words; warnings too. */
    public static List<String> violations(String xml) {
        Document document = parse(xml);
        boolean isInvoice = document.getDocumentElement().getLocalName().equals("Invoice");
        var rules =
                RULES.getOfID(
                        isInvoice
                                ? EN16931Validation.VID_UBL_INVOICE_1314_2
                                : EN16931Validation.VID_UBL_CREDIT_NOTE_1314_2);
        return ValidationExecutionManager.executeValidation(
                        IValidityDeterminator.createDefault(),
                        rules,
                        ValidationSourceXML.create(null, document))
                .getAllFailures()
                .stream()
                .map(failure -> failure.getAsString(Locale.ENGLISH))
                .toList();
    }

    /** With its namespaces. */
    static Document parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + xml, e);
        }
    }
}
