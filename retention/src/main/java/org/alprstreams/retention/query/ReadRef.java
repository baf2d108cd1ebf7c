package org.alprstreams.retention.query;

import java.time.Instant;

/**
 * Names one kept read, as an answer to a query shows it: enough to find it without a search.
 *
 * @param readId the read
 * @param plate its text
 * @param capturedAt when it was captured
 */
public record ReadRef(String readId, String plate, Instant capturedAt) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ReadRef[" + readId + "]";
  }
}
