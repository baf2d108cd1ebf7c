package org.alprstreams.schemas.policy;

/** What a hotlist category may lead to, the strictest first. */
public enum CategoryTreatment {
  /** Its entries are refused at import; so is every category that the policy does not name. */
  REFUSED,
  /** Its entries are kept and shown on a query, but raise no alert. */
  LISTED,
  /** Its entries raise alerts. */
  ALERTABLE
}
