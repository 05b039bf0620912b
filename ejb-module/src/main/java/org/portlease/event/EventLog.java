package org.portlease.event;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the delivery of events says to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLEVT", length = 4)
interface EventLog extends BasicLogger {

    EventLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), EventLog.class, "org.portlease.event");

    @LogMessage(level = WARN)
    @Message(id = 1, value = "The delivery of events failed and is done again: %s")
    void deliveryFailed(String fault);
}
