package org.portlease.contract;

/** How a client provider gets its subscribers' accounting. */
public enum AccountingMode {
    /** While a NAS waits, as long as a server answers; else stored and delivered later. */
    STORE,
    /** While a NAS waits, and never otherwise. */
    SYNCHRONOUS,
    /** Always stored first, so that a NAS never waits. */
    STORE_ALWAYS
}
