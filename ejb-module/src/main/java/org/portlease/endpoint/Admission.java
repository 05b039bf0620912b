package org.portlease.endpoint;

import java.time.Instant;
import java.util.Optional;
import org.portlease.admission.AdmissionPolicy;
import org.portlease.admission.Decision;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.provider.Nas;
import org.portlease.session.Ports;

/**
 * A new connection that somebody asks for: what an Access-Request is decided by, and its
 * explanation.
 *
 * @param link whether it is a further link of a session that has its port
 */
record Admission(Directory directory, Route route, Nas nas, boolean link) {

    /**
     * @param ports the capacity rows that it would count in
     */
    Decision decide(Ports ports, Instant at) {
        Optional<Contract> contract = route.contract();
        Optional<RefusalReason> draining =
                AdmissionPolicy.draining(
                        nas, contract.map(its -> directory.provider(its.providerId())));
        if (draining.isPresent()) {
            return new Decision.Refused(draining.get());
        }
        if (contract.isEmpty()) {
            return link ? new Decision.Admitted(false) : AdmissionPolicy.decideOwn(ports);
        }
        return link
                ? AdmissionPolicy.decideLink(contract.get(), ports, at)
                : AdmissionPolicy.decide(
                        contract.get(), ports, directory.pop(nas.popId()).reservedPorts(), at);
    }
}
