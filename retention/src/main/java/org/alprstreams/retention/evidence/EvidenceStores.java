package org.alprstreams.retention.evidence;

/** Names of the state stores. */
final class EvidenceStores {

  /** Evidence under {@link EvidenceKey}: all of a case lies together, in order of time. */
  static final String EVIDENCE = "evidence";

  /** What receipts call the images within {@link #EVIDENCE}. */
  static final String IMAGES = "evidence-images";

  /** All investigations, whole on every instance. */
  static final String INVESTIGATIONS = "investigations";

  /** All court orders, whole on every instance. */
  static final String HOLDS = "court-holds";

  private EvidenceStores() {}
}
