package org.portlease.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.HomeServer;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** Which home servers may change sessions: who can be told by its address. */
class AuthorizersTest {

    private static final String WORLD =
            """
            {'providers':[
               {'name':'North','homeServers':[
                  {'address':'198.51.100.1','authPort':1812,'acctPort':1813,'secret':'s',
                   'authorizes':true},
                  {'address':'198.51.100.1','authPort':2812,'acctPort':2813,'secret':'s',
                   'authorizes':true},
                  {'address':'198.51.100.2','authPort':1812,'acctPort':1813,'secret':'s'},
                  {'address':'198.51.100.3','authPort':1812,'acctPort':1813,'secret':'s',
                   'authorizes':true}]},
               {'name':'South','homeServers':[
                  {'address':'198.51.100.3','authPort':2812,'acctPort':2813,'secret':'s',
                   'authorizes':true},
                  {'address':'198.51.100.4','authPort':1812,'acctPort':1813,'secret':'s',
                   'authorizes':true}]}]}
            """;

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void thoseThatAreMarkedAndStandWhereNoOtherOwnersDo() {
        database.run(entities -> WorldFixture.load(entities, WORLD));
        try (EntityManager entities = database.factory().createEntityManager()) {
            DirectoryCache cache = new DirectoryCache(entities);
            cache.refresh();

            assertThat(new Authorizers(cache.current()).known())
                    .extracting(HomeServer::address)
                    .containsExactly("198.51.100.1", "198.51.100.4");
        }
    }
}
