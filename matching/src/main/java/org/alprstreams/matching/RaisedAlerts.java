package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Alerts raised lately, without their crops, each in its latest revision: by plate key, then read,
 * then entry.
 */
final class RaisedAlerts {

  private static final char SEPARATOR = '/';
  private static final StringSerializer PREFIX = new StringSerializer();

  private final KeyValueStore<String, Alert> store;

  RaisedAlerts(KeyValueStore<String, Alert> store) {
    this.store = store;
  }

  List<Alert> ofPlateKey(String plateKey) {
    return startingWith(plateKey + SEPARATOR);
  }

  List<Alert> ofRead(String plateKey, String readId) {
    return startingWith(plateKey + SEPARATOR + readId + SEPARATOR);
  }

  void put(String plateKey, Alert alert) {
    store.put(
        plateKey + SEPARATOR + alert.getReadId() + SEPARATOR + alert.getEntryId(),
        Alert.newBuilder(alert).setPlateCrop(null).build());
  }

  /** Forgets alerts raised before this time. */
  void forgetBefore(Instant time) {
    List<String> forgotten = new ArrayList<>();
    try (KeyValueIterator<String, Alert> alerts = store.all()) {
      alerts.forEachRemaining(
          alert -> {
            if (alert.value.getRaisedAt().isBefore(time)) {
              forgotten.add(alert.key);
            }
          });
    }
    forgotten.forEach(store::delete);
  }

  private List<Alert> startingWith(String prefix) {
    List<Alert> found = new ArrayList<>();
    try (KeyValueIterator<String, Alert> alerts = store.prefixScan(prefix, PREFIX)) {
      while (alerts.hasNext()) {
        KeyValue<String, Alert> alert = alerts.next();
        found.add(alert.value);
      }
    }
    return found;
  }
}
