package org.alprstreams.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alprstreams.avro.Alert;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Alerts raised lately, each in its latest revision, with its crop for as long as it can be
 * revised: by plate key, then read, then entry.
 */
final class RaisedAlerts {

  private static final char SEPARATOR = '/';
  private static final StringSerializer PREFIX = new StringSerializer();

  private final KeyValueStore<String, Alert> store;

  RaisedAlerts(KeyValueStore<String, Alert> store) {
    this.store = store;
  }

  List<Alert> ofPlateKey(String plateKey) {
    List<Alert> found = new ArrayList<>();
    try (KeyValueIterator<String, Alert> alerts = store.prefixScan(plateKey + SEPARATOR, PREFIX)) {
      alerts.forEachRemaining(alert -> found.add(alert.value));
    }
    return found;
  }

  /** Hands over every alert; the receiver may put and remove. */
  void forEach(Consumer<Remembered> receiver) {
    List<Remembered> all = new ArrayList<>();
    try (KeyValueIterator<String, Alert> alerts = store.all()) {
      while (alerts.hasNext()) {
        KeyValue<String, Alert> alert = alerts.next();
        String plateKey = alert.key.substring(0, alert.key.indexOf(SEPARATOR));
        all.add(new Remembered(plateKey, alert.value));
      }
    }
    all.forEach(receiver);
  }

  /** What is remembered in place of this alert: the one of its read and entry. */
  Optional<Alert> find(String plateKey, Alert alert) {
    return Optional.ofNullable(store.get(key(plateKey, alert)));
  }

  void put(String plateKey, Alert alert) {
    store.put(key(plateKey, alert), alert);
  }

  void remove(Remembered alert) {
    store.delete(key(alert.plateKey(), alert.alert()));
  }

  private static String key(String plateKey, Alert alert) {
    return plateKey + SEPARATOR + alert.getReadId() + SEPARATOR + alert.getEntryId();
  }

  /** An alert, and the plate key of the read that raised it. */
  record Remembered(String plateKey, Alert alert) {}
}
