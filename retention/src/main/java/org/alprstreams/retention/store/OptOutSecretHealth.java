package org.alprstreams.retention.store;

import java.util.function.Supplier;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Whether the opt-out list was made with this process's secret. With another one nobody is found on
 * it: nothing that is kept would be purged, and nothing would say so.
 */
public final class OptOutSecretHealth implements Supplier<HealthState> {

  private final PlateHash hash;
  private final KafkaStreams streams;

  public OptOutSecretHealth(PlateHash hash, KafkaStreams streams) {
    this.hash = hash;
    this.streams = streams;
  }

  @Override
  public HealthState get() {
    try {
      ReadOnlyKeyValueStore<String, OptOut> list =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  ReadStores.OPT_OUTS, QueryableStoreTypes.keyValueStore()));
      return isOurs(list)
          ? HealthState.up()
          : HealthState.down(
              "The opt-out list was made with another secret than alpr.opt-out.secret: what is kept"
                  + " of opted-out plates is not purged until they agree");
    } catch (InvalidStateStoreException e) {
      return HealthState.starting("the opt-out list is being read");
    }
  }

  private boolean isOurs(ReadOnlyKeyValueStore<String, OptOut> list) {
    if (list.get(hash.checkKey()) != null) {
      return true;
    }
    try (KeyValueIterator<String, OptOut> entries = list.all()) {
      return !entries.hasNext();
    }
  }
}
