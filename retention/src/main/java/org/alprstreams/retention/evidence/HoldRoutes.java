package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Found;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.retention.write.Register;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Records court orders and their release. Only such an order outlasts the policy's limit on
 * evidence; when it is released or has expired, the limit counts again, from collection.
 */
final class HoldRoutes {

  private static final int CREATED = 201;
  private static final int MOST_SUBJECTS = 1000;

  /** The purpose of an order is the court's, not one of the policy's. */
  private static final String COURT_ORDER = "COURT_ORDER";

  private final EvidenceRouter router;
  private final Books books;
  private final Register<CourtHold> register;
  private final RecordedAccess access;
  private final Clock clock;

  HoldRoutes(
      EvidenceRouter router,
      Books books,
      Register<CourtHold> register,
      RecordedAccess access,
      Clock clock) {
    this.router = router;
    this.books = books;
    this.register = register;
    this.access = access;
    this.clock = clock;
  }

  void register(HttpRoutes routes) {
    routes.get("/holds", Permission.MANAGE_CASES, this::list);
    routes.post("/holds", Permission.MANAGE_CASES, this::record);
    routes.post("/holds/{holdId}/release", Permission.MANAGE_CASES, this::release);
  }

  /** What records an order. */
  record Order(
      String orderNumber,
      String court,
      List<String> caseNumbers,
      List<String> readIds,
      Instant orderedAt,
      Instant expiresAt) {}

  /**
   * What releases an order that cannot be decoded.
   *
   * @param confirm its id once more
   */
  record Release(String confirm) {}

  /**
   * An order as it is answered.
   *
   * @param inForce whether it holds now
   * @param undecodable whether what it says is lost, so that it holds everything while in force
   * @param pieces how many pieces of evidence it covered when it was recorded, in the answer to
   *     that; else null
   */
  record HoldJson(
      String holdId,
      String orderNumber,
      String court,
      List<String> caseNumbers,
      List<String> readIds,
      Instant orderedAt,
      Instant expiresAt,
      Instant releasedAt,
      String recordedBy,
      Instant recordedAt,
      boolean inForce,
      boolean undecodable,
      Long pieces) {

    static HoldJson of(CourtHold hold, Instant now) {
      return of(hold, now, null);
    }

    static HoldJson of(CourtHold hold, Instant now, Long pieces) {
      return new HoldJson(
          hold.getHoldId(),
          hold.getOrderNumber(),
          hold.getCourt(),
          hold.getCaseNumbers(),
          hold.getReadIds(),
          hold.getOrderedAt(),
          hold.getExpiresAt(),
          hold.getReleasedAt(),
          hold.getRecordedBy(),
          hold.getRecordedAt(),
          HoldBook.isInForce(hold, now),
          UndecodableHold.is(hold),
          pieces);
    }
  }

  private void list(Context context) {
    Instant now = now();
    Request request =
        new Request(Caller.of(context), "LIST_HOLDS", Map.of(), COURT_ORDER, Optional.empty());
    List<HoldJson> holds =
        access.answer(
            request,
            () -> {
              List<HoldJson> all =
                  books.holds().all().stream()
                      .sorted(Comparator.comparing(CourtHold::getRecordedAt).reversed())
                      .map(hold -> HoldJson.of(hold, now))
                      .toList();
              return new Found<>(all, all.size(), Map.of());
            });
    Responses.json(context, Map.of("holds", holds));
  }

  private void record(Context context) {
    Order order =
        Bodies.parse(
            context,
            Order.class,
            "{\"orderNumber\": \"…\", \"court\": \"…\", \"caseNumbers\": [\"26-117\"],"
                + " \"orderedAt\": \"2026-11-23T08:00:00Z\"}");
    Instant now = now();
    List<String> caseNumbers =
        Bodies.list(order.caseNumbers()).stream().map(Bodies::caseNumber).distinct().toList();
    List<String> readIds =
        Bodies.list(order.readIds()).stream()
            .map(id -> Bodies.id("readIds", id))
            .distinct()
            .toList();
    if (caseNumbers.isEmpty() && readIds.isEmpty()) {
      throw Responses.badParameter("An order's scope is missing: caseNumbers, readIds, or both.");
    }
    if (caseNumbers.size() + readIds.size() > MOST_SUBJECTS) {
      throw Responses.badParameter(
          "An order names " + MOST_SUBJECTS + " cases and reads at most; record it in parts.");
    }
    if (order.expiresAt() != null && !order.expiresAt().isAfter(now)) {
      throw Responses.badParameter("expiresAt has passed: the order would hold nothing.");
    }
    Caller caller = Caller.of(context);
    CourtHold hold =
        CourtHold.newBuilder()
            .setHoldId(UUID.randomUUID().toString())
            .setOrderNumber(Bodies.text("orderNumber", order.orderNumber()))
            .setCourt(Bodies.text("court", order.court()))
            .setCaseNumbers(caseNumbers)
            .setReadIds(readIds)
            .setOrderedAt(Bodies.time("orderedAt", order.orderedAt()))
            .setExpiresAt(order.expiresAt())
            .setRecordedBy(caller.username())
            .setRecordedAt(now)
            .build();
    Request request = request(caller, "RECORD_HOLD", hold);
    requireCases(request, caseNumbers);
    Covered covered = Responses.available(() -> router.covered(caseNumbers, readIds, context));
    requireEvidence(request, readIds, covered);
    write(request, hold, covered.pieces());
    context.status(CREATED);
    Responses.json(context, HoldJson.of(hold, now, covered.pieces()));
  }

  /** An order for a case that is not there would say that it is in force and hold nothing. */
  private void requireCases(Request request, List<String> caseNumbers) {
    List<String> unknown =
        Responses.available(
            () ->
                caseNumbers.stream()
                    .filter(number -> books.investigation(number).isEmpty())
                    .toList());
    if (!unknown.isEmpty()) {
      access.refused(request, "NO_SUCH_CASE");
      throw new Problem(
          422,
          "No such case",
          "No case of this number has been opened: "
              + String.join(", ", unknown)
              + ". The order was not recorded; compare the number with /cases, capitals included.");
    }
  }

  private void requireEvidence(Request request, List<String> readIds, Covered covered) {
    List<String> unknown = readIds.stream().filter(id -> !covered.readIds().contains(id)).toList();
    if (!unknown.isEmpty()) {
      access.refused(request, "NO_SUCH_EVIDENCE");
      throw new Problem(
          422,
          "No such evidence",
          "No case holds these reads as evidence: "
              + String.join(", ", unknown)
              + ". The order was not recorded; attach them to a case first.");
    }
  }

  private void release(Context context) {
    String holdId = Bodies.id("holdId", context.pathParam("holdId"));
    CourtHold hold =
        all().stream()
            .filter(known -> known.getHoldId().equals(holdId))
            .findFirst()
            .orElseThrow(
                () -> new Problem(404, "No such hold", "No order of this id is recorded."));
    if (hold.getReleasedAt() != null) {
      throw new Problem(409, "Hold released", "This order was released already.");
    }
    Request request = request(Caller.of(context), "RELEASE_HOLD", hold);
    if (UndecodableHold.is(hold)) {
      requireConfirmation(request, context, holdId);
    }
    Instant now = now();
    CourtHold released = CourtHold.newBuilder(hold).setReleasedAt(now).build();
    write(request, released, 0);
    Responses.json(context, HoldJson.of(released, now));
  }

  /** What it held is not known: evidence that the court still holds may be deleted at once. */
  private void requireConfirmation(Request request, Context context, String holdId) {
    String shape = "{\"confirm\": \"" + holdId + "\"}";
    boolean confirmed =
        context.bodyAsBytes().length > 0
            && holdId.equals(Bodies.parse(context, Release.class, shape).confirm());
    if (!confirmed) {
      access.refused(request, "UNCONFIRMED");
      throw new Problem(
          409,
          "Order undecodable",
          "What this order says cannot be decoded, so it holds everything. First record anew what"
              + " the court's papers say of it; evidence past the policy's limit that no other"
              + " order names is deleted once it is released. To release it, send "
              + shape
              + ".");
    }
  }

  private static Request request(Caller caller, String action, CourtHold hold) {
    Map<String, String> elements = new HashMap<>();
    elements.put("holdId", hold.getHoldId());
    elements.put("orderNumber", hold.getOrderNumber());
    elements.put("court", hold.getCourt());
    elements.put("caseNumbers", String.join(" ", hold.getCaseNumbers()));
    elements.put("reads", Integer.toString(hold.getReadIds().size()));
    return new Request(caller, action, elements, COURT_ORDER, Optional.empty());
  }

  private void write(Request request, CourtHold hold, long pieces) {
    access.act(
        request,
        pieces,
        () -> {
          register.put(hold.getHoldId(), hold, now());
          return hold;
        });
    Visible.await(() -> books.holds().find(hold.getHoldId()).filter(hold::equals).isPresent());
  }

  private List<CourtHold> all() {
    return Responses.available(() -> books.holds().all());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
