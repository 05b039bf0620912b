package org.portlease.contract;

import java.util.Optional;

/**
 * What identification looks at, as it stood in the request.
 *
 * @param nasAddress NAS-IP-Address or NAS-IPv6-Address: a claim of the source
 * @param nasId the authenticated source
 */
public record IdentificationRequest(
        Optional<String> userName,
        Optional<String> calledStationId,
        Optional<String> nasIdentifier,
        Optional<String> nasAddress,
        long nasId) {

    /** Masks the name: it may be a client's subscriber's. */
    @Override
    public String toString() {
        return "IdentificationRequest[nasId=" + nasId + "]";
    }
}
