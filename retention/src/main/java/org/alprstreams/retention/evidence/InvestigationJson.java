package org.alprstreams.retention.evidence;

import java.time.Instant;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.InvestigationStatus;

/**
 * An investigation as it is answered.
 *
 * @param caseNumber its number
 * @param agency who investigates
 * @param purpose purpose code of the usage policy
 * @param status open or closed
 * @param openedBy who opened it
 * @param openedAt when
 * @param closedBy who closed it, or null
 * @param closedAt when, or null
 */
record InvestigationJson(
    String caseNumber,
    String agency,
    String purpose,
    InvestigationStatus status,
    String openedBy,
    Instant openedAt,
    String closedBy,
    Instant closedAt) {

  static InvestigationJson of(Investigation investigation) {
    return new InvestigationJson(
        investigation.getCaseNumber(),
        investigation.getAgency(),
        investigation.getPurpose(),
        investigation.getStatus(),
        investigation.getOpenedBy(),
        investigation.getOpenedAt(),
        investigation.getClosedBy(),
        investigation.getClosedAt());
  }
}
