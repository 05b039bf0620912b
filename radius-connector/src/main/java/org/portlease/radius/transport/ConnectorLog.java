package org.portlease.radius.transport;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.net.InetSocketAddress;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * What the connector says to operators. No message carries an attribute of a packet, a secret, or
 * the text of a foreign exception, which might quote one.
 */
@MessageLogger(projectCode = "PLRAD", length = 4)
public interface ConnectorLog {

    ConnectorLog LOG =
            Logger.getMessageLogger(
                    MethodHandles.lookup(), ConnectorLog.class, "org.portlease.radius");

    /** An address and port as operators write them. */
    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    @LogMessage(level = INFO)
    @Message(
            id = 1,
            value =
                    "RADIUS listens at %s (authentication), %s (accounting) and %s (dynamic"
                            + " authorization)")
    void listening(String authentication, String accounting, String dynamicAuthorization);

    @LogMessage(level = ERROR)
    @Message(
            id = 2,
            value =
                    "RADIUS cannot listen at %s: %s. The settings are portlease.bind.address"
                            + " (PORTLEASE_BIND_ADDRESS) and %s. Trying again every second")
    void cannotListen(String address, String why, String setting);

    @LogMessage(level = INFO)
    @Message(id = 3, value = "RADIUS no longer listens")
    void closed();

    @LogMessage(level = WARN)
    @Message(id = 4, value = "Dropped %d datagram(s): %s; the last came from %s")
    void dropped(long count, String reason, String source);

    @LogMessage(level = WARN)
    @Message(id = 5, value = "Shed %d request(s) of the kind %s: the queue of events is filling up")
    void shed(long count, String kind);

    @LogMessage(level = WARN)
    @Message(
            id = 6,
            value =
                    "Socket buffers hold %d octets, less than the %d of the setting %s: see net.core.rmem_max")
    void smallBuffer(int granted, int wanted, String setting);

    @LogMessage(level = ERROR)
    @Message(id = 7, value = "%d packet(s) could not be encoded or sent: %s")
    void notSent(long count, String why);

    @LogMessage(level = WARN)
    @Message(id = 8, value = "Home server %d is silent at %s: others of its group are asked first")
    void homeServerSilent(long id, String address);

    @LogMessage(level = INFO)
    @Message(id = 9, value = "Home server %d answers again at %s")
    void homeServerAnswers(long id, String address);

    @LogMessage(level = WARN)
    @Message(id = 10, value = "No database: %d event(s) abandoned, nothing is acknowledged. %s")
    void databaseAway(long events, String fault);

    @LogMessage(level = INFO)
    @Message(id = 11, value = "The database is back: events are decided again")
    void databaseBack();

    @LogMessage(level = ERROR)
    @Message(id = 12, value = "%d event(s) failed alone and were abandoned; the last: %s")
    void eventFailed(long count, String fault);

    @LogMessage(level = WARN)
    @Message(id = 13, value = "The peers cannot be read, the old ones stay: %s")
    void peersUnreadable(String fault);

    @LogMessage(level = INFO)
    @Message(id = 14, value = "Peers of version %d: %d peer(s), %d home server(s)")
    void peersTaken(long version, int peers, int homeServers);

    @LogMessage(level = ERROR)
    @Message(id = 15, value = "The loop '%s' failed and begins again: %s")
    void loopFailed(String loop, String fault);

    @LogMessage(level = ERROR)
    @Message(id = 16, value = "The endpoint gave %d outcome(s) for %d event(s): all are abandoned")
    void outcomesDoNotMatch(int outcomes, int events);

    @LogMessage(level = WARN)
    @Message(
            id = 17,
            value =
                    "The time is not the system's: it runs ahead of it by what the file %s says."
                            + " portlease.test.clock (PORTLEASE_TEST_CLOCK) is for tests alone")
    void testClock(String file);
}
