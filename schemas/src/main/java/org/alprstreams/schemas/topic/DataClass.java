package org.alprstreams.schemas.topic;

/** Why and how long data may be kept. Code names the class; the usage policy gives the duration. */
public enum DataClass {
  /** Not yet past the opt-out gate, or of no lasting use: minutes. */
  TRANSIENT,
  /** Reads, and what is derived from them: 30 days by the Town's policy. */
  READ,
  /** Images of reads: at most as long as reads. */
  IMAGE,
  /** Evidence of an investigation: 6 months after collection, longer only by court order. */
  CASE,
  /** Lists and registries: each entry until it is removed or expires. */
  UNTIL_REMOVED,
  /** Who looked at what, and what was deleted when: years. */
  AUDIT
}
