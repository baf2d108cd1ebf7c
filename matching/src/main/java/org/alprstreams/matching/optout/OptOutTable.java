package org.alprstreams.matching.optout;

import java.util.Optional;
import org.alprstreams.avro.OptOut;

/** The opt-out list as the gate sees it. */
public interface OptOutTable {

  /** The entry under this key, or empty. */
  Optional<OptOut> find(String key);

  /** Whether there is no entry at all. */
  boolean isEmpty();
}
