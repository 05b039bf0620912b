package org.portlease.contract;

import java.util.List;
import java.util.Set;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;

/**
 * The rows that a {@link Directory} is made of, all of one version.
 *
 * @param drainingNodes the names of the servers that take no new sessions
 */
record Configuration(
        Installation installation,
        List<Provider> providers,
        List<Pop> pops,
        List<Nas> nases,
        List<HomeServer> homeServers,
        List<Contract> contracts,
        List<PopShare> shares,
        List<AttributeRule> attributeRules,
        List<AddedAttribute> addedAttributes,
        List<IdentificationRule> rules,
        Set<String> drainingNodes) {}
