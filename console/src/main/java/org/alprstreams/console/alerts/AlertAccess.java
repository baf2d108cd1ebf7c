package org.alprstreams.console.alerts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.RequiredRecord;
import org.alprstreams.service.http.Caller;

/**
 * Records each look at alerts before it is answered (Civil Code 1798.90.52): they show plates and
 * pictures as queries do.
 */
final class AlertAccess {

  /** The purpose of whoever takes alerts: the policy authorises it by what it lets alert. */
  static final String PURPOSE = "ALERTS";

  private final AccessLog log;

  AlertAccess(AccessLog log) {
    this.log = log;
  }

  /**
   * @param action what is looked at
   * @param elements the plate and what else names it
   * @param count how many alerts are shown
   * @throws org.alprstreams.service.http.Problem 503 if it cannot be recorded; nothing may be shown
   *     then
   */
  void record(
      Caller caller,
      String action,
      Map<String, String> elements,
      Optional<String> caseNumber,
      Optional<Long> count) {
    List<String> roles = caller.roles().stream().map(Enum::name).toList();
    RequiredRecord.write(
        log,
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
  }
}
