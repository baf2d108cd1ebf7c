package org.alprstreams.retention.store;

import org.alprstreams.avro.OptOut;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the instance's copy of the opt-out list, and tells of additions. */
final class OptOutUpdater implements Processor<String, OptOut, Void, Void> {

  private final OptOutRevision revision;
  private KeyValueStore<String, OptOut> entries;

  OptOutUpdater(OptOutRevision revision) {
    this.revision = revision;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    entries = context.getStateStore(ReadStores.OPT_OUTS);
  }

  @Override
  public void process(Record<String, OptOut> record) {
    entries.put(record.key(), record.value());
    if (record.value() != null) {
      revision.added();
    }
  }
}
