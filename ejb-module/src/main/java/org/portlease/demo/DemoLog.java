package org.portlease.demo;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the demonstration says. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLDEM", length = 4)
interface DemoLog extends BasicLogger {

    DemoLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), DemoLog.class, "org.portlease.demo");

    @LogMessage(level = WARN)
    @Message(id = 1, value = "North's port %d: %s")
    void northFailed(int port, String reason);

    @LogMessage(level = WARN)
    @Message(id = 2, value = "North dropped a datagram: %s")
    void northDropped(String reason);
}
