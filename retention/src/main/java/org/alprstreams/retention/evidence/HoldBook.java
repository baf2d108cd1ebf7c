package org.alprstreams.retention.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.CourtHold;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The court orders as questions. */
final class HoldBook {

  private final ReadOnlyKeyValueStore<String, CourtHold> holds;

  HoldBook(ReadOnlyKeyValueStore<String, CourtHold> holds) {
    this.holds = holds;
  }

  /** The orders in force at this time, to be asked about many pieces of evidence. */
  Orders inForce(Instant now) {
    return new Orders(all().stream().filter(hold -> isInForce(hold, now)).toList());
  }

  List<CourtHold> all() {
    List<CourtHold> all = new ArrayList<>();
    try (KeyValueIterator<String, CourtHold> entries = holds.all()) {
      while (entries.hasNext()) {
        KeyValue<String, CourtHold> entry = entries.next();
        all.add(UndecodableHold.named(entry.key, entry.value));
      }
    }
    return all;
  }

  Optional<CourtHold> find(String holdId) {
    return Optional.ofNullable(holds.get(holdId)).map(hold -> UndecodableHold.named(holdId, hold));
  }

  /** Until it is released or expires; an order that was recorded holds from then on. */
  static boolean isInForce(CourtHold hold, Instant now) {
    return hold.getReleasedAt() == null
        && (hold.getExpiresAt() == null || now.isBefore(hold.getExpiresAt()));
  }

  /**
   * Orders in force.
   *
   * @param holds all of them
   */
  record Orders(List<CourtHold> holds) {

    /** Whether any of them keeps this read in this case. */
    boolean keep(EvidenceKey key) {
      return holds.stream().anyMatch(hold -> covers(hold, key));
    }

    /** Numbers of the orders that keep it. */
    List<String> of(EvidenceKey key) {
      return holds.stream()
          .filter(hold -> covers(hold, key))
          .map(CourtHold::getOrderNumber)
          .sorted()
          .toList();
    }

    private static boolean covers(CourtHold hold, EvidenceKey key) {
      return UndecodableHold.is(hold)
          || hold.getCaseNumbers().contains(key.caseNumber())
          || hold.getReadIds().contains(key.readId());
    }
  }
}
