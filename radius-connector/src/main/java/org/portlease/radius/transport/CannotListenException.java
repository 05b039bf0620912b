package org.portlease.radius.transport;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A door cannot be opened: the address is another's, or not this machine's. */
public final class CannotListenException extends IOException {

    private static final long serialVersionUID = 1;

    private final InetSocketAddress address;
    private final String setting;

    CannotListenException(InetSocketAddress address, String setting, Exception cause) {
        super("cannot listen at " + address + "; the setting is " + setting, cause);
        this.address = address;
        this.setting = setting;
    }

    public InetSocketAddress address() {
        return address;
    }

    /** The setting that names the port. */
    public String setting() {
        return setting;
    }
}
