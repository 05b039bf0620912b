package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * For which client provider a principal of the admin API speaks: one with the role "provider" sees
 * that one's rows and no others'. However principals are authenticated, they are bound here.
 */
@Entity
public class ProviderPrincipal {

    private static final int MOST_NAME = 253;

    @Id private String principal;
    private long providerId;

    @SuppressWarnings("NullAway.Init")
    protected ProviderPrincipal() {}

    private ProviderPrincipal(String principal, long providerId) {
        this.principal = principal;
        this.providerId = providerId;
    }

    /**
     * @param principal the name that is authenticated
     */
    public static ProviderPrincipal of(String principal, Provider provider) {
        return new ProviderPrincipal(
                Checks.text("a principal's name", principal, MOST_NAME), provider.id());
    }

    public String principal() {
        return principal;
    }

    public long providerId() {
        return providerId;
    }
}
