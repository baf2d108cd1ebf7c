package org.alprstreams.matching;

import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Copies the hotlist's partial entries to the topic from which every instance has them all. It
 * remembers which it copied, so that a removal is passed on for those only: a list that loses a
 * million whole plates says nothing here.
 */
final class PartialEntryProcessor implements Processor<String, HotlistEntry, String, HotlistEntry> {

  private ProcessorContext<String, HotlistEntry> context;
  private KeyValueStore<String, HotlistEntry> copied;

  @Override
  public void init(ProcessorContext<String, HotlistEntry> context) {
    this.context = context;
    this.copied = context.getStateStore(MatchingTopology.COPIED_PARTIAL_ENTRIES);
  }

  @Override
  public void process(Record<String, HotlistEntry> record) {
    HotlistEntry entry = record.value();
    if (entry != null && PartialEntries.isPartial(entry)) {
      copied.put(record.key(), entry);
      context.forward(record);
    } else if (copied.delete(record.key()) != null) {
      context.forward(record.withValue(null));
    }
  }
}
