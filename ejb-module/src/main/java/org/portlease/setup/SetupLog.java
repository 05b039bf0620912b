package org.portlease.setup;

import static org.jboss.logging.Logger.Level.INFO;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the start says to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLSET", length = 4)
interface SetupLog extends BasicLogger {

    SetupLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), SetupLog.class, "org.portlease.setup");

    @LogMessage(level = INFO)
    @Message(id = 1, value = "Serving the world %s")
    void serving(String world);

    @LogMessage(level = INFO)
    @Message(id = 2, value = "Waiting for another server that is opening the installation")
    void waiting();
}
