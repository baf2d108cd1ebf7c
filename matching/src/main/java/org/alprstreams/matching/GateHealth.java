package org.alprstreams.matching;

import java.util.function.Supplier;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

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
    try {
      ReadOnlyKeyValueStore<String, OptOut> table =
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  GlobalLists.OPT_OUTS, QueryableStoreTypes.keyValueStore()));
      return gate.isReady(new GlobalOptOuts(table))
          ? HealthState.up()
          : HealthState.down(
              "The opt-out list was made with another secret than alpr.opt-out.secret: nothing"
                  + " passes until they agree");
    } catch (InvalidStateStoreException e) {
      return HealthState.starting("the opt-out list is being read");
    }
  }
}
