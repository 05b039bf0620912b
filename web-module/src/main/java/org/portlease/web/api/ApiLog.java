package org.portlease.web.api;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the admin API says to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLAPI", length = 4)
interface ApiLog extends BasicLogger {

    ApiLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ApiLog.class, "org.portlease.web");

    @LogMessage(level = ERROR)
    @Message(id = 1, value = "Request %s failed")
    void requestFailed(@Cause Throwable cause, String request);

    @LogMessage(level = WARN)
    @Message(id = 2, value = "Request %s said a value that can't be stored (SQLSTATE %s)")
    void valueNotStorable(String request, String state);
}
