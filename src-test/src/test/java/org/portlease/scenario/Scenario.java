package org.portlease.scenario;

import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;

/** A scenario on servers that Arquillian starts. */
@ArquillianTest
@RunAsClient
abstract class Scenario {

    @ArquillianResource
    @SuppressWarnings("NullAway.Init") // Arquillian sets it before each test
    ContainerController controller;
}
