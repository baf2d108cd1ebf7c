package org.alprstreams.retention.clock;

import java.time.Instant;
import java.util.Optional;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicScan;
import org.alprstreams.service.topics.Heartbeats;

/**
 * When retention last ran with a clock that it believed: the time of the newest heartbeat, which it
 * sends every hour and nobody else does. Other records will not do, since a wrong clock dates those
 * as well. Read from the smallest of the topics that never lose anything by its age; what is said
 * in these is not decoded, or one damaged order would keep everything from starting.
 */
public final class LastHeartbeat {

  private Instant heartbeat = Instant.MIN;
  private Instant any = Instant.MIN;

  private LastHeartbeat() {}

  /**
   * Its time. Without one that of the newest record: compaction takes a heartbeat out after a week
   * if something else came behind it. Empty where there is neither, as on the first start.
   *
   * @throws org.alprstreams.service.kafka.ScanException if the topic is missing or does not come
   *     whole
   */
  public static Optional<Instant> read(KafkaClients kafka) {
    LastHeartbeat last = new LastHeartbeat();
    TopicScan.keys(
        kafka,
        Topics.HOLDS,
        record ->
            last.saw(
                Instant.ofEpochMilli(record.timestamp()), Heartbeats.KEY.equals(record.key())));
    Instant found = last.heartbeat.equals(Instant.MIN) ? last.any : last.heartbeat;
    return found.equals(Instant.MIN) ? Optional.empty() : Optional.of(found);
  }

  private void saw(Instant at, boolean isHeartbeat) {
    any = at.isAfter(any) ? at : any;
    if (isHeartbeat && at.isAfter(heartbeat)) {
      heartbeat = at;
    }
  }
}
