package org.alprstreams.matching;

import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.optout.OptOutTable;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The opt-out list as an interactive query sees it. */
record QueriedOptOuts(ReadOnlyKeyValueStore<String, OptOut> store) implements OptOutTable {

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
