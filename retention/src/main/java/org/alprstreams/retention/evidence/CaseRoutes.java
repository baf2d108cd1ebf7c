package org.alprstreams.retention.evidence;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.InvestigationStatus;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Found;
import org.alprstreams.retention.query.RecordedAccess.Request;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.retention.write.Register;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/** Opens and closes investigations. Only for one, by its number, are reads kept longer. */
final class CaseRoutes {

  private static final int CREATED = 201;

  private final Books books;
  private final Register<Investigation> register;
  private final RecordedAccess access;
  private final UsagePolicy policy;
  private final Clock clock;

  CaseRoutes(
      Books books,
      Register<Investigation> register,
      RecordedAccess access,
      UsagePolicy policy,
      Clock clock) {
    this.books = books;
    this.register = register;
    this.access = access;
    this.policy = policy;
    this.clock = clock;
  }

  void register(HttpRoutes routes) {
    routes.get("/cases", Permission.MANAGE_CASES, this::list);
    routes.post("/cases", Permission.MANAGE_CASES, this::open);
    routes.get("/cases/{caseNumber}", Permission.MANAGE_CASES, this::show);
    routes.post("/cases/{caseNumber}/close", Permission.MANAGE_CASES, this::close);
  }

  /** What opens a case. */
  record Opening(String caseNumber, String agency, String purpose) {}

  private void list(Context context) {
    Request request =
        new Request(
            Caller.of(context),
            "LIST_CASES",
            Map.of(),
            AccessEntry.NO_PURPOSE, // Each case has its own.
            Optional.empty());
    List<InvestigationJson> cases =
        access.answer(
            request,
            () -> {
              List<InvestigationJson> all =
                  books.investigations().stream().map(InvestigationJson::of).toList();
              return new Found<>(all, all.size(), Map.of());
            });
    Responses.json(context, Map.of("cases", cases));
  }

  private void show(Context context) {
    Investigation investigation = found(context);
    Request request =
        new Request(
            Caller.of(context),
            "VIEW_CASE",
            Map.of(),
            investigation.getPurpose(),
            Optional.of(investigation.getCaseNumber()));
    Responses.json(
        context,
        access.answer(
            request, () -> new Found<>(InvestigationJson.of(investigation), 1, Map.of())));
  }

  private void open(Context context) {
    Opening body =
        Bodies.parse(
            context,
            Opening.class,
            "{\"caseNumber\": \"26-117\", \"agency\": \"…\", \"purpose\": \"…\"}");
    String caseNumber = Bodies.caseNumber(body.caseNumber());
    String agency = Bodies.text("agency", body.agency());
    String purpose = Bodies.text("purpose", body.purpose());
    Caller caller = Caller.of(context);
    Request request = new Request(caller, "OPEN_CASE", Map.of(), purpose, Optional.of(caseNumber));
    if (!policy.isAuthorisedPurpose(purpose)) {
      access.refused(request, "UNKNOWN_PURPOSE");
      throw new Problem(
          422, "Purpose not authorised", "The usage policy, at /policy, names its purposes.");
    }
    // One that cannot be decoded is opened again: there is no other way to say what it is for.
    if (Responses.available(() -> books.investigation(caseNumber))
        .filter(known -> !UndecodableCase.is(known))
        .isPresent()) {
      throw new Problem(
          409, "Case exists", "A case of this number is there already; see /cases/" + caseNumber);
    }
    Investigation investigation =
        Investigation.newBuilder()
            .setCaseNumber(caseNumber)
            .setAgency(agency)
            .setPurpose(purpose)
            .setStatus(InvestigationStatus.OPEN)
            .setOpenedBy(caller.username())
            .setOpenedAt(now())
            .build();
    write(request, investigation);
    context.status(CREATED);
    Responses.json(context, InvestigationJson.of(investigation));
  }

  private void close(Context context) {
    Investigation open = found(context);
    if (open.getStatus() == InvestigationStatus.CLOSED) {
      throw new Problem(409, "Case closed", "This case is closed already.");
    }
    Caller caller = Caller.of(context);
    Investigation closed =
        Investigation.newBuilder(open)
            .setStatus(InvestigationStatus.CLOSED)
            .setClosedBy(caller.username())
            .setClosedAt(now())
            .build();
    write(
        new Request(
            caller, "CLOSE_CASE", Map.of(), open.getPurpose(), Optional.of(open.getCaseNumber())),
        closed);
    Responses.json(context, InvestigationJson.of(closed));
  }

  private void write(Request request, Investigation investigation) {
    access.act(
        request,
        0,
        () -> {
          register.put(investigation.getCaseNumber(), investigation, now());
          return investigation;
        });
    Visible.await(
        () ->
            books
                .investigation(investigation.getCaseNumber())
                .filter(investigation::equals)
                .isPresent());
  }

  private Investigation found(Context context) {
    String caseNumber = Bodies.caseNumber(context.pathParam("caseNumber"));
    return found(books, caseNumber);
  }

  /** The case of this number, or 404. */
  static Investigation found(Books books, String caseNumber) {
    return Responses.available(() -> books.investigation(caseNumber))
        .orElseThrow(
            () -> new Problem(404, "No such case", "No case of this number has been opened."));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
