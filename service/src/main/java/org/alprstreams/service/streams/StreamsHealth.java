package org.alprstreams.service.streams;

import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.BrokerContact;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * What a topology's state says about health. While it rebalances after having run, it still serves
 * from its stores; before it first ran, its stores are still being filled. Its state says nothing
 * of brokers that are lost, so contact with them counts beside it.
 */
final class StreamsHealth {

  private final BrokerContact brokers;
  private volatile State state = State.CREATED;
  private volatile boolean hasRun;
  private volatile String failure = "";

  StreamsHealth(BrokerContact brokers) {
    this.brokers = brokers;
  }

  void changed(State now) {
    hasRun |= now == State.RUNNING;
    state = now;
  }

  /**
   * @param exception the class of what ended the topology
   */
  void failed(String exception) {
    failure = exception;
  }

  HealthState now() {
    if (!failure.isEmpty()) {
      return HealthState.dead("ended by " + failure);
    }
    return switch (state) {
      case RUNNING -> whileInContact();
      case REBALANCING ->
          hasRun ? whileInContact() : HealthState.starting("restoring state: " + state);
      case CREATED -> HealthState.starting("bootstrapping: " + state);
      case PENDING_SHUTDOWN, NOT_RUNNING -> HealthState.down("stopped: " + state);
      case PENDING_ERROR, ERROR -> HealthState.dead("failed: " + state);
    };
  }

  private HealthState whileInContact() {
    return brokers.lost().orElseGet(HealthState::up);
  }
}
