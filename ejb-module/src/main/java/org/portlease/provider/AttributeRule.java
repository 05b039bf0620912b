package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** Whether an attribute passes between the master and a client provider, against the usual. */
@Entity
public class AttributeRule {

    private static final int MOST_ATTRIBUTE = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long providerId;

    @Enumerated(EnumType.STRING)
    private Direction direction;

    private boolean allowed;
    private String attribute;

    @SuppressWarnings("NullAway.Init")
    protected AttributeRule() {}

    private AttributeRule(long providerId, Direction direction, boolean allowed, String attribute) {
        this.providerId = providerId;
        this.direction = direction;
        this.allowed = allowed;
        this.attribute = attribute;
    }

    /**
     * @param attribute the dictionary's name, or {@code vendor:type}
     */
    public static AttributeRule allow(Provider provider, Direction direction, String attribute) {
        return new AttributeRule(provider.id(), direction, true, checked(attribute));
    }

    /**
     * @param attribute the dictionary's name, or {@code vendor:type}
     */
    public static AttributeRule deny(Provider provider, Direction direction, String attribute) {
        return new AttributeRule(provider.id(), direction, false, checked(attribute));
    }

    private static String checked(String attribute) {
        return Checks.text("an attribute's name", attribute, MOST_ATTRIBUTE);
    }

    public long id() {
        return id;
    }

    public long providerId() {
        return providerId;
    }

    public Direction direction() {
        return direction;
    }

    /** Whether the attribute passes; else it is left out. */
    public boolean isAllowed() {
        return allowed;
    }

    /** The dictionary's name, or {@code vendor:type}. */
    public String attribute() {
        return attribute;
    }

    /** Which way packets go that a rule is for. */
    public enum Direction {
        /** What a provider's home server answers. */
        TO_NAS,
        /** What is asked of a provider's home server. */
        TO_HOME
    }
}
