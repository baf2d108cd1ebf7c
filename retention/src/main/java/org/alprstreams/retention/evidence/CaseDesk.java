package org.alprstreams.retention.evidence;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.retention.query.QueryRoutes;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.streams.KafkaStreams;

/** Everything by which investigations, evidence and court orders are managed, put together. */
public final class CaseDesk implements AutoCloseable {

  private final Register<Investigation> investigations;
  private final Register<CourtHold> holds;
  private final Register<Evidence> evidence;
  private final Register<ReadCorrections> corrections;

  /**
   * @param deadline how long one entry may take to be durable
   */
  public CaseDesk(KafkaClients kafka, Duration deadline) {
    Map<String, Object> durable = AccessLog.producerSettings(deadline);
    investigations =
        new Register<>(
            kafka.producer(Topics.INVESTIGATIONS, durable), Topics.INVESTIGATIONS, deadline);
    holds = new Register<>(kafka.producer(Topics.HOLDS, durable), Topics.HOLDS, deadline);
    evidence = new Register<>(kafka.producer(Topics.EVIDENCE, durable), Topics.EVIDENCE, deadline);
    corrections =
        new Register<>(kafka.producer(Topics.CORRECTIONS, durable), Topics.CORRECTIONS, deadline);
  }

  /**
   * Registers the routes.
   *
   * @return the evidence, for releases
   */
  public CaseEvidence register(
      HttpRoutes routes,
      KafkaStreams streams,
      EvidenceRules rules,
      EvidenceIndex index,
      UsagePolicy policy,
      QueryRoutes.Doors doors,
      Clock clock) {
    Books books = new Books(streams);
    RecordedAccess access = doors.access();
    LocalEvidence local =
        new LocalEvidence(streams, doors.lease(), rules, index, books, evidence, clock);
    WholeReads reads = new WholeReads(doors.local(), doors.search(), doors.peers());
    Attacher attacher = new Attacher(local, reads, evidence, corrections, doors.peers(), clock);
    EvidenceRouter router = new EvidenceRouter(streams, local, attacher, doors.peers(), evidence);
    new CaseRoutes(books, investigations, access, policy, clock).register(routes);
    new HoldRoutes(router, books, holds, access, clock).register(routes);
    new EvidenceRoutes(router, books, doors.search(), evidence, access, clock).register(routes);
    if (doors.peers().isConnected()) {
      new EvidencePeerRoute(local, attacher, reads, doors.peers()).register(routes);
    }
    return new CaseEvidence(router, books);
  }

  @Override
  public void close() {
    investigations.close();
    holds.close();
    evidence.close();
    corrections.close();
  }
}
