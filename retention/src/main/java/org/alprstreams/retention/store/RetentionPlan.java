package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;

/**
 * What the topology is told about keeping and deleting.
 *
 * @param reads expiry of reads
 * @param images expiry of images
 * @param sentinelInterval how often stores are told the time, so that silence expires too
 * @param purgeInterval how often a pending purge goes one step on
 * @param purgeBatch how many reads one step looks at, 1 or more
 * @param eraseDelay how long after something was taken out its bytes are erased from the files
 * @param clockTolerance how far ahead of the clock a capture time may be; what is further ahead is
 *     not kept, for it would make its neighbours expire early
 * @param policyVersion for receipts
 * @param instance this process, for receipts
 */
public record RetentionPlan(
    StoreExpiry reads,
    StoreExpiry images,
    Duration sentinelInterval,
    Duration purgeInterval,
    int purgeBatch,
    Duration eraseDelay,
    Duration clockTolerance,
    String policyVersion,
    String instance) {

  /** Whether something captured then is still to be kept, and not dated ahead of the clock. */
  boolean keeps(StoreExpiry expiry, Instant capturedAt, Instant now) {
    return !capturedAt.isBefore(expiry.cutoff(now))
        && !capturedAt.isAfter(now.plus(clockTolerance));
  }

  /** The shortest time for which a segment of a changelog takes records in. */
  public Duration changelogSegment() {
    Duration reads = reads().changelogSegment();
    Duration images = images().changelogSegment();
    return reads.compareTo(images) < 0 ? reads : images;
  }
}
