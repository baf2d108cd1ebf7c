package org.alprstreams.retention.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alprstreams.retention.query.Position;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicScan;
import org.apache.avro.specific.SpecificRecord;

/**
 * Pages of an audit topic, newest first. Each page reads the topic from its span's beginning on and
 * keeps no more than itself, so nothing of the log stays in memory.
 *
 * @param position time and id of a record
 */
record NewestFirst<V extends SpecificRecord>(
    KafkaClients kafka, Topic<V> topic, Function<V, Position> position, Duration patience) {

  /**
   * A page.
   *
   * @param records newest first
   * @param next position of its last record where more follow
   */
  record Page<V>(List<V> records, Optional<Position> next) {}

  /**
   * The records of a span that are wanted.
   *
   * @param from its first moment
   * @param to the first moment after it
   * @param after what the page before ended with
   * @throws org.alprstreams.service.kafka.ScanException if the topic does not come whole
   */
  Page<V> page(Instant from, Instant to, Optional<Position> after, int limit, Predicate<V> wanted) {
    TreeMap<Position, V> found = new TreeMap<>();
    TopicScan.since(
        kafka,
        topic,
        from,
        patience,
        record -> {
          Position at = position.apply(record.value());
          boolean within =
              at.capturedAt() >= from.toEpochMilli()
                  && at.capturedAt() < to.toEpochMilli()
                  && after.filter(last -> at.compareTo(last) <= 0).isEmpty();
          if (within && wanted.test(record.value())) {
            found.put(at, record.value());
            if (found.size() > limit + 1) {
              found.pollLastEntry();
            }
          }
        });
    if (found.size() <= limit) {
      return new Page<>(new ArrayList<>(found.values()), Optional.empty());
    }
    found.pollLastEntry();
    Map.Entry<Position, V> last = found.lastEntry();
    return new Page<>(new ArrayList<>(found.values()), Optional.of(last.getKey()));
  }
}
