package org.alprstreams.service.access;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes access records, each durable on all in-sync replicas before {@link #append} returns.
 *
 * <p>Every start begins a chain of its own. When a write fails nobody knows whether the record
 * arrived, so nothing may be chained to it: the chain ends there and the next record begins
 * another. Records are written one after the other for the same reason. Safe for use by many
 * threads.
 */
public final class AccessLog implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Producer<String, AccessRecord> producer;
  private final Clock clock;
  private final String policyVersion;
  private final String writer;
  private final Duration deadline;
  private final ReentrantLock lock = new ReentrantLock(true);

  // Guarded by the lock.
  private String chainId;
  private AccessChain.Link link;

  /**
   * @param producer made with {@link #producerSettings}; closed with this log
   * @param policyVersion version of the usage policy in force
   * @param writer this process, the beginning of its chains' ids
   * @param deadline how long one record may take; the same as given to the producer
   */
  public AccessLog(
      Producer<String, AccessRecord> producer,
      Clock clock,
      String policyVersion,
      String writer,
      Duration deadline) {
    this.producer = producer;
    this.clock = clock;
    this.policyVersion = policyVersion;
    this.writer = writer;
    this.deadline = deadline;
    newChain();
  }

  /** Producer properties under which a record is durable, or has failed for good, in time. */
  public static Map<String, Object> producerSettings(Duration deadline) {
    int millis = Math.toIntExact(deadline.toMillis());
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        millis,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        millis,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        millis);
  }

  /**
   * Records an access and waits until the record is durable.
   *
   * @return the record written
   * @throws AccessLogUnavailable if that fails or takes longer than the deadline
   */
  public AccessRecord append(AccessEntry entry) {
    if (!locked()) {
      throw new AccessLogUnavailable(
          "Other records have held up the access log for " + deadline + ".", null);
    }
    try {
      AccessRecord record = record(entry);
      write(record);
      link = link.next(record);
      return record;
    } finally {
      lock.unlock();
    }
  }

  private boolean locked() {
    try {
      return lock.tryLock(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private AccessRecord record(AccessEntry entry) {
    AccessRecord.Builder record =
        AccessRecord.newBuilder()
            .setRecordId(UUID.randomUUID().toString())
            .setChainId(chainId)
            .setSequence(link.sequence())
            .setPreviousHash(link.previousHash().duplicate())
            .setHash(ByteBuffer.allocate(CanonicalRecord.HASH_BYTES))
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setAction(entry.action())
            .setElements(entry.elements())
            .setUsername(entry.username())
            .setOrganisation(entry.organisation())
            .setRoles(entry.roles())
            .setPurpose(entry.purpose())
            .setCaseNumber(entry.caseNumber().orElse(null))
            .setOutcome(entry.outcome())
            .setDenialReason(entry.denialReason().orElse(null))
            .setResultCount(entry.resultCount().orElse(null))
            .setPolicyVersion(policyVersion);
    return record.setHash(ByteBuffer.wrap(CanonicalRecord.hash(record.build()))).build();
  }

  private void write(AccessRecord record) {
    boolean durable = false;
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.ACCESS_LOG.name(),
                  null,
                  record.getAt().toEpochMilli(),
                  record.getChainId(),
                  record))
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      durable = true;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new AccessLogUnavailable("An access record was not acknowledged.", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      if (!durable) {
        newChain();
      }
    }
  }

  private void newChain() {
    chainId = writer + "-" + UUID.randomUUID();
    link = AccessChain.Link.START;
  }

  private static AccessLogUnavailable interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AccessLogUnavailable("Interrupted while an access was recorded.", e);
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
