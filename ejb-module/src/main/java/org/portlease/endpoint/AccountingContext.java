package org.portlease.endpoint;

import java.util.List;
import org.portlease.contract.AccountingMode;
import org.portlease.radius.ForwardContext;

/**
 * What is to be known again when a home server acknowledges an Accounting-Request, or does not.
 *
 * @param mode what was agreed on with the client provider
 * @param sent what was sent, and to whom
 * @param rest who is to get it afterwards
 */
record AccountingContext(AccountingMode mode, ReportCopy sent, List<ReportCopy> rest)
        implements ForwardContext {}
