package org.alprstreams.retention.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alprstreams.retention.query.Position;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.BackwardScan;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Pages of an audit topic, newest first. A page reads backwards from where it begins, in steps that
 * grow, until it is full; it keeps no more than itself. One that has read {@link #MOST_READ}
 * records ends, full or not, so that a page costs no more in a long log than in a short one.
 *
 * @param position time and id of a record
 */
record NewestFirst<V extends SpecificRecord>(
    KafkaClients kafka, Topic<V> topic, Function<V, Position> position, Duration patience) {

  /**
   * How far clocks of writers may lie apart. A record dated further back than those written around
   * it is on no page but the first; exports and reports have it.
   */
  static final Duration CLOCKS = Duration.ofHours(1);

  /** What one page reads, up to the step that passes it. */
  static final int MOST_READ = 50_000;

  private static final Duration FIRST_STEP = Duration.ofMinutes(15);

  /**
   * A page.
   *
   * @param records newest first; maybe fewer than the limit, or none, although more follow
   * @param next where the next page begins, if more may follow
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
    Newest<V> newest = new Newest<>(position, from, to, after, limit, wanted);
    // The page before may have ended among records of one millisecond.
    Instant begin =
        after.map(last -> Instant.ofEpochMilli(last.capturedAt()).plusMillis(1)).orElse(to);
    try (BackwardScan<V> scan = new BackwardScan<>(kafka, topic, begin.plus(CLOCKS), patience)) {
      Instant reached = begin;
      Duration step = FIRST_STEP;
      long read = 0;
      while (reached.isAfter(from) && !newest.full(reached)) {
        if (read >= MOST_READ) {
          return newest.until(reached);
        }
        Instant back = reached.minus(step);
        reached = back.isBefore(from) ? from : back;
        step = step.multipliedBy(2);
        read += scan.backTo(reached, newest::add);
      }
    }
    return newest.page();
  }

  /** The newest records of those read so far: one more than a page, to know whether one follows. */
  private static final class Newest<V extends SpecificRecord> {

    private final TreeMap<Position, V> found = new TreeMap<>();
    private final Function<V, Position> position;
    private final long from;
    private final long to;
    private final Optional<Position> after;
    private final int limit;
    private final Predicate<V> wanted;

    Newest(
        Function<V, Position> position,
        Instant from,
        Instant to,
        Optional<Position> after,
        int limit,
        Predicate<V> wanted) {
      this.position = position;
      this.from = from.toEpochMilli();
      this.to = to.toEpochMilli();
      this.after = after;
      this.limit = limit;
      this.wanted = wanted;
    }

    void add(ConsumerRecord<String, V> record) {
      Position at = position.apply(record.value());
      boolean within =
          at.capturedAt() >= from
              && at.capturedAt() < to
              && after.filter(last -> at.compareTo(last) <= 0).isEmpty();
      if (within && wanted.test(record.value())) {
        found.put(at, record.value());
        if (found.size() > limit + 1) {
          found.pollLastEntry();
        }
      }
    }

    /** Whether nothing that is still to be read can be on the page. */
    boolean full(Instant reached) {
      return found.size() > limit && found.lastKey().capturedAt() >= reached.toEpochMilli();
    }

    Page<V> page() {
      if (found.size() <= limit) {
        return new Page<>(new ArrayList<>(found.values()), Optional.empty());
      }
      found.pollLastEntry();
      return new Page<>(new ArrayList<>(found.values()), Optional.of(found.lastKey()));
    }

    /** What is as new as this; the next page goes on from there. */
    Page<V> until(Instant reached) {
      Position last = new Position(reached.toEpochMilli(), "");
      return new Page<>(new ArrayList<>(found.headMap(last, true).values()), Optional.of(last));
    }
  }
}
