package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.InvestigationStatus;
import org.alprstreams.retention.query.Parameters;
import org.alprstreams.retention.query.ReadRef;
import org.alprstreams.retention.query.ReadSearch;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Found;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Reads of a case: attached while they are kept, listed, looked at, detached. Purpose and case
 * number of each access are the case's own. Whose purpose the policy authorises no more, nobody
 * looks at or adds to; detaching goes on.
 */
final class EvidenceRoutes {

  private static final int MOST_LISTED = 1000;
  private static final int FEW_LISTED = 100;
  private static final String SHAPE =
      "{\"reads\": [{\"readId\": \"…\", \"plate\": \"…\", \"capturedAt\": \"…\"}]} or"
          + " {\"query\": {\"plate\": \"…\"}, \"confirm\": 3}";

  private final EvidenceRouter router;
  private final Books books;
  private final ReadSearch reads;
  private final Register<Evidence> register;
  private final RecordedAccess access;
  private final Clock clock;

  EvidenceRoutes(
      EvidenceRouter router,
      Books books,
      ReadSearch reads,
      Register<Evidence> register,
      RecordedAccess access,
      Clock clock) {
    this.router = router;
    this.books = books;
    this.reads = reads;
    this.register = register;
    this.access = access;
    this.clock = clock;
  }

  void register(HttpRoutes routes) {
    String evidence = "/cases/{caseNumber}/evidence";
    routes.post(evidence, Permission.MANAGE_CASES, this::attach);
    routes.get(evidence, Permission.MANAGE_CASES, this::list);
    routes.get(evidence + "/{readId}/image", Permission.MANAGE_CASES, this::image);
    routes.delete(evidence + "/{readId}", Permission.MANAGE_CASES, this::detach);
  }

  /**
   * What to attach: reads as a query's answer names them, or all that a query finds.
   *
   * @param confirm with a query: how many it finds, as the answer without it said
   */
  record Attachment(List<ReadRef> reads, Map<String, Object> query, Integer confirm) {}

  private void attach(Context context) {
    Attachment body = Bodies.parse(context, Attachment.class, SHAPE);
    if ((body.reads() == null) == (body.query() == null)) {
      throw Responses.badParameter("Give either reads or query.");
    }
    Investigation investigation = investigation(context);
    if (investigation.getStatus() == InvestigationStatus.CLOSED) {
      throw new Problem(409, "Case closed", "Nothing can be attached to a closed case.");
    }
    if (body.reads() != null) {
      copy(context, investigation, checked(body.reads()), Map.of());
    } else {
      attachFound(context, investigation, body);
    }
  }

  private void attachFound(Context context, Investigation investigation, Attachment body) {
    ReadSearch.Search search = reads.search(Bodies.parameters(body.query()));
    // How many there are is an answer too, whatever comes of it.
    ReadSearch.Found found =
        access.answer(
            authorised(context, "COUNT_FOR_EVIDENCE", investigation, search.elements()),
            () -> {
              ReadSearch.Found all = search.run().apply(context);
              return new Found<>(all, all.reads().size(), Map.of());
            });
    int count = found.reads().size();
    if (found.more()) {
      throw new Problem(
          422,
          "Too many reads",
          "The query finds more than " + ReadSearch.MOST_READS + " reads: attach them in parts.");
    }
    if (body.confirm() == null) {
      Responses.json(context, Map.of("count", count, "confirm", count));
    } else if (body.confirm() != count) {
      throw new Problem(
          409,
          "Count differs",
          "The query finds " + count + " reads now; look again and confirm that number.");
    } else {
      copy(context, investigation, found.reads(), search.elements());
    }
  }

  private void copy(
      Context context,
      Investigation investigation,
      List<ReadRef> wanted,
      Map<String, String> elements) {
    Map<String, String> all = new HashMap<>(elements);
    all.put("reads", Integer.toString(wanted.size()));
    all.put("plates", plates(wanted)); // What a query found, it does not name.
    Instant now = now();
    Request request = authorised(context, "ATTACH_EVIDENCE", investigation, all);
    EvidenceCall.Copy copy =
        new EvidenceCall.Copy(
            wanted, investigation.getCaseNumber(), request.caller().username(), now);
    Attached done = access.act(request, wanted.size(), () -> router.attach(copy, context));
    Set<String> there =
        Stream.concat(done.attached().stream(), done.already().stream())
            .collect(Collectors.toSet());
    List<String> missing =
        wanted.stream().map(ReadRef::readId).filter(id -> !there.contains(id)).toList();
    if (there.isEmpty() && !wanted.isEmpty()) {
      throw new Problem(
          404,
          "No such reads",
          "None of these reads is kept: they have expired, were retracted, or never were.");
    }
    Responses.json(
        context,
        Map.of("attached", done.attached(), "alreadyAttached", done.already(), "missing", missing));
  }

  private static String plates(List<ReadRef> wanted) {
    return wanted.stream().map(ReadRef::plate).distinct().sorted().collect(Collectors.joining(","));
  }

  private static List<ReadRef> checked(List<ReadRef> given) {
    if (given.isEmpty() || given.size() > ReadSearch.MOST_READS) {
      throw Responses.badParameter("reads has 1 to " + ReadSearch.MOST_READS + " entries.");
    }
    return given.stream()
        .map(
            read -> {
              if (read == null) {
                throw Responses.badParameter("reads holds null.");
              }
              PlateText plate =
                  PlateText.tryParse(Bodies.text("plate", read.plate()))
                      .orElseThrow(() -> Responses.badParameter("plate is no plate's text."));
              return new ReadRef(
                  Bodies.id("readId", read.readId()),
                  plate.value(),
                  Bodies.time("capturedAt", read.capturedAt()));
            })
        .distinct()
        .toList();
  }

  private void list(Context context) {
    Investigation investigation = investigation(context);
    Parameters parameters = new Parameters(context.queryParamMap(), Set.of("limit", "cursor"));
    int limit = parameters.number("limit", 1, MOST_LISTED).orElse(FEW_LISTED);
    Optional<EvidenceKey> before =
        parameters.text("cursor").map(cursor -> cursor(investigation.getCaseNumber(), cursor));
    // One more than asked for tells whether there is another page.
    EvidenceCall.Page page =
        new EvidenceCall.Page(investigation.getCaseNumber(), before, limit + 1);
    List<EvidenceJson> found =
        access.answer(
            authorised(context, "QUERY_EVIDENCE", investigation, Map.of()),
            () -> {
              List<EvidenceJson> entries = router.page(page, context);
              return new Found<>(entries, Math.min(limit, entries.size()), Map.of());
            });
    boolean more = found.size() > limit;
    List<EvidenceJson> shown = more ? found.subList(0, limit) : found;
    Map<String, Object> answer = new HashMap<>();
    answer.put("evidence", shown);
    answer.put("nextCursor", more ? cursor(shown.get(limit - 1).key()) : null);
    Responses.json(context, answer);
  }

  private static String cursor(EvidenceKey key) {
    return key.collectedAt() + "~" + key.readId();
  }

  private static EvidenceKey cursor(String caseNumber, String cursor) {
    int end = cursor.indexOf('~');
    try {
      return new EvidenceKey(
          caseNumber,
          Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, Math.max(0, end))))
              .toEpochMilli(),
          cursor.substring(end + 1));
    } catch (NumberFormatException e) {
      throw Responses.badParameter("cursor is the 'nextCursor' of an earlier answer, unchanged.");
    }
  }

  private void image(Context context) {
    Investigation investigation = investigation(context);
    Parameters parameters = new Parameters(context.queryParamMap(), Set.of("at", "part"));
    String part = parameters.text("part").orElse("crop");
    if (!part.equals("crop") && !part.equals("scene")) {
      throw Responses.badParameter("part is crop or scene.");
    }
    EvidenceKey key = key(context, investigation, parameters);
    Map<String, String> elements = Map.of("readId", key.readId(), "part", part);
    Optional<byte[]> image =
        access.answer(
            authorised(context, "VIEW_EVIDENCE_IMAGE", investigation, elements),
            () -> {
              Optional<PieceJson> piece = router.piece(new EvidenceCall.Piece(key), context);
              Optional<byte[]> jpeg =
                  piece.map(found -> part.equals("crop") ? found.crop() : found.scene());
              return new Found<>(
                  jpeg,
                  jpeg.isPresent() ? 1 : 0,
                  piece.map(found -> named(found.entry())).orElse(Map.of()));
            });
    context.header("Cache-Control", "no-store");
    context
        .contentType("image/jpeg")
        .result(image.orElseThrow(() -> new Problem(404, "No image", "No such image is kept.")));
  }

  private void detach(Context context) {
    Investigation investigation = investigation(context);
    EvidenceKey key =
        key(context, investigation, new Parameters(context.queryParamMap(), Set.of("at")));
    EvidenceJson entry =
        Responses.available(() -> router.piece(new EvidenceCall.Piece(key), context))
            .map(PieceJson::entry)
            .orElseThrow(
                () -> new Problem(404, "No such evidence", "This read is not in the case."));
    Map<String, String> elements = new HashMap<>(named(entry));
    elements.put("readId", key.readId());
    Request request = request(context, "DETACH_EVIDENCE", investigation, elements);
    if (!entry.heldBy().isEmpty()) {
      access.refused(request, "HELD_BY_COURT");
      throw new Problem(
          409,
          "Held by a court",
          "A court's order holds this read; it can be detached when the order is released.");
    }
    access.act(
        request,
        1,
        () -> {
          int partition = EvidenceKey.partition(key.caseNumber(), register.partitions());
          register.await(register.send(partition, key.encoded(), null, now()));
          return key;
        });
    context.status(204);
  }

  /** What it says, and what persons say that it should: for the access record. */
  private static Map<String, String> named(EvidenceJson entry) {
    return entry.correctedPlate() == null
        ? Map.of("plate", entry.plate())
        : Map.of("plate", entry.plate(), "correctedTo", entry.correctedPlate());
  }

  private static EvidenceKey key(
      Context context, Investigation investigation, Parameters parameters) {
    String readId = Bodies.id("readId", context.pathParam("readId"));
    String at =
        parameters
            .text("at")
            .orElseThrow(
                () -> Responses.badParameter("at is missing: the time in the evidence's address."));
    try {
      Instant collectedAt = Instant.ofEpochMilli(Long.parseLong(at));
      return EvidenceKey.of(investigation.getCaseNumber(), collectedAt, readId);
    } catch (NumberFormatException | DateTimeException e) {
      throw Responses.badParameter("at is milliseconds since 1970, as the address has it.");
    }
  }

  private Investigation investigation(Context context) {
    return CaseRoutes.found(books, Bodies.caseNumber(context.pathParam("caseNumber")));
  }

  private Request authorised(
      Context context, String action, Investigation investigation, Map<String, String> elements) {
    return access.authorised(request(context, action, investigation, elements));
  }

  private static Request request(
      Context context, String action, Investigation investigation, Map<String, String> elements) {
    return new Request(
        Caller.of(context),
        action,
        elements,
        investigation.getPurpose(),
        Optional.of(investigation.getCaseNumber()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
