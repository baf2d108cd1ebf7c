package org.alprstreams.retention.release;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Investigation;
import org.alprstreams.retention.evidence.CaseEvidence;
import org.alprstreams.retention.evidence.EvidenceJson;
import org.alprstreams.retention.evidence.PieceJson;
import org.alprstreams.retention.query.Json;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.schemas.policy.Recipient;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.ScanException;
import org.alprstreams.service.kafka.TopicScan;

/**
 * {@code POST /cases/{caseNumber}/releases}: the case's evidence as a signed bundle. Data goes to
 * the agency that runs the system, or to a public agency that the policy names (Civil Code
 * 1798.90.55(b)), and to nobody else; every release and every refusal is a record.
 */
public final class ReleaseRoutes {

  private final CaseEvidence evidence;
  private final RecordedAccess access;
  private final UsagePolicy policy;
  private final Recipients recipients;
  private final Optional<SigningKey> key;
  private final KafkaClients kafka;
  private final Clock clock;

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
    this.policy = policy;
    this.recipients = new Recipients(policy, access);
    this.key = key;
    this.kafka = kafka;
    this.clock = clock;
  }

  /** Registers the route. */
  public void register(HttpRoutes routes) {
    routes.post("/cases/{caseNumber}/releases", Permission.MANAGE_CASES, this::release);
  }

  private void release(Context context) {
    Wanted wanted = Wanted.parse(context, Wanted.class, Wanted.SHAPE).checked();
    Investigation investigation = evidence.investigation(context.pathParam("caseNumber"));
    SigningKey signing = required(key);
    Release release =
        release(
            Caller.of(context),
            investigation,
            recipients.permitted(wanted, request(context, investigation, Map.of())),
            wanted.request());
    List<EvidenceJson> pieces =
        Responses.available(() -> evidence.all(investigation.getCaseNumber(), context));
    if (pieces.isEmpty()) {
      throw new Problem(404, "No evidence", "No evidence is kept for this case.");
    }
    Request request = request(context, investigation, elements(release, pieces));
    access.act(
        request,
        pieces.size(),
        () -> {
          announce(context, release);
          write(context, release, signing, pieces);
          return release;
        });
  }

  /** The key that signs bundles; without one there is none to send. */
  static SigningKey required(Optional<SigningKey> key) {
    return key.orElseThrow(
        () ->
            new Problem(
                503,
                "No signing key",
                "Bundles are signed; the operator sets alpr.access-log.signing-key."));
  }

  /** Says what is about to be sent. */
  static void announce(Context context, Release release) {
    context.header("Cache-Control", "no-store");
    context.header(
        "Content-Disposition", "attachment; filename=\"release-" + release.releaseId() + ".zip\"");
    context.header("Alpr-Release-Id", release.releaseId());
    context.contentType("application/zip");
  }

  private Release release(
      Caller caller, Investigation investigation, Recipient recipient, String request) {
    return new Release(
        UUID.randomUUID().toString(),
        investigation.getCaseNumber(),
        null,
        investigation.getAgency(),
        investigation.getPurpose(),
        recipient.agency(),
        recipient.legalBasis(),
        request,
        caller.username(),
        caller.organisation(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        policy.version(),
        policy.hash());
  }

  private static Map<String, String> elements(Release release, List<EvidenceJson> pieces) {
    Map<String, String> elements = new HashMap<>();
    elements.put("releaseId", release.releaseId());
    elements.put("recipient", release.recipient());
    elements.put("legalBasis", release.legalBasis());
    if (release.request() != null) {
      elements.put("request", release.request());
    }
    elements.put(
        "plates",
        pieces.stream()
            .flatMap(EvidenceJson::plates)
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")));
    return elements;
  }

  private static Request request(
      Context context, Investigation investigation, Map<String, String> elements) {
    return new Request(
        Caller.of(context),
        "RELEASE_EVIDENCE",
        elements,
        investigation.getPurpose(),
        Optional.of(investigation.getCaseNumber()));
  }

  /**
   * Sends the bundle as it is made. If anything fails on the way the connection ends without the
   * manifest, and what has arrived does not verify.
   */
  private void write(
      Context context, Release release, SigningKey signing, List<EvidenceJson> pieces) {
    try {
      // The first answer from other instances and the log comes before the first byte goes out.
      List<AccessRecord> extract = extract(release.caseNumber());
      Optional<PieceJson> first = evidence.piece(pieces.get(0), context);
      OutputStream out = context.outputStream();
      try (Bundle bundle = new Bundle(out, release, signing)) {
        ReleaseMark mark = new ReleaseMark(release);
        for (int i = 0; i < pieces.size(); i++) {
          Optional<PieceJson> piece = i == 0 ? first : evidence.piece(pieces.get(i), context);
          // Detached or expired since the list was made: then it is not released.
          if (piece.isPresent()) {
            add(bundle, String.format("reads/%04d", i + 1), piece.get(), mark);
          }
        }
        bundle.add("access-log.jsonl", lines(extract));
        bundle.add("policy.json", Json.write(policy.document()));
        bundle.finish();
      }
    } catch (ScanException e) {
      throw new ReadsUnavailable("The access log's extract cannot be read.", e);
    } catch (IOException e) {
      throw new IllegalStateException("A bundle was not sent whole.", e);
    }
  }

  private static void add(Bundle bundle, String path, PieceJson piece, ReleaseMark mark)
      throws IOException {
    bundle.readBy(piece.engine());
    bundle.add(path + ".json", piece.read().getBytes(StandardCharsets.UTF_8));
    bundle.add(path + "-evidence.json", Json.write(piece.entry()));
    if (piece.crop() != null) {
      bundle.addImage(path + "-plate.jpg", mark.on(piece.crop()), piece.crop());
    }
    if (piece.scene() != null) {
      bundle.addImage(path + "-scene.jpg", mark.on(piece.scene()), piece.scene());
    }
  }

  /** All accesses for this case so far, the record of this release included. */
  private List<AccessRecord> extract(String caseNumber) {
    List<AccessRecord> extract = new ArrayList<>();
    TopicScan.all(
        kafka,
        Topics.ACCESS_LOG,
        found -> {
          if (found.value() != null && caseNumber.equals(found.value().getCaseNumber())) {
            extract.add(found.value());
          }
        });
    return extract;
  }

  static byte[] lines(List<AccessRecord> records) {
    return records.stream()
        .map(record -> AccessExport.line(record) + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }
}
