package org.alprstreams.matching.optout;

import static org.alprstreams.matching.TestData.KEYS;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.TestData;
import org.alprstreams.schemas.plate.PlateText;

/** An opt-out list of the tests' secret, as the gate sees it. */
record ListedOptOuts(Map<String, OptOut> entries) implements OptOutTable {

  /**
   * @param expiry when the plate's opt-out ends, or null
   */
  static ListedOptOuts of(String plate, Instant expiry) {
    Map<String, OptOut> entries = new HashMap<>();
    entries.put(KEYS.checkKey(), TestData.optOut(null));
    entries.put(KEYS.of(new PlateText(plate)), TestData.optOut(expiry));
    return new ListedOptOuts(entries);
  }

  @Override
  public Optional<OptOut> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }
}
