package org.portlease.provisioning;

import jakarta.persistence.EntityManager;

/** Whether rows refer to one that is to be removed. */
final class Rows {

    private final EntityManager entities;

    Rows(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param from "nas where pop_id = :id"
     * @throws RefusedException with the sentence, where there is any
     */
    void refuseWhere(String from, long id, String sentence) {
        boolean found =
                !entities.createNativeQuery("select 1 from " + from + " limit 1", Integer.class)
                        .setParameter("id", id)
                        .getResultList()
                        .isEmpty();
        if (found) {
            throw new RefusedException(sentence);
        }
    }

    /**
     * @param from "port_peak where capacity_id = :id"
     */
    void delete(String from, long id) {
        entities.createNativeQuery("delete from " + from).setParameter("id", id).executeUpdate();
    }
}
