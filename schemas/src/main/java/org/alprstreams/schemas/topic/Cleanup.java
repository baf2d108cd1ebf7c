package org.alprstreams.schemas.topic;

/** How a broker takes records out of a topic. */
public enum Cleanup {
  /** By age. */
  DELETE,
  /** All but the latest record of each key; a tombstone removes the key. */
  COMPACT
}
