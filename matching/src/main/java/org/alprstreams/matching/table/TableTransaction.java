package org.alprstreams.matching.table;

import java.time.Duration;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Changes of one or several tables that are made together or not at all. Who opens one under a
 * writer's name ends what is left of that writer's earlier transaction, as of a process that was
 * killed, and shuts out another that is at work under the name.
 *
 * <p>Closing it without {@link #commit} undoes everything; so does the end of the process, by a
 * signal too. After {@code kill -9} the broker undoes it when the transaction's time has run out or
 * the writer's name is used again; until then readers of committed records wait before it.
 */
public final class TableTransaction implements AutoCloseable {

  /** The most that brokers allow unless told otherwise (transaction.max.timeout.ms). */
  static final Duration LONGEST = Duration.ofMinutes(15);

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** A slow broker takes at least as many changes a second. */
  private static final int SLOWEST = 5000;

  private static final Duration ABORT = Duration.ofSeconds(5);

  private final Producer<String, SpecificRecord> producer;
  private final Thread hook;
  private boolean committed;

  private TableTransaction(Producer<String, SpecificRecord> producer) {
    this.producer = producer;
    // Closing a producer aborts its transaction; ending without it would leave readers waiting.
    this.hook = new Thread(() -> producer.close(ABORT), "abort-transaction");
  }

  /**
   * Opens one.
   *
   * @param writer names who writes
   * @param changes about how many there will be: the transaction's time depends on it
   * @throws TableException if the broker cannot be reached or refuses
   */
  public static TableTransaction open(KafkaClients kafka, String writer, long changes) {
    Producer<String, SpecificRecord> producer = kafka.producer(properties(writer, changes));
    try {
      producer.initTransactions();
      producer.beginTransaction();
      TableTransaction transaction = new TableTransaction(producer);
      Runtime.getRuntime().addShutdownHook(transaction.hook);
      return transaction;
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw TableException.unchanged(e);
    }
  }

  /**
   * Changes one record.
   *
   * @param value null removes it
   * @throws TableException if the broker refuses what came before; then nothing has changed
   */
  public <V extends SpecificRecord> void put(Topic<V> topic, String key, V value) {
    try {
      // A failed send is reported by the commit.
      producer.send(new ProducerRecord<>(topic.name(), key, value));
    } catch (KafkaException e) {
      throw TableException.unchanged(e);
    } catch (IllegalStateException e) {
      throw TableException.interrupted(e);
    }
  }

  /**
   * Makes all changes.
   *
   * @throws TableException if the broker refuses, or its answer does not come
   */
  public void commit() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw TableException.unchanged(e);
    } catch (IllegalStateException e) {
      throw TableException.interrupted(e);
    }
    try {
      producer.commitTransaction();
      committed = true;
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw TableException.unknownOutcome(e);
    } catch (KafkaException e) {
      throw TableException.unchanged(e);
    } catch (IllegalStateException e) {
      throw TableException.interrupted(e);
    }
  }

  /** Undoes what was not committed. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is at it already.
    }
    if (!committed) {
      try {
        producer.abortTransaction();
      } catch (KafkaException | IllegalStateException e) {
        // It is undone already, or the broker undoes it when its time has run out.
      }
    }
    producer.close(ABORT);
  }

  static Duration timeout(long changes) {
    Duration needed = SHORTEST.plusSeconds(changes / SLOWEST);
    return needed.compareTo(LONGEST) > 0 ? LONGEST : needed;
  }

  private static Map<String, Object> properties(String writer, long changes) {
    return Map.of(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "alpr-" + writer,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        (int) timeout(changes).toMillis(),
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        30_000,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10);
  }
}
