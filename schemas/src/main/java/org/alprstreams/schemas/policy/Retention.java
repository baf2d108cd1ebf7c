package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.SortedSet;

/**
 * How long each class of data is kept, and how it is destroyed, Civil Code 1798.90.51(b)(2)(G).
 * When policies stack, the shortest wins; but for the audit trail, which is a duty to keep, the
 * longest does.
 *
 * @param reads from capture, a minute to five years; what is shorter than the broker takes to
 *     delete is refused at start
 * @param images from capture, a minute to the reads' own
 * @param evidence from collection, on the calendar; only a court order outlives it
 * @param transientData frames, looks and dead letters, from capture, a minute to a day
 * @param audit access log and deletion receipts, at least a year
 * @param destruction the steps by which data is destroyed; those of all policies
 */
public record Retention(
    Duration reads,
    Duration images,
    CalendarLimit evidence,
    @JsonProperty("transient") Duration transientData,
    CalendarLimit audit,
    SortedSet<String> destruction) {
  public Retention {
    new Checks()
        .within("reads", reads, Limits.MINUTE, Limits.years(5))
        .within("images", images, Limits.MINUTE, Limits.years(5))
        .notLonger("images", images, "reads", reads)
        .within("evidence", evidence, Limits.DAY, Limits.years(10))
        .within("transient", transientData, Limits.MINUTE, Limits.DAY)
        .within("audit", audit, Duration.ofDays(365), Limits.years(100))
        .texts("destruction", destruction)
        .orThrow();
    destruction = Strictest.sorted(destruction);
  }

  Retention strictest(Retention other) {
    return new Retention(
        Strictest.least(reads, other.reads),
        Strictest.least(images, other.images),
        evidence.shorter(other.evidence),
        Strictest.least(transientData, other.transientData),
        audit.longer(other.audit),
        Strictest.all(destruction, other.destruction));
  }
}
