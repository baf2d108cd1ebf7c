package org.alprstreams.matching;

import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.optout.OptOutTable;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * The opt-out list in its global store. Kafka Streams fills the store before it lets any look
 * through, so a gate that can ask it has all of the list.
 */
final class GlobalOptOuts implements OptOutTable {

  private final TimestampedKeyValueStore<String, OptOut> store;

  GlobalOptOuts(TimestampedKeyValueStore<String, OptOut> store) {
    this.store = store;
  }

  @Override
  public Optional<OptOut> find(String key) {
    return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(store.get(key)));
  }

  @Override
  public boolean isEmpty() {
    try (KeyValueIterator<String, ?> entries = store.all()) {
      return !entries.hasNext();
    }
  }
}
