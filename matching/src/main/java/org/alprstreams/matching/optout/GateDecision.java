package org.alprstreams.matching.optout;

/** What the gate says to a reading. */
public enum GateDecision {
  /** Nobody opted out whose plate this may be. */
  PASS,
  /** The plate, or one it may be, is opted out. */
  OPTED_OUT,
  /** The list cannot be used, so nothing passes. */
  NOT_READY
}
