package org.alprstreams.retention.store;

import java.time.Instant;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The opt-out list as a question: would the gate let this read pass now? */
final class OptOutList {

  private final ReadOnlyKeyValueStore<String, OptOut> entries;
  private final OptOutRule rule;

  OptOutList(ReadOnlyKeyValueStore<String, OptOut> entries, OptOutRule rule) {
    this.entries = entries;
    this.rule = rule;
  }

  /** Whether a plate is on the list that the read may show. */
  boolean covers(PlateRead read, Instant now) {
    return rule.readings().of(new PlateText(read.getPlateText()), read.getCharacters()).stream()
        .map(rule.hash()::of)
        .map(entries::get)
        .anyMatch(entry -> entry != null && isInForce(entry, now));
  }

  private static boolean isInForce(OptOut entry, Instant now) {
    return entry.getExpiresAt() == null || now.isBefore(entry.getExpiresAt());
  }
}
