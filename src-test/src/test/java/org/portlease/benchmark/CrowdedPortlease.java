package org.portlease.benchmark;

import java.io.IOException;
import org.portlease.test.world.Database;

/**
 * Portlease with a crowd in its database. The crowd is put in before the first round and stays for
 * the others. What is measured is the steady state: billing has begun with every contract, what was
 * put in is vacuumed, analyzed, and on the disk. The page that is first touched after a checkpoint
 * goes to PostgreSQL's log as a whole all the same.
 */
final class CrowdedPortlease implements Contestant {

    private final Portlease portlease;
    private final Crowd crowd;
    private boolean filled;

    CrowdedPortlease(Portlease portlease, Crowd crowd) {
        this.portlease = portlease;
        this.crowd = crowd;
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Database database = portlease.database();
        if (!filled) {
            portlease.prepare();
            // before any usage is there, or billing would begin with the oldest
            portlease.beginBilling();
            crowd.fill(database);
            portlease.beginBilling();
            database.update("vacuum analyze");
            filled = true;
        }
        database.update("checkpoint");
    }

    @Override
    public Running start() throws IOException {
        return portlease.start();
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    @Override
    public String leftBehind() {
        return portlease.leftBehind();
    }
}
