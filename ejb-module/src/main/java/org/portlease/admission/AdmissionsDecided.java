package org.portlease.admission;

import java.util.Map;

/** What one transaction decided. Fired inside of it: observe it after success. */
public record AdmissionsDecided(
        Map<Admissions.Kind, Integer> admitted, Map<Refusals.Cause, Integer> refused) {

    public AdmissionsDecided {
        admitted = Map.copyOf(admitted);
        refused = Map.copyOf(refused);
    }

    public boolean isEmpty() {
        return admitted.isEmpty() && refused.isEmpty();
    }
}
