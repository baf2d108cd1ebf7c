package org.alprstreams.retention.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.Investigation;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Investigations and court orders as this instance knows them. */
final class Books {

  private final KafkaStreams streams;

  Books(KafkaStreams streams) {
    this.streams = streams;
  }

  Optional<Investigation> investigation(String caseNumber) {
    return Optional.ofNullable(
            this.<Investigation>store(EvidenceStores.INVESTIGATIONS).get(caseNumber))
        .map(found -> UndecodableCase.named(caseNumber, found));
  }

  /** By case number. */
  List<Investigation> investigations() {
    List<Investigation> all = new ArrayList<>();
    try (KeyValueIterator<String, Investigation> entries =
        this.<Investigation>store(EvidenceStores.INVESTIGATIONS).all()) {
      entries.forEachRemaining(entry -> all.add(UndecodableCase.named(entry.key, entry.value)));
    }
    all.sort(Comparator.comparing(Investigation::getCaseNumber));
    return all;
  }

  HoldBook holds() {
    return new HoldBook(this.<CourtHold>store(EvidenceStores.HOLDS));
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(
              name, QueryableStoreTypes.<String, V>keyValueStore()));
    } catch (InvalidStateStoreException e) {
      throw new ReadsUnavailable("Cases and court orders are being loaded.", e);
    }
  }
}
