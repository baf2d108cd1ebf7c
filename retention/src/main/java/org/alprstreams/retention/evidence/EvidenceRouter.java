package org.alprstreams.retention.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks whoever keeps the case: this instance or another. Everything fails with {@link
 * ReadsUnavailable} where an owner is changing or silent.
 */
final class EvidenceRouter {

  private final KafkaStreams streams;
  private final LocalEvidence local;
  private final Attacher attacher;
  private final Peers peers;
  private final Register<?> register;

  /**
   * @param register knows how many partitions evidence has
   */
  EvidenceRouter(
      KafkaStreams streams,
      LocalEvidence local,
      Attacher attacher,
      Peers peers,
      Register<?> register) {
    this.streams = streams;
    this.local = local;
    this.attacher = attacher;
    this.peers = peers;
    this.register = register;
  }

  /** Attaches reads to a case. */
  Attached attach(EvidenceCall.Copy copy, Context caller) {
    HostInfo owner = owner(copy.caseNumber());
    return peers.isSelf(owner)
        ? attacher.attach(copy, caller)
        : peers.await(ask(owner, EvidenceCall.of(copy), caller, new TypeReference<>() {}));
  }

  /** A page of a case. */
  List<EvidenceJson> page(EvidenceCall.Page page, Context caller) {
    HostInfo owner = owner(page.caseNumber());
    return peers.isSelf(owner)
        ? local.page(page)
        : peers.await(ask(owner, EvidenceCall.of(page), caller, new TypeReference<>() {}));
  }

  /** One piece. */
  Optional<PieceJson> piece(EvidenceCall.Piece piece, Context caller) {
    HostInfo owner = owner(piece.key().caseNumber());
    return peers.isSelf(owner)
        ? local.piece(piece)
        : peers.await(ask(owner, EvidenceCall.of(piece), caller, new TypeReference<>() {}));
  }

  /** What a court's order covers, whoever keeps it. */
  Covered covered(List<String> caseNumbers, List<String> readIds, Context caller) {
    long end = System.nanoTime() + peers.deadline().toNanos();
    int partitions = register.partitions();
    Set<Integer> concerned =
        readIds.isEmpty()
            ? caseNumbers.stream()
                .map(number -> EvidenceKey.partition(number, partitions))
                .collect(Collectors.toSet())
            : IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
    long pieces = 0;
    Set<String> found = new HashSet<>();
    List<CompletableFuture<Covered>> asked = new ArrayList<>();
    for (Map.Entry<HostInfo, Set<Integer>> owned : byOwner(concerned).entrySet()) {
      EvidenceCall.Order part =
          new EvidenceCall.Order(Set.copyOf(caseNumbers), Set.copyOf(readIds), owned.getValue());
      asked.add(
          peers.isSelf(owned.getKey())
              ? CompletableFuture.completedFuture(local.covered(part))
              : ask(owned.getKey(), EvidenceCall.of(part), caller, new TypeReference<>() {}));
    }
    for (CompletableFuture<Covered> answer : asked) {
      Covered covered = Peers.await(answer, end);
      pieces += covered.pieces();
      found.addAll(covered.readIds());
    }
    return new Covered(pieces, found);
  }

  private HostInfo owner(String caseNumber) {
    int partition = EvidenceKey.partition(caseNumber, register.partitions());
    return byOwner(Set.of(partition)).keySet().iterator().next();
  }

  private Map<HostInfo, Set<Integer>> byOwner(Set<Integer> partitions) {
    Map<HostInfo, Set<Integer>> byOwner = new HashMap<>();
    Set<Integer> left = new HashSet<>(partitions);
    for (StreamsMetadata instance : instances()) {
      instance.topicPartitions().stream()
          .filter(owned -> owned.topic().equals(Topics.EVIDENCE.name()))
          .map(TopicPartition::partition)
          .filter(left::remove)
          .forEach(
              partition ->
                  byOwner
                      .computeIfAbsent(instance.hostInfo(), host -> new HashSet<>())
                      .add(partition));
    }
    if (!left.isEmpty()) {
      throw new ReadsUnavailable("The case's partition has no owner at present.");
    }
    return byOwner;
  }

  private Collection<StreamsMetadata> instances() {
    try {
      return streams.streamsMetadataForStore(EvidenceStores.EVIDENCE);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new ReadsUnavailable("Cases are being assigned to instances.", e);
    }
  }

  private <T> CompletableFuture<T> ask(
      HostInfo host, EvidenceCall call, Context caller, TypeReference<T> type) {
    return peers
        .ask(host, EvidencePeerRoute.PATH, caller, Json.write(call))
        .thenApply(
            answer -> {
              try {
                return Json.read(answer, type);
              } catch (IOException e) {
                throw new ReadsUnavailable("An instance of another release answers.", e);
              }
            });
  }
}
