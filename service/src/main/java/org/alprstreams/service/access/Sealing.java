package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.turn.Turn;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs how far a log's chains have come, and writes it to {@code alpr.access-checkpoints}.
 *
 * <p>A chain is opened by a checkpoint of no records, durable before its first record, that names
 * the writer's chain before and how far that one had come. So a chain that is missing shows as soon
 * as its writer has begun another. Later checkpoints come beside the records: no access waits for
 * one, and one that fails is tried again.
 */
final class Sealing implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Producer<String, AccessCheckpoint> producer;
  private final SigningKey key;
  private final ChainMemory memory;
  private final Clock clock;
  private final Duration deadline;
  private final int every;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "access-checkpoints");
            thread.setDaemon(true);
            return thread;
          });

  private final Turn sealing = new Turn("access log not signed", this::seal, timer::isShutdown);

  /** Checkpoints go out one after the other. */
  private final ReentrantLock writing = new ReentrantLock(true);

  // Changed under the lock, or by the one thread that appends.
  private volatile ChainHead head;
  private volatile long sealed;

  /** Guarded by the lock. */
  private ChainHead previous;

  /**
   * @param producer made with {@link AccessLog#producerSettings}; closed with this
   * @param every after how many records a chain is signed
   * @param interval after how long it is signed if records were added
   * @throws IOException if the memory cannot be read
   */
  Sealing(
      Producer<String, AccessCheckpoint> producer,
      SigningKey key,
      ChainMemory memory,
      Clock clock,
      Duration deadline,
      int every,
      Duration interval)
      throws IOException {
    this.producer = producer;
    this.key = key;
    this.memory = memory;
    this.clock = clock;
    this.deadline = deadline;
    this.every = every;
    this.head = memory.load().orElse(null);
    this.sealed = head == null ? 0 : head.getRecords();
    long millis = interval.toMillis();
    timer.scheduleWithFixedDelay(sealing, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens a chain, before its first record.
   *
   * @param until when it has to be open
   * @throws AccessLogUnavailable if that cannot be written; the chain must not be used then
   */
  void open(String chainId, Deadline until) {
    lock(until);
    try {
      ChainHead opening =
          new ChainHead(chainId, 0L, ByteBuffer.allocate(CanonicalRecord.HASH_BYTES));
      write(opening, head, until);
      previous = head;
      sealed = 0;
      head = opening;
    } finally {
      writing.unlock();
    }
  }

  private void lock(Deadline until) {
    try {
      if (!writing.tryLock(until.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw until.passed();
      }
    } catch (InterruptedException e) {
      throw DurableWrite.interrupted(e);
    }
  }

  /** A record was added, and is durable. */
  void grew(String chainId, AccessChain.Link link) {
    head = new ChainHead(chainId, link.sequence(), link.previousHash());
    if (link.sequence() - sealed == every) {
      timer.execute(sealing);
    }
  }

  private void seal() {
    writing.lock();
    try {
      ChainHead now = head;
      if (now != null && now.getRecords() > sealed) {
        write(now, previous, Deadline.in(deadline));
        sealed = now.getRecords();
      }
    } catch (AccessLogUnavailable e) {
      LOG.atError()
          .addKeyValue("cause", e.getCause() == null ? "unknown" : e.getCause().getClass())
          .log("access log not signed; the end of its chain is unprotected until the next try");
    } finally {
      writing.unlock();
    }
  }

  private void write(ChainHead now, ChainHead before, Deadline until) {
    AccessCheckpoint checkpoint =
        key.sign(
            AccessCheckpoint.newBuilder()
                .setHead(now)
                .setPrevious(before)
                .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    DurableWrite.send(
        producer,
        new ProducerRecord<>(
            Topics.ACCESS_CHECKPOINTS.name(),
            null,
            checkpoint.getAt().toEpochMilli(),
            now.getChainId(),
            checkpoint),
        until);
    // After the checkpoint: a chain that is remembered exists.
    try {
      memory.save(now);
    } catch (IOException e) {
      throw new AccessLogUnavailable("The data directory cannot be written.", e);
    }
  }

  /** Signs the chain's end. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      seal();
    } finally {
      producer.close(CLOSE_PATIENCE);
    }
  }
}
