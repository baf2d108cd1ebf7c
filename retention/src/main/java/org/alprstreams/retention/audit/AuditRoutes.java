package org.alprstreams.retention.audit;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.retention.query.Parameters;
import org.alprstreams.retention.query.Position;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.query.RecordedAccess;
import org.alprstreams.retention.query.RecordedAccess.Found;
import org.alprstreams.retention.query.Responses;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.ScanException;
import org.apache.avro.specific.SpecificRecord;

/**
 * {@code GET /audit/records}, {@code /audit/flags} and {@code /audit/deletions}, for oversight.
 * Each look is an access record itself.
 */
public final class AuditRoutes {

  private static final int MOST = 1000;
  private static final int FEW = 100;
  private static final Duration USUAL_SPAN = Duration.ofDays(30);
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST_STORE_NAME = 128;
  private static final Set<String> KNOWN =
      Set.of("from", "to", "cursor", "limit", "purpose", "caseNumber");
  private static final Set<String> KNOWN_OF_DELETIONS =
      Set.of("from", "to", "cursor", "limit", "purpose", "caseNumber", "store");

  private final NewestFirst<AccessRecord> records;
  private final NewestFirst<DeletionReceipt> deletions;
  private final RecordedAccess access;
  private final Clock clock;

  private AuditRoutes(KafkaClients kafka, RecordedAccess access, Duration deadline, Clock clock) {
    this.records =
        new NewestFirst<>(
            kafka,
            Topics.ACCESS_LOG,
            record -> new Position(record.getAt().toEpochMilli(), record.getRecordId()),
            deadline);
    this.deletions =
        new NewestFirst<>(
            kafka,
            Topics.DELETIONS,
            receipt -> new Position(receipt.getAt().toEpochMilli(), receipt.getReceiptId()),
            deadline);
    this.access = access;
    this.clock = clock;
  }

  /**
   * Registers the routes.
   *
   * @param deadline how long the broker may take for the next records
   */
  public static void register(
      HttpRoutes routes,
      KafkaClients kafka,
      RecordedAccess access,
      Duration deadline,
      Clock clock) {
    AuditRoutes audit = new AuditRoutes(kafka, access, deadline, clock);
    routes.get(
        "/audit/records",
        Permission.VIEW_AUDIT,
        context -> audit.records(context, "VIEW_ACCESS_RECORDS", record -> true));
    routes.get(
        "/audit/flags",
        Permission.VIEW_AUDIT,
        context ->
            audit.records(
                context,
                "VIEW_FLAGS",
                record -> record.getAction().equals(RepeatedSearches.ACTION)));
    routes.get("/audit/deletions", Permission.VIEW_AUDIT, audit::deletions);
  }

  /**
   * An answer.
   *
   * @param records newest first; maybe fewer than the limit although there is a next page
   * @param nextCursor cursor of the next page, or null where this is the last
   */
  record Answer<J>(List<J> records, Instant from, Instant to, String nextCursor) {}

  private void records(Context context, String action, Predicate<AccessRecord> wanted) {
    Parameters parameters = new Parameters(context.queryParamMap(), KNOWN);
    answer(context, action, parameters, Map.of(), records, wanted, AccessJson::of);
  }

  private void deletions(Context context) {
    Parameters parameters = new Parameters(context.queryParamMap(), KNOWN_OF_DELETIONS);
    Optional<String> store = parameters.text("store");
    if (store.filter(name -> name.length() > LONGEST_STORE_NAME).isPresent()) {
      throw Responses.badParameter(
          "store is a store's name, " + LONGEST_STORE_NAME + " characters at most.");
    }
    answer(
        context,
        "VIEW_DELETIONS",
        parameters,
        store.map(name -> Map.of("store", name)).orElse(Map.of()),
        deletions,
        receipt -> store.filter(name -> !name.equals(receipt.getStore())).isEmpty(),
        ReceiptJson::of);
  }

  private <V extends SpecificRecord, J> void answer(
      Context context,
      String action,
      Parameters parameters,
      Map<String, String> more,
      NewestFirst<V> pages,
      Predicate<V> wanted,
      Function<V, J> json) {
    Instant to = parameters.instant("to").orElseGet(clock::instant);
    Instant from = parameters.instant("from").orElseGet(() -> to.minus(USUAL_SPAN));
    if (from.isAfter(to)) {
      throw Responses.badParameter("from is after to.");
    }
    if (from.isBefore(Instant.EPOCH) || to.isAfter(LATEST)) {
      throw Responses.badParameter("from and to lie between the years 1970 and 9999.");
    }
    int limit = parameters.number("limit", 1, MOST).orElse(FEW);
    Optional<Position> after = parameters.text("cursor").map(AuditRoutes::cursor);
    Map<String, String> elements = new LinkedHashMap<>(more);
    elements.put("from", from.toString());
    elements.put("to", to.toString());
    after.ifPresent(last -> elements.put("cursor", last.cursor()));
    Answer<J> answer =
        access.answer(
            context,
            action,
            elements,
            () -> {
              NewestFirst.Page<V> page = page(pages, from, to, after, limit, wanted);
              List<J> found = page.records().stream().map(json).toList();
              return new Found<>(
                  new Answer<>(found, from, to, page.next().map(Position::cursor).orElse(null)),
                  found.size(),
                  Map.of());
            });
    Responses.json(context, answer);
  }

  private static <V extends SpecificRecord> NewestFirst.Page<V> page(
      NewestFirst<V> pages,
      Instant from,
      Instant to,
      Optional<Position> after,
      int limit,
      Predicate<V> wanted) {
    try {
      return pages.page(from, to, after, limit, wanted);
    } catch (ScanException e) {
      throw new ReadsUnavailable(e.getMessage(), e);
    }
  }

  private static Position cursor(String written) {
    return Position.ofCursor(written)
        .orElseThrow(
            () ->
                Responses.badParameter(
                    "cursor is the 'nextCursor' of an earlier answer, unchanged."));
  }
}
