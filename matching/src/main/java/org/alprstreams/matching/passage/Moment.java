package org.alprstreams.matching.passage;

/** Where a passage stands when it is asked whether it has something to publish. */
enum Moment {
  /** Further looks are expected. */
  PASSING,
  /** No look has come for a while; some may still come. */
  QUIET,
  /** No look can come any more. */
  OVER
}
