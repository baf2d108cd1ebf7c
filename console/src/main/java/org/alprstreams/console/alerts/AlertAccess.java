package org.alprstreams.console.alerts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.AccessLogUnavailable;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records each look at alerts before it is answered (Civil Code 1798.90.52): they show plates and
 * pictures as queries do.
 */
final class AlertAccess {

  /** The purpose of whoever takes alerts: the policy authorises it by what it lets alert. */
  static final String PURPOSE = "ALERTS";

  private static final Logger LOG = LoggerFactory.getLogger(AlertAccess.class);

  private final AccessLog log;

  AlertAccess(AccessLog log) {
    this.log = log;
  }

  /**
   * @param action what is looked at
   * @param elements the plate and what else names it
   * @param count how many alerts are shown
   * @throws Problem 503 if it cannot be recorded; nothing may be shown then
   */
  void record(
      Caller caller,
      String action,
      Map<String, String> elements,
      Optional<String> caseNumber,
      Optional<Long> count) {
    List<String> roles = caller.roles().stream().map(Enum::name).toList();
    try {
      log.append(
          new AccessEntry(
              action,
              elements,
              caller.username(),
              caller.organisation(),
              roles,
              PURPOSE,
              caseNumber,
              AccessOutcome.GRANTED,
              Optional.empty(),
              count));
    } catch (AccessLogUnavailable e) {
      LOG.atError()
          .addKeyValue("cause", e.getCause() == null ? "held up" : e.getCause().getClass())
          .log("access record not written; no alert is shown");
      throw new Problem(
          503,
          "Access log not available",
          "Accesses cannot be recorded now, so nothing can be shown. Ask again in a moment.",
          Map.of("Retry-After", "5"));
    }
  }
}
