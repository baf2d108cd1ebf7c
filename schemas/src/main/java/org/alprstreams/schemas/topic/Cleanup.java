package org.alprstreams.schemas.topic;

/** How a broker takes records out of a topic. */
public enum Cleanup {
  /** By age. */
  DELETE,
  /** All but the latest record of each key; a tombstone removes the key. */
  COMPACT,
  /**
   * Both: a later record of a key takes the place of the earlier ones, bytes and all, and whatever
   * is left goes by age.
   */
  COMPACT_DELETE
}
