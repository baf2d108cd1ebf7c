package org.alprstreams.matching.table;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes records out of a table that have expired: they count no longer, and what counts no longer
 * is not kept. Those of a writer go in a transaction under the writer's name, so that a record that
 * is prolonged in the same moment is not removed: of two at work one is shut out, and changes
 * nothing.
 *
 * @param <V> the table's values
 */
public final class ExpiredRecords<V extends SpecificRecord> {

  /**
   * How long records stay beyond their time. A broker refuses records that are dated an hour ahead
   * of its clock (log.message.timestamp.after.max.ms), removals among them: a process whose clock
   * is fast removes nothing that has not expired.
   */
  static final Duration GRACE = Duration.ofHours(1);

  private final KafkaClients kafka;
  private final Topic<V> topic;
  private final TableTopic<V> table;
  private final Function<V, Instant> expiresAt;
  private final Function<V, String> writer;

  /**
   * @param expiresAt when a record expires, null where it does not
   * @param writer under which name changes of a record are written
   */
  public ExpiredRecords(
      KafkaClients kafka,
      Topic<V> topic,
      Function<V, Instant> expiresAt,
      Function<V, String> writer) {
    this.kafka = kafka;
    this.topic = topic;
    this.table = new TableTopic<>(kafka, topic);
    this.expiresAt = expiresAt;
    this.writer = writer;
  }

  /**
   * Removes what has expired an hour ago or earlier; nothing while somebody is changing the table.
   *
   * @return how many records
   * @throws TableException if the table cannot be read or changed, or another changed it meanwhile;
   *     what was not removed can be removed later
   */
  public int remove(Instant now) {
    Map<String, String> writers = expired(now);
    if (writers.isEmpty() || table.isHeldUp()) {
      return 0;
    }
    int removed = 0;
    for (String name : new TreeSet<>(writers.values())) {
      removed += remove(name, writers.size(), now);
    }
    return removed;
  }

  private int remove(String name, int most, Instant now) {
    try (TableTransaction transaction = TableTransaction.open(kafka, name, most)) {
      if (table.isHeldUp()) {
        return 0; // What was committed behind another's transaction would not show.
      }
      // Again: what the writer did before the transaction was opened counts, and nothing after it.
      Map<String, String> writers = expired(now);
      writers.values().removeIf(other -> !other.equals(name));
      if (writers.isEmpty()) {
        return 0;
      }
      writers.keySet().forEach(key -> transaction.put(topic, key, null));
      transaction.commit();
      return writers.size();
    }
  }

  /** By key, the writers of what has expired. */
  private Map<String, String> expired(Instant now) {
    Map<String, String> expired = new HashMap<>();
    table.readUnseen(
        (key, value) -> {
          if (value != null && hasExpired(value, now)) {
            expired.put(key, writer.apply(value));
          } else {
            expired.remove(key);
          }
        });
    return expired;
  }

  private boolean hasExpired(V value, Instant now) {
    Instant end = expiresAt.apply(value);
    return end != null && !now.isBefore(end.plus(GRACE));
  }
}
