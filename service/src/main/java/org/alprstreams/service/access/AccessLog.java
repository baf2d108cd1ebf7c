package org.alprstreams.service.access;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes access records, each durable on all in-sync replicas before {@link #append} returns.
 *
 * <p>Every start begins a chain of its own. When a write fails nobody knows whether the record
 * arrived, so nothing may be chained to it, nor take its place: the chain ends there and the next
 * record begins another. If it did arrive, it is the chain's last, of an access that was refused.
 * Records are written one after the other for the same reason. Each record has a number of its own:
 * its chain and its place there. Safe for use by many threads.
 */
public final class AccessLog implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Producer<String, AccessRecord> producer;
  private final Optional<Sealing> sealing;
  private final Clock clock;
  private final String policyVersion;
  private final String writer;
  private final Duration deadline;
  private final ReentrantLock lock = new ReentrantLock(true);

  // Guarded by the lock.
  private String chainId;
  private AccessChain.Link link;

  /** A log that nobody signs, as tests want it. */
  public AccessLog(
      Producer<String, AccessRecord> producer,
      Clock clock,
      String policyVersion,
      String writer,
      Duration deadline) {
    this(producer, Optional.empty(), clock, policyVersion, writer, deadline);
  }

  /**
   * @param producer made with {@link #producerSettings}; closed with this log
   * @param sealing signs the chains; closed with this log
   * @param policyVersion version of the usage policy in force
   * @param writer this process, the beginning of its chains' ids
   * @param deadline how long one record may take, its turn and the opening of its chain included;
   *     the same as given to the producer
   */
  AccessLog(
      Producer<String, AccessRecord> producer,
      Optional<Sealing> sealing,
      Clock clock,
      String policyVersion,
      String writer,
      Duration deadline) {
    this.producer = producer;
    this.sealing = sealing;
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
    return append(UUID.randomUUID().toString(), entry);
  }

  /**
   * The same under an id that the caller derives from what is recorded, so that a record which is
   * written again can be told.
   */
  public AccessRecord append(String recordId, AccessEntry entry) {
    Deadline until = Deadline.in(deadline);
    lock(until);
    try {
      until.require();
      AccessRecord record = write(recordId, entry, until);
      link = link.next(record);
      sealing.ifPresent(seal -> seal.grew(chainId, link));
      return record;
    } finally {
      lock.unlock();
    }
  }

  private void lock(Deadline until) {
    try {
      if (!lock.tryLock(until.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw until.passed();
      }
    } catch (InterruptedException e) {
      throw DurableWrite.interrupted(e);
    }
  }

  private AccessRecord record(String recordId, AccessEntry entry) {
    AccessRecord.Builder record =
        AccessRecord.newBuilder()
            .setRecordId(recordId)
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

  private AccessRecord write(String recordId, AccessEntry entry, Deadline until) {
    boolean durable = false;
    try {
      if (link.equals(AccessChain.Link.START)) {
        sealing.ifPresent(seal -> seal.open(chainId, until));
      }
      AccessRecord record = record(recordId, entry);
      DurableWrite.send(
          producer,
          new ProducerRecord<>(
              Topics.ACCESS_LOG.name(),
              null,
              record.getAt().toEpochMilli(),
              record.getChainId(),
              record),
          until);
      durable = true;
      return record;
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

  /** Signs the chain's end as well. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
    sealing.ifPresent(Sealing::close);
  }
}
