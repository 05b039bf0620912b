package org.portlease.setup;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the administration says to operators. No message carries a password or a key. */
@MessageLogger(projectCode = "PLADM", length = 4)
public interface AdminLog {

    AdminLog LOG =
            Logger.getMessageLogger(MethodHandles.lookup(), AdminLog.class, "org.portlease.admin");

    @LogMessage(level = WARN)
    @Message(
            id = 1,
            value =
                    "The API had no user: %s is one now, and the first password is in %s. Give it"
                            + " another and delete the file")
    void firstPassword(String user, Path file);
}
