package org.portlease.contract;

/** Whether a contract lets anyone in. */
public enum ContractStatus {
    ACTIVE,
    /** Nobody new is admitted until it is resumed. */
    SUSPENDED,
    /** Over for good. */
    TERMINATED
}
