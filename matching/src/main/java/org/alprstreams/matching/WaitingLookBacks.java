package org.alprstreams.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.alprstreams.avro.LookBackRead;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Reads that look-backs found and whose entry, or the list of opt-outs, is not here yet. */
final class WaitingLookBacks {

  private final KeyValueStore<String, LookBackRead> store;

  WaitingLookBacks(KeyValueStore<String, LookBackRead> store) {
    this.store = store;
  }

  void add(LookBackRead found) {
    store.put(found.getLookBackId() + "/" + found.getImage().getReadId(), found);
  }

  /** Has a read that was taken back wait no longer, whichever look-backs found it. */
  void forget(String readId) {
    removeIf(found -> found.getImage().getReadId().equals(readId));
  }

  /** Asks each that waits, and removes those for which the answer is yes. */
  void removeIf(Predicate<LookBackRead> done) {
    List<String> over = new ArrayList<>(0);
    try (KeyValueIterator<String, LookBackRead> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, LookBackRead> next = all.next();
        if (done.test(next.value)) {
          over.add(next.key);
        }
      }
    }
    over.forEach(store::delete);
  }
}
