package org.alprstreams.retention.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * How long evidence is kept.
 *
 * @param limit when evidence collected then must be gone, bytes and all, unless a court orders
 *     otherwise: the policy's months are counted on the calendar, from collection
 * @param lag how long its bytes may take to leave files and logs once it is deleted; it is deleted
 *     that much before the limit
 * @param sweepInterval how often evidence past its end is looked for
 * @param eraseDelay how long after a deletion its bytes are erased from the store's files
 */
public record EvidenceRules(
    UnaryOperator<Instant> limit, Duration lag, Duration sweepInterval, Duration eraseDelay) {

  /** From then on evidence collected at this time is deleted, and not shown any more. */
  Instant end(Instant collectedAt) {
    return limit.apply(collectedAt).minus(lag);
  }

  boolean isOver(long collectedAt, Instant now) {
    return !now.isBefore(end(Instant.ofEpochMilli(collectedAt)));
  }
}
