package org.portlease.contract;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;
import org.portlease.provider.Pop;

/** What the master adds to each Access-Accept of a contract, at one point of presence or at all. */
@Entity
public class AddedAttribute {

    private static final int MOST_ATTRIBUTE = 64;
    private static final int MOST_TAG = 0x1F;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private @Nullable Long popId;
    private String attribute;
    private byte[] encryptedValue;
    private @Nullable Integer tag;

    @SuppressWarnings("NullAway.Init")
    protected AddedAttribute() {}

    private AddedAttribute(
            long contractId,
            @Nullable Long popId,
            String attribute,
            byte[] encryptedValue,
            @Nullable Integer tag) {
        this.contractId = contractId;
        this.popId = popId;
        this.attribute = attribute;
        this.encryptedValue = encryptedValue;
        this.tag = tag;
    }

    /**
     * @param pop where it is added; null for everywhere
     * @param attribute the dictionary's name, or {@code vendor:type}
     * @param encryptedValue as the dictionary's type for it is written, encrypted with the
     *     installation's key: it may be a tunnel's password
     * @param tag of a tagged attribute (RFC 2868), 1 to 31; else null
     */
    public static AddedAttribute of(
            Contract contract,
            @Nullable Pop pop,
            String attribute,
            byte[] encryptedValue,
            @Nullable Integer tag) {
        if (tag != null) {
            Checks.between("an attribute's tag", tag, 1, MOST_TAG);
        }
        return new AddedAttribute(
                contract.id(),
                pop == null ? null : pop.id(),
                Checks.text("an attribute's name", attribute, MOST_ATTRIBUTE),
                Checks.ciphertext(encryptedValue),
                tag);
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    /** Where it is added; empty for everywhere. */
    public OptionalLong popId() {
        return popId == null ? OptionalLong.empty() : OptionalLong.of(popId);
    }

    /** The dictionary's name, or {@code vendor:type}. */
    public String attribute() {
        return attribute;
    }

    /** As the dictionary's type for it is written, encrypted with the installation's key. */
    public byte[] encryptedValue() {
        return encryptedValue.clone();
    }

    public OptionalInt tag() {
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }
}
