package org.portlease.billing;

import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** What billing says to operators. Ids are never used again for anything else. */
@MessageLogger(projectCode = "PLBIL", length = 4)
interface BillingLog extends BasicLogger {

    BillingLog LOG =
            Logger.getMessageLogger(
                    MethodHandles.lookup(), BillingLog.class, "org.portlease.billing");

    @LogMessage(level = WARN)
    @Message(
            id = 1,
            value =
                    "The billing timer has not ticked for more than %d s: this node stands in for it")
    void standsIn(long seconds);

    @LogMessage(level = WARN)
    @Message(id = 2, value = "Billing failed and is done again in a minute: %s")
    void runFailed(String fault);

    @LogMessage(level = WARN)
    @Message(id = 3, value = "The billing period %d could not be closed and is parked: %s")
    void periodParked(long period, String reason);

    @LogMessage(level = WARN)
    @Message(id = 4, value = "That could not be noted either: %s")
    void parkingFailed(String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 5,
            value =
                    "Usage files could not be written to %s (PORTLEASE_USAGE_FILES), which is tried again: %s")
    void usageFilesNotWritten(String path, String reason);

    @LogMessage(level = WARN)
    @Message(id = 6, value = "The usage file %d could not be made: %s")
    void usageFileNotMade(long file, String reason);

    @LogMessage(level = WARN)
    @Message(id = 7, value = "The first billing period of contract %d could not be opened: %s")
    void firstPeriodNotOpened(long contract, String reason);

    @LogMessage(level = WARN)
    @Message(id = 8, value = "The first usage file of contract %d could not be opened: %s")
    void firstUsageFileNotOpened(long contract, String reason);
}
