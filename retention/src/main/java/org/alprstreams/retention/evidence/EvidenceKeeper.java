package org.alprstreams.retention.evidence;

import java.time.Instant;
import java.util.concurrent.Executor;
import org.alprstreams.avro.Evidence;
import org.alprstreams.service.rocksdb.StoreEraser;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the store as its topic says, and has what was deleted erased from the store's files. */
final class EvidenceKeeper implements Processor<String, Evidence, Void, Void> {

  private final EvidenceRules rules;
  private final Executor erasing;

  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, Evidence> evidence;
  private StoreEraser eraser;

  /**
   * @param erasing rewrites files
   */
  EvidenceKeeper(EvidenceRules rules, Executor erasing) {
    this.rules = rules;
    this.erasing = erasing;
  }

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    evidence = context.getStateStore(EvidenceStores.EVIDENCE);
    eraser = new StoreEraser(evidence, false, rules.eraseDelay(), erasing, now());
    context.schedule(
        rules.sweepInterval(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> eraser.step(Instant.ofEpochMilli(now)));
  }

  @Override
  public void process(Record<String, Evidence> record) {
    if (EvidenceKey.parse(record.key()).isEmpty()) {
      return; // A heartbeat, which lets the broker compact what came before it.
    }
    evidence.put(record.key(), record.value());
    if (record.value() == null) {
      eraser.removed(now());
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    if (eraser != null) {
      eraser.close();
    }
  }
}
