package org.alprstreams.retention.query;

/** Which copy of a partition is asked. */
enum Copy {
  /** The one that takes reads in. */
  OWNER,
  /** Another instance's, which follows the owner's at some distance. */
  STANDBY
}
