package org.alprstreams.retention.evidence;

import com.fasterxml.jackson.core.type.TypeReference;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.Peers;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.topic.Topics;
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

  private HostInfo owner(String caseNumber) {
    int partition = EvidenceKey.partition(caseNumber, register.partitions());
    try {
      return streams.streamsMetadataForStore(EvidenceStores.EVIDENCE).stream()
          .filter(
              instance ->
                  instance.topicPartitions().stream()
                      .anyMatch(
                          owned ->
                              owned.topic().equals(Topics.EVIDENCE.name())
                                  && owned.partition() == partition))
          .map(StreamsMetadata::hostInfo)
          .findFirst()
          .orElseThrow(() -> new ReadsUnavailable("The case's partition has no owner at present."));
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
