package org.portlease.endpoint;

import jakarta.annotation.Resource;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peers;
import org.portlease.radius.RadiusListener;

/**
 * The connector's message endpoint: a call is a transaction, committed by the container before the
 * outcomes reach the connector.
 */
@MessageDriven(messageListenerInterface = RadiusListener.class)
@ResourceAdapter("#radius-connector.rar")
public class RadiusEndpoint implements RadiusListener {

    @Resource private MessageDrivenContext context;
    @Inject private BatchDecider batches;
    @Inject private PeerBook peerBook;

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<Outcome> onEvents(List<Event> events) {
        return onEvents(events, () -> {});
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<Outcome> onEvents(List<Event> events, Runnable decided) {
        List<Outcome> outcomes = batches.decide(events, decided);
        if (context.getRollbackOnly()) {
            // the container would roll back in silence, and the outcomes would still be sent
            throw new IllegalStateException("the batch's transaction is marked for rollback");
        }
        return outcomes;
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<Peers> peers(long version) {
        return peerBook.newerThan(version);
    }
}
