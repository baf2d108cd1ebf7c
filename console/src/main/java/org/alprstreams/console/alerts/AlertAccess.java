package org.alprstreams.console.alerts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.RequiredRecord;
import org.alprstreams.service.http.Caller;

/**
 * Records each look at alerts, and each thing done about one, before it is answered (Civil Code
 * 1798.90.52): they show plates and pictures as queries do.
 */
final class AlertAccess {

  /** The purpose of whoever takes alerts: the policy authorises it by what it lets alert. */
  static final String PURPOSE = "ALERTS";

  /** What is recorded of each thing that can be done. */
  private static final Map<AlertActionKind, String> ACTIONS =
      Map.of(
          AlertActionKind.IMAGE_CHECK, "CHECK_ALERT_IMAGE",
          AlertActionKind.LIST_CHECK, "CHECK_ALERT_LISTING",
          AlertActionKind.RELEASE, "RELEASE_ALERT",
          AlertActionKind.DISPOSITION, "DISPOSE_OF_ALERT");

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
    write(caller, action, elements, caseNumber, AccessOutcome.GRANTED, Optional.empty(), count);
  }

  /** Records that somebody does something about an alert. */
  void granted(Caller caller, Alert alert, WantedAction wanted) {
    act(caller, alert, wanted, AccessOutcome.GRANTED, Optional.empty());
  }

  /**
   * Records that it was refused.
   *
   * @param reason a code
   */
  void refused(Caller caller, Alert alert, WantedAction wanted, String reason) {
    act(caller, alert, wanted, AccessOutcome.DENIED, Optional.of(reason));
  }

  /** Records that it may not have come about. */
  void failed(Caller caller, Alert alert, WantedAction wanted) {
    act(caller, alert, wanted, AccessOutcome.FAILED, Optional.of("NOT_ACKNOWLEDGED"));
  }

  private void act(
      Caller caller,
      Alert alert,
      WantedAction wanted,
      AccessOutcome outcome,
      Optional<String> reason) {
    write(
        caller,
        ACTIONS.get(wanted.kind()),
        Map.of(
            "alertId",
            alert.getAlertId(),
            "plate",
            alert.getPlateText(),
            "actionId",
            wanted.actionId(),
            "result",
            wanted.result()),
        Optional.ofNullable(alert.getCaseNumber()),
        outcome,
        reason,
        Optional.of(1L));
  }

  private void write(
      Caller caller,
      String action,
      Map<String, String> elements,
      Optional<String> caseNumber,
      AccessOutcome outcome,
      Optional<String> reason,
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
            outcome,
            reason,
            count));
  }
}
