package org.portlease.endpoint;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.util.UUID;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/**
 * What the message endpoint says to operators: nothing of a subscriber. Ids are never used again
 * for anything else.
 */
@MessageLogger(projectCode = "PLEND", length = 4)
interface EndpointLog extends BasicLogger {

    EndpointLog LOG =
            Logger.getMessageLogger(
                    MethodHandles.lookup(), EndpointLog.class, "org.portlease.endpoint");

    @LogMessage(level = WARN)
    @Message(
            id = 1,
            value =
                    "%d Access-Request(s) used a virtual identifier, though their NAS is no proxy; rejected. The refusals VIRTUAL_IDENTIFIER_FROM_NAS count all of them")
    void virtualIdentifierFromNas(int requests);

    @LogMessage(level = WARN)
    @Message(id = 2, value = "%s is left out: %s")
    void attributeLeftOut(String what, String reason);

    @LogMessage(level = WARN)
    @Message(id = 3, value = "%d stored requests can't be sent; the last is %s: %s")
    void storedRequestsUnreadable(int requests, UUID last, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 4,
            value =
                    "Home servers of several owners stand at %s; none of them can be told from the others there, and so none may change sessions")
    void ownersShareAddress(String address);

    @LogMessage(level = WARN)
    @Message(
            id = 5,
            value =
                    "The connector has not read version %d of the configuration within %d s; it"
                            + " will when it reads it next")
    void configurationNotReadYet(long version, long seconds);
}
