package org.alprstreams.retention.evidence;

import io.micrometer.core.instrument.Meter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.Evidence;
import org.alprstreams.retention.clock.ClockCheck;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Deletes evidence whose time is up and that no court holds, by the wall clock: its tombstone goes
 * to the topic, from where every copy follows. Only keys are looked at, oldest first: evidence
 * holds images, and most of it is not due.
 */
final class EvidenceExpiry implements Processor<String, Evidence, String, SpecificRecord> {

  /** Name of the sink that leads back to the topic of evidence. */
  static final String TOMBSTONES = "evidence-tombstones";

  /** Name of the sink for receipts. */
  static final String RECEIPTS = "evidence-receipts";

  private static final Comparator<EvidenceKey> OLDEST_FIRST =
      Comparator.comparingLong(EvidenceKey::collectedAt)
          .thenComparing(EvidenceKey::caseNumber)
          .thenComparing(EvidenceKey::readId);

  private final EvidenceRules rules;
  private final String policyVersion;
  private final String instance;
  private final EvidenceIndex index;
  private final ClockCheck clock;
  private final RetentionMeters meters;

  private final NavigableSet<EvidenceKey> kept = new ConcurrentSkipListSet<>(OLDEST_FIRST);
  private ProcessorContext<String, SpecificRecord> context;
  private ReadOnlyKeyValueStore<String, Evidence> evidence;
  private HoldBook holds;
  private Meter gauge;
  private volatile double oldestAge;

  /**
   * @param policyVersion for receipts
   * @param instance this process, for receipts
   * @param index shows others the keys
   * @param clock nothing is deleted at a time that it does not believe
   */
  EvidenceExpiry(
      EvidenceRules rules,
      String policyVersion,
      String instance,
      EvidenceIndex index,
      ClockCheck clock,
      RetentionMeters meters) {
    this.rules = rules;
    this.policyVersion = policyVersion;
    this.instance = instance;
    this.index = index;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    holds = new HoldBook(context.getStateStore(EvidenceStores.HOLDS));
    evidence = context.getStateStore(EvidenceStores.EVIDENCE);
    try (KeyValueIterator<String, Evidence> entries = evidence.all()) {
      while (entries.hasNext()) {
        EvidenceKey.parse(entries.next().key).ifPresent(kept::add);
      }
    }
    index.open(context.taskId().partition(), kept);
    gauge = meters.oldest(EvidenceStores.EVIDENCE, context.taskId().partition(), () -> oldestAge);
    context.schedule(
        rules.sweepInterval(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> sweep(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, Evidence> record) {
    EvidenceKey.parse(record.key())
        .ifPresent(
            key -> {
              if (record.value() == null) {
                kept.remove(key);
              } else {
                kept.add(key);
              }
            });
  }

  private void sweep(Instant now) {
    if (!clock.believes(now)) {
      return;
    }
    HoldBook.Orders orders = holds.inForce(now);
    List<EvidenceKey> over =
        kept.stream()
            .takeWhile(key -> rules.isOver(key.collectedAt(), now))
            .filter(key -> !orders.keep(key))
            .toList();
    long images = over.stream().filter(this::hasImage).count();
    // One that does not get through ends the task, and the next begins with what the store has.
    over.forEach(
        key -> context.forward(new Record<>(key.encoded(), null, now.toEpochMilli()), TOMBSTONES));
    kept.removeAll(Set.copyOf(over));
    Optional<Instant> oldest =
        kept.isEmpty()
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(kept.first().collectedAt()));
    oldestAge = oldest.map(at -> RetentionMeters.ageSeconds(at, now)).orElse(0.0);
    if (!over.isEmpty()) {
      Instant cutoff = Instant.ofEpochMilli(over.get(over.size() - 1).collectedAt());
      receipt(EvidenceStores.EVIDENCE, over.size(), cutoff, oldest, now);
      receipt(EvidenceStores.IMAGES, images, cutoff, oldest, now);
    }
  }

  private boolean hasImage(EvidenceKey key) {
    Evidence piece = evidence.get(key.encoded());
    return piece != null && (piece.getPlateCrop() != null || piece.getScene() != null);
  }

  private void receipt(
      String store, long deleted, Instant cutoff, Optional<Instant> oldest, Instant now) {
    DeletionReceipt receipt =
        DeletionReceipt.newBuilder()
            .setReceiptId(UUID.randomUUID().toString())
            .setStore(store)
            .setTopic(Topics.EVIDENCE.name())
            .setPartition(context.taskId().partition())
            .setAt(now)
            .setCutoff(cutoff)
            .setDeletedCount(deleted)
            .setOldestRemainingAt(oldest.orElse(null))
            .setPolicyVersion(policyVersion)
            .setInstance(instance)
            .build();
    context.forward(new Record<>(store, receipt, now.toEpochMilli()), RECEIPTS);
  }

  @Override
  public void close() {
    if (gauge != null) {
      meters.remove(gauge);
      index.close(context.taskId().partition());
    }
  }
}
