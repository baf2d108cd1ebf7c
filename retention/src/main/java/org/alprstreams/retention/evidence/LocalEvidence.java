package org.alprstreams.retention.evidence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.Evidence;
import org.alprstreams.retention.query.Bytes;
import org.alprstreams.retention.query.OwnersLease;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.store.StoreKey;
import org.alprstreams.retention.write.Register;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Answers what is asked about the cases that this instance keeps. Clamps by its own clock, as all
 * queries do. Everything fails with {@link ReadsUnavailable} while partitions move.
 */
final class LocalEvidence {

  /** The last instant that a store key can hold. */
  private static final long MAX_MILLIS = 9_999_999_999_998L;

  private final KafkaStreams streams;
  private final OwnersLease lease;
  private final EvidenceRules rules;
  private final EvidenceIndex index;
  private final Books books;
  private final Register<?> register;
  private final Clock clock;

  /**
   * @param register knows how many partitions evidence has
   */
  LocalEvidence(
      KafkaStreams streams,
      OwnersLease lease,
      EvidenceRules rules,
      EvidenceIndex index,
      Books books,
      Register<?> register,
      Clock clock) {
    this.streams = streams;
    this.lease = lease;
    this.rules = rules;
    this.index = index;
    this.books = books;
    this.register = register;
    this.clock = clock;
  }

  /** Whether this read is in this case, of this instance's own. */
  boolean has(EvidenceKey key) {
    return lease.whole(() -> evidence(key.caseNumber()).get(key.encoded()) != null);
  }

  /** A case's evidence, newest first. */
  List<EvidenceJson> page(EvidenceCall.Page page) {
    return lease.whole(() -> kept(page));
  }

  private List<EvidenceJson> kept(EvidenceCall.Page page) {
    Instant now = clock.instant();
    HoldBook.Orders orders = books.holds().inForce(now);
    String first = StoreKey.from(page.caseNumber(), Instant.EPOCH);
    String last =
        page.before()
            .map(EvidenceKey::encoded)
            .orElseGet(() -> StoreKey.from(page.caseNumber(), Instant.ofEpochMilli(MAX_MILLIS)));
    List<EvidenceJson> found = new ArrayList<>();
    try (KeyValueIterator<String, Evidence> entries =
        evidence(page.caseNumber()).reverseRange(first, last)) {
      while (entries.hasNext() && found.size() < page.limit()) {
        KeyValue<String, Evidence> entry = entries.next();
        EvidenceKey.parse(entry.key)
            .filter(key -> page.before().filter(key::equals).isEmpty())
            .filter(key -> isShown(key, orders, now))
            .ifPresent(key -> found.add(EvidenceJson.of(key, entry.value, rules, orders)));
      }
    }
    return found;
  }

  /** One piece, whole. */
  Optional<PieceJson> piece(EvidenceCall.Piece piece) {
    return lease.whole(() -> kept(piece));
  }

  private Optional<PieceJson> kept(EvidenceCall.Piece piece) {
    Instant now = clock.instant();
    HoldBook.Orders orders = books.holds().inForce(now);
    EvidenceKey key = piece.key();
    return Optional.ofNullable(evidence(key.caseNumber()).get(key.encoded()))
        .filter(kept -> isShown(key, orders, now))
        .map(kept -> piece(EvidenceJson.of(key, kept, rules, orders), kept));
  }

  private static PieceJson piece(EvidenceJson entry, Evidence kept) {
    return entry.undecodable()
        ? new PieceJson(entry, null, null, null, null)
        : new PieceJson(
            entry,
            AvroJson.of(kept.getRead()),
            kept.getRead().getEngine(),
            Bytes.of(kept.getPlateCrop()),
            Bytes.of(kept.getScene()));
  }

  /** What an order covers in these partitions, all of this instance's own. */
  Covered covered(EvidenceCall.Order order) {
    return lease.whole(
        () -> {
          long pieces = 0;
          Set<String> readIds = new HashSet<>();
          for (int partition : order.partitions()) {
            for (EvidenceKey key : index.keys(partition)) {
              boolean byRead = order.readIds().contains(key.readId());
              if (byRead) {
                readIds.add(key.readId());
              }
              if (byRead || order.caseNumbers().contains(key.caseNumber())) {
                pieces++;
              }
            }
          }
          return new Covered(pieces, readIds);
        });
  }

  private boolean isShown(EvidenceKey key, HoldBook.Orders orders, Instant now) {
    return !rules.isOver(key.collectedAt(), now) || orders.keep(key);
  }

  private ReadOnlyKeyValueStore<String, Evidence> evidence(String caseNumber) {
    return store(
        EvidenceStores.EVIDENCE,
        EvidenceKey.partition(caseNumber, register.partitions()),
        QueryableStoreTypes.keyValueStore());
  }

  private <T> T store(String name, int partition, QueryableStoreType<T> type) {
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
    } catch (InvalidStateStoreException e) {
      throw new ReadsUnavailable("Reads are being moved between instances or restored.", e);
    }
  }
}
