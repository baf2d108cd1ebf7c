package org.alprstreams.service.streams;

import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Lists in global stores, asked from outside of the topology that keeps them. */
public final class GlobalStores {

  private GlobalStores() {}

  /**
   * A list as it is now.
   *
   * @param name of its store
   * @return empty while it is being read for the first time, or when the application does not run
   */
  public static <V> Optional<ReadOnlyKeyValueStore<String, V>> find(
      KafkaStreams streams, String name) {
    try {
      return Optional.of(
          streams.store(
              StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.keyValueStore())));
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }
}
