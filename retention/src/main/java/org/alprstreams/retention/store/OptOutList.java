package org.alprstreams.retention.store;

import java.time.Instant;
import org.alprstreams.avro.OptOut;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The opt-out list as a question: is this plate on it now? */
final class OptOutList {

  private final ReadOnlyKeyValueStore<String, OptOut> entries;
  private final PlateHash hash;

  OptOutList(ReadOnlyKeyValueStore<String, OptOut> entries, PlateHash hash) {
    this.entries = entries;
    this.hash = hash;
  }

  boolean covers(String plateText, Instant now) {
    OptOut entry = entries.get(hash.of(new PlateText(plateText)));
    return entry != null && (entry.getExpiresAt() == null || entry.getExpiresAt().isAfter(now));
  }
}
