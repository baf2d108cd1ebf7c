package org.alprstreams.retention.correction;

import java.time.Instant;
import org.alprstreams.retention.query.ReadRef;

/**
 * A correction, as the instance that keeps the read is asked to make it.
 *
 * @param read the read as it stands
 * @param text what its plate says, A-Z and 0-9
 * @param reason why, in the person's words
 * @param by who
 * @param organisation for which organisation
 * @param at when
 */
record CorrectionCall(
    ReadRef read, String text, String reason, String by, String organisation, Instant at) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "CorrectionCall[" + read + "]";
  }
}
