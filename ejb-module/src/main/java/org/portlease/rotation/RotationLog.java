package org.portlease.rotation;

import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What a change of the key says to operators. No message carries a key. */
@MessageLogger(projectCode = "PLKEY", length = 4)
public interface RotationLog {

    RotationLog LOG =
            Logger.getMessageLogger(
                    MethodHandles.lookup(), RotationLog.class, "org.portlease.rotation");

    @LogMessage(level = INFO)
    @Message(
            id = 1,
            value = "The key number %d encrypts from now on; what is stored is encrypted anew")
    void encrypts(int number);

    @LogMessage(level = INFO)
    @Message(
            id = 2,
            value = "Nothing is encrypted with the key number %d any more; it may be removed")
    void unneeded(int number);

    @LogMessage(level = ERROR)
    @Message(
            id = 3,
            value = "This node cannot read all secrets: %s. Give it the installation's key store")
    void lacking(String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 4,
            value =
                    "A ciphertext of table %s, row %s, cannot be read, and so not be encrypted anew;"
                            + " its key stays in use")
    void unreadable(String table, Object row);
}
