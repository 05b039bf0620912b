package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CHARGEABLE_USER_IDENTITY;
import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.PROXY_STATE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.radius.packet.Packet;
import org.portlease.secret.KeyRing;

/**
 * A client's requests, rewritten for an existing Master RADIUS server (figure 5, box 530; figures 7
 * to 9): the virtual subscriber in the subscriber's place, nothing that tells who that is.
 */
final class MasterRequests {

    private MasterRequests() {}

    /** The virtual subscriber's identifier and password as a fresh PAP request. */
    static Packet access(Packet original, Contract contract, Directory directory, KeyRing keys) {
        byte[] password = keys.decrypt(contract.virtualSubscriber().encryptedPassword());
        return withoutSubscriber(original, contract, directory).withPassword(password);
    }

    /**
     * The session reported under the virtual subscriber's identifier.
     *
     * @param masterClass the Class that the Master gave the session, in place of all others
     */
    static Packet accounting(
            Packet original, Contract contract, Directory directory, Optional<byte[]> masterClass) {
        Packet request = withoutSubscriber(original, contract, directory).remove(CLASS);
        masterClass.ifPresent(value -> request.add(CLASS, value));
        return request;
    }

    private static Packet withoutSubscriber(
            Packet original, Contract contract, Directory directory) {
        Packet request =
                original.copy()
                        .remove(USER_NAME)
                        .remove(CHARGEABLE_USER_IDENTITY)
                        .remove(PROXY_STATE);
        if (!directory.callingStationToMaster()) {
            request.remove(CALLING_STATION_ID);
        }
        return request.addText(USER_NAME, contract.virtualSubscriber().identifier());
    }
}
