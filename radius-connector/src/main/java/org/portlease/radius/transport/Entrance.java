package org.portlease.radius.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A service with its door, while that is open, and what lies behind it. */
final class Entrance {

    private static final String BUFFER_SETTING =
            "portlease.receive.buffer.bytes (PORTLEASE_RECEIVE_BUFFER_BYTES)";

    private final Service service;
    private final InetSocketAddress address;
    private final int receiveBuffer;
    private final Occasional occasional;
    private final DuplicateCache duplicates;
    private final Reception reception;
    private volatile @Nullable Door door;

    Entrance(
            Service service,
            int port,
            TransportSettings settings,
            Shared shared,
            BooleanSupplier serving) {
        this.service = service;
        this.address = new InetSocketAddress(settings.bindAddress(), port);
        this.receiveBuffer = settings.receiveBufferBytes();
        this.occasional = shared.occasional();
        duplicates = new DuplicateCache(settings.replyCache());
        reception = new Reception(service, shared, duplicates, serving);
    }

    /** Opens a door, which becomes this one's by {@link #use}. */
    Door openDoor() throws CannotListenException {
        try {
            Door opened = Door.open(address, receiveBuffer);
            int granted = opened.grantedReceiveBuffer();
            if (granted < receiveBuffer) {
                occasional.say(
                        "small buffer",
                        count ->
                                ConnectorLog.LOG.smallBuffer(
                                        granted, receiveBuffer, BUFFER_SETTING));
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            throw new CannotListenException(address, service.setting(), e);
        }
    }

    /**
     * @return the loop that receives at the door
     */
    Loop use(Door opened) {
        door = opened;
        return new Loop("receive " + service.label(), () -> opened.receive(reception));
    }

    boolean isOpen() {
        @Nullable Door present = door;
        return present != null && present.isOpen();
    }

    /** Where requests are taken; empty while the door is closed. */
    Optional<InetSocketAddress> address() {
        return Optional.ofNullable(door).filter(Door::isOpen).map(Door::local);
    }

    DuplicateCache duplicates() {
        return duplicates;
    }

    void close() throws IOException {
        @Nullable Door present = door;
        if (present != null) {
            present.close();
        }
    }
}
