package org.portlease.trace;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What request traces say to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLTRC", length = 4)
interface TraceLog extends BasicLogger {

    TraceLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), TraceLog.class, "org.portlease.trace");

    @LogMessage(level = WARN)
    @Message(
            id = 1,
            value = "Armed traces could not be read, or followed requests not be stored: %s")
    void watchFailed(String fault);
}
