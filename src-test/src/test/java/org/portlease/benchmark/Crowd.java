package org.portlease.benchmark;

import org.portlease.test.world.Database;

/** Who is in Portlease's database beside the small world "load". */
interface Crowd {

    /** Puts all of them in, while no server runs. */
    void fill(Database database);
}
