package org.alprstreams.retention.release;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is released, by whom, to whom and why: the head of a bundle's manifest.
 *
 * @param releaseId unique; the access record and every image name it
 * @param caseNumber the investigation; null where none is named
 * @param alertId the confirmed alert that is released; null where a case's evidence is
 * @param agency who investigates
 * @param purpose purpose code of the usage policy
 * @param recipient the agency that gets it
 * @param legalBasis the law, order or agreement by which it may
 * @param request the recipient's request, or null within the own agency
 * @param releasedBy who released it
 * @param organisation for which organisation
 * @param releasedAt when
 * @param policyVersion version of the usage policy in force
 * @param policyHash its SHA-256
 */
@JsonPropertyOrder({
  "releaseId",
  "caseNumber",
  "alertId",
  "agency",
  "purpose",
  "recipient",
  "legalBasis",
  "request",
  "releasedBy",
  "organisation",
  "releasedAt",
  "policyVersion",
  "policyHash"
})
public record Release(
    String releaseId,
    String caseNumber,
    String alertId,
    String agency,
    String purpose,
    String recipient,
    String legalBasis,
    String request,
    String releasedBy,
    String organisation,
    Instant releasedAt,
    String policyVersion,
    String policyHash) {

  /**
   * What the policy lets data go out for: a confirmed alert, or a case with a number.
   *
   * @param caseNumber as in {@link Release}
   * @param alertId as in {@link Release}
   * @param agency as in {@link Release}
   * @param purpose as in {@link Release}
   */
  record Ground(String caseNumber, String alertId, String agency, String purpose) {}

  /** What an access record says of it. */
  Map<String, String> elements() {
    Map<String, String> elements = new HashMap<>();
    elements.put("releaseId", releaseId);
    elements.put("recipient", recipient);
    elements.put("legalBasis", legalBasis);
    if (alertId != null) {
      elements.put("alertId", alertId);
    }
    if (request != null) {
      elements.put("request", request);
    }
    return elements;
  }

  /** What it goes out for, in words. */
  String ground() {
    return alertId == null ? "case " + caseNumber : "alert " + alertId;
  }

  /** Holds names: kept out of logs. */
  @Override
  public String toString() {
    return "Release[" + releaseId + "]";
  }
}
