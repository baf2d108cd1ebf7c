package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.Optional;
import org.alprstreams.schemas.topic.DataClass;

/**
 * How long a byte can be in a topic under the settings it has, beside how long it may.
 *
 * @param topic the topic's name
 * @param dataClass of what it holds
 * @param cleanup the topic's {@code cleanup.policy}
 * @param retention its {@code retention.ms}, or empty where age removes nothing
 * @param segment its {@code segment.ms}
 * @param worstCase from when it was written, or in a topic that is only compacted from when it was
 *     replaced or removed, until its bytes are gone; empty where they may stay for ever
 * @param limit the policy's; empty where records live until they are removed
 */
public record TopicLifetime(
    String topic,
    DataClass dataClass,
    String cleanup,
    Optional<Duration> retention,
    Duration segment,
    Optional<Duration> worstCase,
    Optional<Duration> limit) {

  /** Whether the topic keeps to the policy: for audit, no less than its limit; else no more. */
  public boolean isWithin() {
    if (dataClass == DataClass.AUDIT) {
      return retention.isEmpty() || retention.get().compareTo(limit.orElseThrow()) >= 0;
    }
    return limit.isEmpty()
        || worstCase.filter(worst -> worst.compareTo(limit.get()) <= 0).isPresent();
  }
}
