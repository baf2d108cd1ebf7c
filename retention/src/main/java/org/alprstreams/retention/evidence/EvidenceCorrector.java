package org.alprstreams.retention.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.retention.store.StoreKey;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Notes corrections in the evidence that was attached before them, in every case of this partition
 * that holds the read. What was collected stays as it is. A correction costs one look into the
 * store for each investigation there is; noted again it changes nothing. Of two that were made at
 * once the later in the topic counts, as in the store of reads.
 */
final class EvidenceCorrector implements Processor<String, SpecificRecord, String, Evidence> {

  /** For how long a copy that was made before a correction may be on its way and come after it. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(10);

  private record Recent(ReadCorrections made, Instant until) {}

  private final Duration sweepInterval;
  private final Map<String, Recent> recent = new HashMap<>();

  /** Written to the topic and not come back yet. */
  private final Set<EvidenceKey> written = new HashSet<>();

  private ProcessorContext<String, Evidence> context;
  private ReadOnlyKeyValueStore<String, Evidence> kept;
  private ReadOnlyKeyValueStore<String, Investigation> investigations;

  /**
   * @param sweepInterval how often what is over is forgotten
   */
  EvidenceCorrector(Duration sweepInterval) {
    this.sweepInterval = sweepInterval;
  }

  @Override
  public void init(ProcessorContext<String, Evidence> processorContext) {
    context = processorContext;
    kept = context.getStateStore(EvidenceStores.EVIDENCE);
    investigations = context.getStateStore(EvidenceStores.INVESTIGATIONS);
    context.schedule(
        sweepInterval,
        PunctuationType.WALL_CLOCK_TIME,
        now -> recent.values().removeIf(each -> !Instant.ofEpochMilli(now).isBefore(each.until())));
  }

  @Override
  public void process(Record<String, SpecificRecord> record) {
    if (record.value() instanceof ReadCorrections made) {
      corrected(made);
    } else {
      EvidenceKey.parse(record.key()).ifPresent(key -> came(key, (Evidence) record.value()));
    }
  }

  private void corrected(ReadCorrections made) {
    recent.put(made.getReadId(), new Recent(made, now().plus(ON_ITS_WAY)));
    try (KeyValueIterator<String, Investigation> cases = investigations.all()) {
      while (cases.hasNext()) {
        corrected(cases.next().key, made);
      }
    }
  }

  /** A better look may have moved the read's time since it was attached, while it was in sight. */
  private void corrected(String caseNumber, ReadCorrections made) {
    String first = StoreKey.from(caseNumber, made.getFirstSeenAt());
    String last = StoreKey.upTo(caseNumber, made.getLastSeenAt());
    try (KeyValueIterator<String, Evidence> pieces = kept.range(first, last)) {
      while (pieces.hasNext()) {
        KeyValue<String, Evidence> piece = pieces.next();
        EvidenceKey.parse(piece.key)
            .filter(key -> key.readId().equals(made.getReadId()))
            .filter(key -> !(piece.value instanceof UndecodableEvidence))
            .ifPresent(key -> note(key, piece.value, made));
      }
    }
  }

  private void came(EvidenceKey key, Evidence evidence) {
    if (evidence == null) {
      if (written.remove(key)) {
        write(key, null); // Detached meanwhile, and what we wrote comes after that.
      }
      return;
    }
    if (evidence instanceof UndecodableEvidence) {
      return; // What would be written takes the place of bytes that may be readable again.
    }
    if (!evidence.getCorrections().isEmpty()) {
      written.remove(key);
    }
    Recent last = recent.get(key.readId());
    if (last != null) {
      note(key, evidence, last.made());
    }
  }

  private void note(EvidenceKey key, Evidence evidence, ReadCorrections made) {
    later(evidence, made)
        .ifPresent(
            corrections -> {
              written.add(key);
              write(key, Evidence.newBuilder(evidence).setCorrections(corrections).build());
            });
  }

  /** Those that the copied read has not; empty where the evidence has them, or more. */
  private static Optional<List<LaterCorrection>> later(Evidence evidence, ReadCorrections made) {
    int before = evidence.getRead().getCorrections().size();
    List<LaterCorrection> known = evidence.getCorrections();
    List<LaterCorrection> all = made.getCorrections();
    if (all.size() < before + known.size()) {
      return Optional.empty();
    }
    List<LaterCorrection> later = List.copyOf(all.subList(before, all.size()));
    return later.equals(known) ? Optional.empty() : Optional.of(later);
  }

  private void write(EvidenceKey key, Evidence evidence) {
    context.forward(new Record<>(key.encoded(), evidence, now().toEpochMilli()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
