package org.portlease.radius.delivery;

import org.portlease.radius.RadiusListener;

/** Where loops get their message endpoint, one each. */
public interface Endpoints {

    /**
     * @throws Exception while there is none yet; the loop asks again
     */
    RadiusListener acquire() throws Exception;

    void release(RadiusListener listener);
}
