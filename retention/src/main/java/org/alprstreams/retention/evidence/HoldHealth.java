package org.alprstreams.retention.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.GlobalStores;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Whether all court orders can be decoded: while one cannot, no evidence is deleted. */
public final class HoldHealth implements Supplier<HealthState> {

  private final KafkaStreams streams;
  private final Clock clock;

  public HoldHealth(KafkaStreams streams, Clock clock) {
    this.streams = streams;
    this.clock = clock;
  }

  @Override
  public HealthState get() {
    return GlobalStores.<CourtHold>find(streams, EvidenceStores.HOLDS)
        .map(holds -> of(holds, clock.instant()))
        .orElseGet(() -> HealthState.starting("court orders are being read"));
  }

  static HealthState of(ReadOnlyKeyValueStore<String, CourtHold> holds, Instant now) {
    long undecodable =
        new HoldBook(holds).inForce(now).holds().stream().filter(UndecodableHold::is).count();
    return undecodable == 0
        ? HealthState.up()
        : HealthState.warning(
            undecodable
                + " court order(s) in alpr.holds cannot be decoded, so no evidence is deleted. If"
                + " the schema registry lost their schema, give it back and restart. Otherwise"
                + " record anew what the court's papers say (POST /holds), and then release those"
                + " that GET /holds calls undecodable");
  }
}
