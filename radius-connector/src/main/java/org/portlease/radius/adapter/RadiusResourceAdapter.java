package org.portlease.radius.adapter;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.delivery.RadiusConnector;
import org.portlease.radius.transport.ConnectorLog;
import org.portlease.time.ServerClock;

/**
 * RADIUS as an inflow: one message endpoint decides, and gets its events from here.
 *
 * <p>All settings are text, so that it is this class that says what is wrong with one, in words
 * that an operator knows.
 */
@Connector(
        displayName = "RADIUS",
        description = "Delivers RADIUS requests to a message endpoint and sends what it decides",
        vendorName = "Portlease",
        eisType = "RADIUS",
        version = "1.0",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public class RadiusResourceAdapter implements ResourceAdapter, Serializable {

    private static final long serialVersionUID = 1;

    @ConfigProperty(
            defaultValue = "127.0.0.1",
            description = {"The address to listen at, 0.0.0.0 for all"})
    private String bindAddress = "127.0.0.1";

    @ConfigProperty(
            defaultValue = "1812",
            description = {"The UDP port of authentication, 0 for any free one"})
    private String authPort = "1812";

    @ConfigProperty(
            defaultValue = "1813",
            description = {"The UDP port of accounting, 0 for any free one"})
    private String acctPort = "1813";

    @ConfigProperty(
            defaultValue = "3799",
            description = {"The UDP port of dynamic authorization, 0 for any free one"})
    private String coaPort = "3799";

    @ConfigProperty(
            defaultValue = "1",
            description = {"How many batches are decided at the same time"})
    private String consumers = "1";

    @ConfigProperty(
            defaultValue = "128",
            description = {"How many events a batch, and so a transaction, holds at most"})
    private String batchSize = "128";

    @ConfigProperty(
            defaultValue = "16384",
            description = {"How many events may wait before the last kind of load is shed"})
    private String queueCapacity = "16384";

    @ConfigProperty(
            defaultValue = "10",
            description = {"How many seconds a reply is kept for duplicates"})
    private String replyCacheSeconds = "10";

    @ConfigProperty(
            defaultValue = "4194304",
            description = {"The receive buffer that each socket asks for"})
    private String receiveBufferBytes = "4194304";

    @ConfigProperty(
            defaultValue = "none",
            description = {
                "For tests: a file with the ISO 8601 duration by which time runs ahead, or none"
            })
    private String testClock = "none";

    private transient @Nullable WorkManager workManager;
    private transient @Nullable MessageEndpointFactory activated;
    private transient volatile @Nullable RadiusConnector connector;

    /**
     * @throws ResourceAdapterInternalException where a setting is wrong; the deployment stops
     */
    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        validate();
        workManager = context.getWorkManager();
    }

    private ConnectorSettings validate() throws ResourceAdapterInternalException {
        try {
            return ConnectorSettings.of(this);
        } catch (IllegalArgumentException e) {
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void endpointActivation(
            MessageEndpointFactory factory, ActivationSpec specification) throws ResourceException {
        if (activated != null) {
            throw new NotSupportedException(
                    "the RADIUS connector serves one message endpoint, but a second one came");
        }
        ConnectorSettings settings = validate();
        WorkManager manager =
                Objects.requireNonNull(workManager, "activation comes after the start");
        RadiusConnector begun =
                new RadiusConnector(
                        settings.transport(),
                        settings.consumers(),
                        settings.batchSize(),
                        new ContainerEndpoints(factory),
                        new WorkExecutor(manager),
                        ServerClock.of(settings.testClock()));
        settings.testClock().ifPresent(ConnectorLog.LOG::testClock);
        begun.start();
        activated = factory;
        connector = begun;
    }

    @Override
    public synchronized void endpointDeactivation(
            MessageEndpointFactory factory, ActivationSpec specification) {
        if (factory.equals(activated)) {
            close();
        }
    }

    @Override
    public synchronized void stop() {
        close();
        workManager = null;
    }

    private void close() {
        @Nullable RadiusConnector ending = connector;
        connector = null;
        activated = null;
        if (ending != null) {
            ending.close();
        }
    }

    /** The connector at work, or null while no endpoint is active. */
    @Nullable RadiusConnector connector() {
        return connector;
    }

    /** There is nothing to recover: no packet takes part in a transaction. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specifications) {
        return new XAResource[0];
    }

    public String getBindAddress() {
        return bindAddress;
    }

    public void setBindAddress(String bindAddress) {
        this.bindAddress = bindAddress;
    }

    public String getAuthPort() {
        return authPort;
    }

    public void setAuthPort(String authPort) {
        this.authPort = authPort;
    }

    public String getAcctPort() {
        return acctPort;
    }

    public void setAcctPort(String acctPort) {
        this.acctPort = acctPort;
    }

    public String getCoaPort() {
        return coaPort;
    }

    public void setCoaPort(String coaPort) {
        this.coaPort = coaPort;
    }

    public String getConsumers() {
        return consumers;
    }

    public void setConsumers(String consumers) {
        this.consumers = consumers;
    }

    public String getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(String batchSize) {
        this.batchSize = batchSize;
    }

    public String getQueueCapacity() {
        return queueCapacity;
    }

    public void setQueueCapacity(String queueCapacity) {
        this.queueCapacity = queueCapacity;
    }

    public String getReplyCacheSeconds() {
        return replyCacheSeconds;
    }

    public void setReplyCacheSeconds(String replyCacheSeconds) {
        this.replyCacheSeconds = replyCacheSeconds;
    }

    public String getReceiveBufferBytes() {
        return receiveBufferBytes;
    }

    public void setReceiveBufferBytes(String receiveBufferBytes) {
        this.receiveBufferBytes = receiveBufferBytes;
    }

    public String getTestClock() {
        return testClock;
    }

    public void setTestClock(String testClock) {
        this.testClock = testClock;
    }

    /** Equal settings, equal adapter, as Jakarta Connectors 2.1 section 5.3.1 asks. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RadiusResourceAdapter adapter
                && settings().equals(adapter.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    private List<String> settings() {
        return List.of(
                bindAddress,
                authPort,
                acctPort,
                coaPort,
                consumers,
                batchSize,
                queueCapacity,
                replyCacheSeconds,
                receiveBufferBytes,
                testClock);
    }
}
