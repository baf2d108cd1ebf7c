package org.alprstreams.matching;

import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.optout.OptOutTable;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The opt-out list in its global store. Kafka Streams fills the store before it lets any look
 * through, so a gate that can ask it has all of the list.
 */
record GlobalOptOuts(ReadOnlyKeyValueStore<String, OptOut> store) implements OptOutTable {

  @Override
  public Optional<OptOut> find(String key) {
    return Optional.ofNullable(store.get(key));
  }

  @Override
  public boolean isEmpty() {
    try (KeyValueIterator<String, OptOut> entries = store.all()) {
      return !entries.hasNext();
    }
  }
}
