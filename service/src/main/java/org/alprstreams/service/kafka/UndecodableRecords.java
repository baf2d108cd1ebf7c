package org.alprstreams.service.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of records that cannot be decoded. One that never can is skipped and named in the
 * log by its place. Where the schema registry does not give its schema for now, the partition is
 * held at the record and tried again, ever less often, until it works; the others go on. For the
 * one thread that polls.
 */
public final class UndecodableRecords {

  private static final Logger LOG = LoggerFactory.getLogger(UndecodableRecords.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration ASK = Duration.ofSeconds(1);

  private final Consumer<?, ?> consumer;
  private final Map<TopicPartition, Long> waiting = new HashMap<>();
  private Duration pause = FIRST_PAUSE;
  private long resumeAt;
  private String kind = "";

  public UndecodableRecords(Consumer<?, ?> consumer) {
    this.consumer = consumer;
  }

  /** Goes past the record that could not be decoded, or holds its partition there. */
  public void at(RecordDeserializationException failure) {
    if (Poison.is(failure)) {
      skip(failure);
    } else {
      hold(failure);
    }
  }

  private void skip(RecordDeserializationException failure) {
    LOG.atWarn()
        .addKeyValue("topic", failure.topicPartition().topic())
        .addKeyValue("partition", failure.topicPartition().partition())
        .addKeyValue("offset", failure.offset())
        .log("skipped a record that cannot be decoded");
    consumer.seek(failure.topicPartition(), failure.offset() + 1);
  }

  private void hold(RecordDeserializationException failure) {
    TopicPartition partition = failure.topicPartition();
    if (waiting.isEmpty()) {
      pause = FIRST_PAUSE;
    }
    waiting.put(partition, failure.offset());
    kind = Redacted.root(failure).getClass().getSimpleName();
    consumer.seek(partition, failure.offset());
    consumer.pause(waiting.keySet());
    resumeAt = System.nanoTime() + pause.toNanos();
    LOG.atWarn()
        .addKeyValue("topic", partition.topic())
        .addKeyValue("partition", partition.partition())
        .addKeyValue("offset", failure.offset())
        .addKeyValue("exception", Redacted.root(failure).getClass().getName())
        .addKeyValue("pause", pause)
        .log("the schema registry does not give a record's schema; waiting");
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }

  /** Tries again what has waited long enough; before each poll. */
  public void retry() {
    if (!consumer.paused().isEmpty() && System.nanoTime() - resumeAt >= 0) {
      consumer.resume(consumer.paused());
    }
  }

  /** Lets go of what has been read since; after each poll. */
  public void settle() {
    waiting.entrySet().removeIf(held -> consumer.position(held.getKey(), ASK) > held.getValue());
  }

  /** Lets go of all, whose partitions somebody else reads from now on. */
  public void forget() {
    waiting.clear();
  }

  /** What to say while a partition waits; empty otherwise. */
  public Optional<HealthState> state() {
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            HealthState.down(
                "records wait for their schemas: the schema registry does not give them ("
                    + kind
                    + "); check that it runs and that alpr.registry.url names it. Nothing is lost,"
                    + " reading goes on by itself"));
  }
}
