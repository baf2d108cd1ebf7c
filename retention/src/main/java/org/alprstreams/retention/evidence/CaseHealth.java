package org.alprstreams.retention.evidence;

import java.util.function.Supplier;
import org.alprstreams.avro.Investigation;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.GlobalStores;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Whether all investigations can be decoded: the evidence of one that cannot is not shown. */
public final class CaseHealth implements Supplier<HealthState> {

  private final KafkaStreams streams;

  public CaseHealth(KafkaStreams streams) {
    this.streams = streams;
  }

  @Override
  public HealthState get() {
    return GlobalStores.<Investigation>find(streams, EvidenceStores.INVESTIGATIONS)
        .map(CaseHealth::of)
        .orElseGet(() -> HealthState.starting("investigations are being read"));
  }

  static HealthState of(ReadOnlyKeyValueStore<String, Investigation> investigations) {
    long undecodable = 0;
    try (KeyValueIterator<String, Investigation> all = investigations.all()) {
      while (all.hasNext()) {
        undecodable += UndecodableCase.is(all.next().value) ? 1 : 0;
      }
    }
    return undecodable == 0
        ? HealthState.up()
        : HealthState.warning(
            undecodable
                + " investigation(s) in alpr.investigations cannot be decoded, and their evidence is"
                + " shown to nobody. If the schema registry lost their schema, give it back and"
                + " restart. Otherwise open them again with the agency and purpose that the access"
                + " log has of them (POST /cases); GET /cases calls them undecodable");
  }
}
