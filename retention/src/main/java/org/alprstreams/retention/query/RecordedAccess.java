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
import org.alprstreams.service.access.RequiredRecord;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Problem;

/**
 * The one door to kept data: lets a request in for a purpose of the policy only, and an answer out
 * only once its access record is durable. Refusals and failures are records too.
 */
public final class RecordedAccess {

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
    return answer(request(context, action, elements), query);
  }

  /**
   * A request with the purpose and the case number that its parameters give.
   *
   * @throws Problem 400 without a purpose, 422 for a purpose that is not authorised or lacks its
   *     case number, 503 if that refusal cannot be recorded
   */
  public Request request(Context context, String action, Map<String, String> elements) {
    String code =
        Optional.ofNullable(context.queryParam("purpose"))
            .map(String::strip)
            .filter(given -> !given.isEmpty())
            .orElseThrow(
                () -> Responses.badParameter("purpose is missing; it is one of " + purposes()));
    Request request = new Request(Caller.of(context), action, elements, code, caseNumber(context));
    Purpose purpose = purpose(request);
    if (purpose.requiresCaseNumber() && request.caseNumber().isEmpty()) {
      throw denied(
          request,
          "CASE_NUMBER_MISSING",
          "Case number missing",
          "The purpose " + purpose.code() + " needs caseNumber.");
    }
    return request;
  }

  /**
   * Lets a request through whose purpose was authorised when its case was opened, if the policy
   * still authorises it: one that it names no more gives no ground for an access, whenever the case
   * is from.
   *
   * @return the same request
   * @throws Problem 422 if the policy does not, 503 if that refusal cannot be recorded
   */
  public Request authorised(Request request) {
    purpose(request);
    return request;
  }

  private Purpose purpose(Request request) {
    return policy
        .purpose(request.purpose())
        .orElseThrow(
            () ->
                denied(
                    request,
                    "UNKNOWN_PURPOSE",
                    "Purpose not authorised",
                    "The usage policy authorises " + purposes()));
  }

  /**
   * Runs a query whose purpose is known to be the policy's, and records it.
   *
   * @throws Problem 503 if the query or its record fails; nothing is answered then
   */
  public <T> T answer(Request request, Supplier<Found<T>> query) {
    Found<T> found = run(request, query);
    Map<String, String> all = new HashMap<>(request.elements());
    all.putAll(found.elements());
    record(request.entry(all, AccessOutcome.GRANTED, Optional.empty(), Optional.of(found.count())));
    return found.answer();
  }

  /**
   * Records a change and then makes it; one that fails is recorded again as failed.
   *
   * @param count how many reads it concerns
   * @throws Problem 503 if the record or the change fails
   */
  public <T> T act(Request request, long count, Supplier<T> change) {
    record(
        request.entry(
            request.elements(), AccessOutcome.GRANTED, Optional.empty(), Optional.of(count)));
    return run(request, change);
  }

  /**
   * Records a refusal.
   *
   * @param reason a code
   */
  public void refused(Request request, String reason) {
    record(request.entry(AccessOutcome.DENIED, reason));
  }

  private <T> T run(Request request, Supplier<T> query) {
    try {
      return query.get();
    } catch (ReadsUnavailable e) {
      record(request.entry(AccessOutcome.FAILED, "READS_UNAVAILABLE"));
      throw Responses.unavailable(e.getMessage());
    }
  }

  private Problem denied(Request request, String reason, String title, String detail) {
    refused(request, reason);
    return new Problem(422, title, detail);
  }

  private void record(AccessEntry entry) {
    RequiredRecord.write(log, entry);
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

  /**
   * Who asks for what, and why.
   *
   * @param caller who
   * @param action what is asked for, such as {@code QUERY_READS}
   * @param elements the elements used to query
   * @param purpose purpose code, as claimed
   * @param caseNumber case number given
   */
  public record Request(
      Caller caller,
      String action,
      Map<String, String> elements,
      String purpose,
      Optional<String> caseNumber) {

    /** The same with these elements in place of its own. */
    public Request with(Map<String, String> others) {
      return new Request(caller, action, others, purpose, caseNumber);
    }

    private AccessEntry entry(AccessOutcome outcome, String reason) {
      return entry(elements, outcome, Optional.of(reason), Optional.empty());
    }

    private AccessEntry entry(
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

    /** Holds a name and maybe a plate: kept out of logs. */
    @Override
    public String toString() {
      return "Request[" + action + "]";
    }
  }
}
