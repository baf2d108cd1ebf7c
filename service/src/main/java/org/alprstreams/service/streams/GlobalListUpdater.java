package org.alprstreams.service.streams;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps an instance's copy of a list in a global store, and counts its changes. Since 3.8 Kafka
 * Streams fills such a store through this processor too, so that what is read at the start counts
 * as well (KAFKA-7663).
 *
 * @param <V> the list's entries
 */
public final class GlobalListUpdater<V> implements Processor<String, V, Void, Void> {

  private final String store;
  private final ListRevision revision;
  private KeyValueStore<String, V> entries;

  /**
   * @param store name of the global store, from strings to entries
   * @param revision counts the changes
   */
  public GlobalListUpdater(String store, ListRevision revision) {
    this.store = store;
    this.revision = revision;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    entries = context.getStateStore(store);
  }

  @Override
  public void process(Record<String, V> record) {
    // The store first: whoever sees the new count must find the new entry.
    if (record.value() != null) {
      entries.put(record.key(), record.value());
      revision.added();
    } else if (entries.delete(record.key()) != null) {
      revision.removed(); // A heartbeat removes nothing, and is no change.
    }
  }
}
