package org.alprstreams.matching;

import java.util.function.Supplier;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.GlobalStores;
import org.apache.kafka.streams.KafkaStreams;

/** Whether the opt-out gate lets anything pass. */
final class GateHealth implements Supplier<HealthState> {

  private final OptOutGate gate;
  private final KafkaStreams streams;

  GateHealth(OptOutGate gate, KafkaStreams streams) {
    this.gate = gate;
    this.streams = streams;
  }

  @Override
  public HealthState get() {
    return GlobalStores.<OptOut>find(streams, GlobalLists.OPT_OUTS)
        .map(
            list ->
                gate.isReady(new GlobalOptOuts(list))
                    ? HealthState.up()
                    : HealthState.down(
                        "The opt-out list was made with another secret than alpr.opt-out.secret:"
                            + " nothing passes until they agree"))
        .orElseGet(() -> HealthState.starting("the opt-out list is being read"));
  }
}
