package org.alprstreams.retention.correction;

/** What became of a correction. */
enum CorrectionOutcome {
  /** It is on its way to the stores and to the alerts. */
  CORRECTED,
  /** No such read is kept. */
  NO_SUCH_READ,
  /** Its time is so nearly over that the correction's copies would outlive it. */
  TOO_OLD,
  /** The vehicle may still be in sight: the next look might take the correction's place. */
  STILL_IN_SIGHT
}
