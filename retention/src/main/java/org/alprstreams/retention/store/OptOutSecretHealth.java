package org.alprstreams.retention.store;

import java.util.function.Supplier;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.GlobalStores;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.KeyValueIterator;
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
    return GlobalStores.<OptOut>find(streams, ReadStores.OPT_OUTS)
        .map(
            list ->
                isOurs(list)
                    ? HealthState.up()
                    : HealthState.down(
                        "The opt-out list was made with another secret than alpr.opt-out.secret:"
                            + " what is kept of opted-out plates is not purged until they agree"))
        .orElseGet(() -> HealthState.starting("the opt-out list is being read"));
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
