package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.schemas.policy.Purpose;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.AccessLogUnavailable;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to kept data: lets a request in for a purpose of the policy only, and an answer out
 * only once its access record is durable. Refusals and failures are records too.
 */
public final class RecordedAccess {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedAccess.class);
  private static final int LONGEST_CASE_NUMBER = 64;

  private final UsagePolicy policy;
  private final AccessLog log;

  /**
   * @param policy which purposes there are
   * @param log where accesses are recorded
   */
  public RecordedAccess(UsagePolicy policy, AccessLog log) {
    this.policy = policy;
    this.log = log;
  }

  /**
   * What a query found.
   *
   * @param answer to be sent, if the record can be written
   * @param count how many results it holds
   * @param elements what the answer adds to the elements of the query
   */
  public record Found<T>(T answer, long count, Map<String, String> elements) {}

  /**
   * Runs a query and records it.
   *
   * @param action what is asked for, such as {@code QUERY_READS}
   * @param elements the elements used to query
   * @throws Problem 400 without a purpose, 422 for a purpose that is not authorised or lacks its
   *     case number, 503 if the query or its record fails; nothing is answered then
   */
  public <T> T answer(
      Context context, String action, Map<String, String> elements, Supplier<Found<T>> query) {
    String code =
        Optional.ofNullable(context.queryParam("purpose"))
            .map(String::strip)
            .filter(given -> !given.isEmpty())
            .orElseThrow(
                () -> Responses.badParameter("purpose is missing; it is one of " + purposes()));
    Request request = new Request(Caller.of(context), action, elements, code, caseNumber(context));
    Purpose purpose =
        policy
            .purpose(code)
            .orElseThrow(
                () ->
                    denied(
                        request,
                        "UNKNOWN_PURPOSE",
                        "Purpose not authorised",
                        "The usage policy authorises " + purposes()));
    if (purpose.requiresCaseNumber() && request.caseNumber().isEmpty()) {
      throw denied(
          request,
          "CASE_NUMBER_MISSING",
          "Case number missing",
          "The purpose " + purpose.code() + " needs caseNumber.");
    }
    Found<T> found = run(request, query);
    Map<String, String> all = new HashMap<>(elements);
    all.putAll(found.elements());
    record(request.entry(all, AccessOutcome.GRANTED, Optional.empty(), Optional.of(found.count())));
    return found.answer();
  }

  private <T> Found<T> run(Request request, Supplier<Found<T>> query) {
    try {
      return query.get();
    } catch (ReadsUnavailable e) {
      record(request.entry(AccessOutcome.FAILED, "READS_UNAVAILABLE"));
      throw Responses.unavailable(e.getMessage());
    }
  }

  private Problem denied(Request request, String reason, String title, String detail) {
    record(request.entry(AccessOutcome.DENIED, reason));
    return new Problem(422, title, detail);
  }

  private void record(AccessEntry entry) {
    try {
      log.append(entry);
    } catch (AccessLogUnavailable e) {
      LOG.atError()
          .addKeyValue("cause", e.getCause() == null ? "held up" : e.getCause().getClass())
          .log("access record not written; nothing is answered");
      throw new Problem(
          503,
          "Access log not available",
          "Accesses cannot be recorded now, so nothing can be answered. Ask again in a moment.",
          Map.of("Retry-After", "5"));
    }
  }

  private String purposes() {
    return String.join(", ", policy.purposes().stream().map(Purpose::code).toList()) + ".";
  }

  private static Optional<String> caseNumber(Context context) {
    Optional<String> given =
        Optional.ofNullable(context.queryParam("caseNumber"))
            .map(String::strip)
            .filter(number -> !number.isEmpty());
    if (given
        .filter(
            number ->
                number.length() > LONGEST_CASE_NUMBER
                    || number.chars().anyMatch(Character::isISOControl))
        .isPresent()) {
      throw Responses.badParameter(
          "caseNumber has " + LONGEST_CASE_NUMBER + " printable characters at most.");
    }
    return given;
  }

  private record Request(
      Caller caller,
      String action,
      Map<String, String> elements,
      String purpose,
      Optional<String> caseNumber) {

    AccessEntry entry(AccessOutcome outcome, String reason) {
      return entry(elements, outcome, Optional.of(reason), Optional.empty());
    }

    AccessEntry entry(
        Map<String, String> all,
        AccessOutcome outcome,
        Optional<String> reason,
        Optional<Long> count) {
      List<String> roles = caller.roles().stream().map(Enum::name).toList();
      return new AccessEntry(
          action,
          all,
          caller.username(),
          caller.organisation(),
          roles,
          purpose,
          caseNumber,
          outcome,
          reason,
          count);
    }
  }
}
