package org.portlease.upkeep;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What the sweeps say to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLUPK", length = 4)
interface UpkeepLog extends BasicLogger {

    UpkeepLog LOG =
            Logger.getMessageLogger(
                    MethodHandles.lookup(), UpkeepLog.class, "org.portlease.upkeep");

    @LogMessage(level = WARN)
    @Message(id = 1, value = "The sweep of %s failed and is done again: %s")
    void sweepFailed(String sweep, String fault);

    @LogMessage(level = WARN)
    @Message(
            id = 2,
            value =
                    "The counters of capacity %d did not agree with the leases and were put right: %s")
    void countersRepaired(long capacity, String found);
}
