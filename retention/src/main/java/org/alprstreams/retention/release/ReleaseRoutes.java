package org.alprstreams.retention.release;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alprstreams.avro.Investigation;
import org.alprstreams.retention.evidence.CaseEvidence;
import org.alprstreams.retention.evidence.EvidenceJson;
import org.alprstreams.retention.evidence.PieceJson;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.retention.release.Release.Ground;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.kafka.KafkaClients;

/**
 * {@code POST /cases/{caseNumber}/releases}: the case's evidence as a signed bundle. Data goes to
 * the agency that runs the system, or to a public agency that the policy names (Civil Code
 * 1798.90.55(b)), and to nobody else; every release and every refusal is a record.
 */
public final class ReleaseRoutes {

  private final CaseEvidence evidence;
  private final RecordedAccess access;
  private final Recipients recipients;
  private final Sending sending;

  /**
   * @param key signs bundles; without it nothing is released
   * @param kafka reads the access log's extract
   */
  public ReleaseRoutes(
      CaseEvidence evidence,
      RecordedAccess access,
      UsagePolicy policy,
      Optional<SigningKey> key,
      KafkaClients kafka,
      Clock clock) {
    this.evidence = evidence;
    this.access = access;
    this.recipients = new Recipients(policy, access);
    this.sending = new Sending(policy, key, kafka, clock);
  }

  /** Registers the route. */
  public void register(HttpRoutes routes) {
    routes.post("/cases/{caseNumber}/releases", Permission.MANAGE_CASES, this::release);
  }

  private void release(Context context) {
    Wanted wanted = Wanted.parse(context);
    Investigation investigation = evidence.investigation(context.pathParam("caseNumber"));
    Request asked =
        access.authorised(
            new Request(
                Caller.of(context),
                "RELEASE_EVIDENCE",
                Map.of(),
                investigation.getPurpose(),
                Optional.of(investigation.getCaseNumber())));
    sending.key();
    Release release =
        sending.release(
            ground(investigation),
            recipients.permitted(wanted, asked),
            wanted.request(),
            asked.caller());
    List<EvidenceJson> pieces =
        Responses.available(() -> evidence.all(investigation.getCaseNumber(), context));
    if (pieces.isEmpty()) {
      throw new Problem(404, "No evidence", "No evidence is kept for this case.");
    }
    access.act(
        asked.with(elements(release, pieces)),
        pieces.size(),
        () -> {
          send(context, release, pieces);
          return release;
        });
  }

  private static Ground ground(Investigation investigation) {
    return new Ground(
        investigation.getCaseNumber(), null, investigation.getAgency(), investigation.getPurpose());
  }

  private static Map<String, String> elements(Release release, List<EvidenceJson> pieces) {
    Map<String, String> elements = release.elements();
    elements.put(
        "plates",
        pieces.stream()
            .flatMap(EvidenceJson::plates)
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")));
    return elements;
  }

  private void send(Context context, Release release, List<EvidenceJson> pieces) {
    // The first answer from other instances comes before the first byte goes out.
    Optional<PieceJson> first = evidence.piece(pieces.get(0), context);
    sending.send(
        context,
        release,
        Instant.EPOCH,
        record -> release.caseNumber().equals(record.getCaseNumber()),
        (bundle, mark) -> {
          for (int i = 0; i < pieces.size(); i++) {
            Optional<PieceJson> piece = i == 0 ? first : evidence.piece(pieces.get(i), context);
            // Detached or expired since the list was made: then it is not released.
            if (piece.isPresent()) {
              add(bundle, String.format("reads/%04d", i + 1), piece.get(), mark);
            }
          }
        });
  }

  private static void add(Bundle bundle, String path, PieceJson piece, ReleaseMark mark)
      throws IOException {
    if (!piece.entry().undecodable()) {
      bundle.readBy(piece.engine());
      bundle.add(path + ".json", piece.read().getBytes(StandardCharsets.UTF_8));
    }
    bundle.add(path + "-evidence.json", Json.write(piece.entry()));
    bundle.addImages(path, mark, piece.crop(), piece.scene());
  }
}
