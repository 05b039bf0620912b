package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How operators call attributes. */
class AttributeNameTest {

    @ParameterizedTest
    @CsvSource({
        "Filter-Id, 0, 11",
        "filter-id, 0, 11",
        "Framed-Pool, 0, 88",
        "Vendor-Specific, 0, 26",
        "Cisco-AVPair, 9, 1",
        "9:1, 9, 1",
        "9:*, 9, 0",
        "Attr-200, 0, 200",
        "ERX-Virtual-Router-Name, 4874, 1",
        "16777215:255, 16777215, 255"
    })
    void aNameIsReadByTheDictionaryOrByNumbers(String text, int vendor, int type) {
        assertThat(AttributeName.parse(text)).isEqualTo(new AttributeName(vendor, type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Filter-Ida",
                "9:",
                "9:0",
                "0:1",
                "9:256",
                "16777216:1",
                "9:1:1",
                "-9:1",
                "*:1",
                "Attr-0",
                "Attr-256"
            })
    void whatIsNoNameIsRefusedWithASentence(String text) {
        assertThatThrownBy(() -> AttributeName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Filter-Id", "Cisco-AVPair", "9:99", "9:*", "Attr-200", "Vendor-Specific"})
    void itIsWrittenAsItIsRead(String text) {
        assertThat(AttributeName.parse(text)).hasToString(text);
    }

    @Test
    void itRemovesAllAttributesOfTheName() {
        Packet packet =
                Packet.of(Code.ACCESS_ACCEPT)
                        .addText(11, "a")
                        .addText(88, "pool")
                        .addText(11, "b")
                        .addVendor(9, 1, new byte[] {1})
                        .addVendor(9, 2, new byte[] {2});

        AttributeName.parse("Filter-Id").removeFrom(packet);
        AttributeName.parse("Cisco-AVPair").removeFrom(packet);

        assertThat(packet.has(11)).isFalse();
        assertThat(packet.has(88)).isTrue();
        assertThat(packet.vendorOctets(9, 1)).isEmpty();
        assertThat(packet.vendorOctets(9, 2)).isPresent();
    }
}
