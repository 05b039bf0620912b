package org.portlease.rotation;

/** Every column that holds ciphertexts. */
enum Ciphertexts {
    DIGEST_KEY("installation", "digest_key", true),
    NAS_SECRETS("nas", "secret", true),
    HOME_SERVER_SECRETS("home_server", "secret", true),
    VIRTUAL_PASSWORDS("contract", "virtual_password", true),
    ADDED_ATTRIBUTES("added_attribute", "encrypted_value", true),
    WEBHOOK_SECRETS("webhook", "secret", true),
    SUBSCRIBER_PASSWORDS("subscriber", "password", false, " and password_scheme = 'ENCRYPTED'"),
    LEASES("lease", "likeness", false),
    DISCONNECTIONS("disconnection", "likeness", false),
    REPORTS("stored_report", "payload", false);

    private final String table;
    private final String column;
    private final boolean configuration;
    private final String condition;

    Ciphertexts(String table, String column, boolean configuration) {
        this(table, column, configuration, "");
    }

    /**
     * @param configuration whether nodes keep copies, which they must read again
     */
    Ciphertexts(String table, String column, boolean configuration, String condition) {
        this.table = table;
        this.column = column;
        this.configuration = configuration;
        this.condition = condition;
    }

    String table() {
        return table;
    }

    String column() {
        return column;
    }

    boolean isConfiguration() {
        return configuration;
    }

    /** How many there are of each key: rows of its number's octet and a count. */
    String counts() {
        return "select substring(%1$s from 1 for 1), count(*) from %2$s where %1$s is not null%3$s group by 1"
                .formatted(column, table, condition);
    }

    /** Some that are not of the key :octet, by id from :after on: id and ciphertext. */
    String olderFrom(boolean afterAnother) {
        return ("select id, %1$s from %2$s where %1$s is not null"
                        + " and substring(%1$s from 1 for 1) <> :octet%3$s"
                        + (afterAnother ? " and id > :after" : "")
                        + " order by id limit :most for update skip locked")
                .formatted(column, table, condition);
    }

    String replacement() {
        return "update %2$s set %1$s = :fresh where id = :id".formatted(column, table);
    }
}
