package org.alprstreams.console.alerts;

import java.util.Locale;
import java.util.Objects;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.Disposition;
import org.alprstreams.service.http.Caller;

/**
 * What somebody wants to do about an alert.
 *
 * @param alertId the alert
 * @param actionId made up by the browser, the same when it tries again
 * @param revision the alert's revision that the person sees
 * @param kind what to do
 * @param passed of a check: whether it confirms the alert; else false
 * @param disposition of a disposition: what the alert turned out to be; else null
 * @param note their words, or null
 */
record WantedAction(
    String alertId,
    String actionId,
    int revision,
    AlertActionKind kind,
    boolean passed,
    Disposition disposition,
    String note) {

  /**
   * Whether an action that was recorded under the same id is this one, wanted by the same person.
   */
  boolean isSame(AlertAction recorded, Caller caller) {
    return recorded.getUsername().equals(caller.username())
        && recorded.getOrganisation().equals(caller.organisation())
        && recorded.getKind() == kind
        && recorded.getAlertRevision() == revision
        && recorded.getPassed() == passed
        && recorded.getDisposition() == disposition
        && Objects.equals(recorded.getNote(), note);
  }

  /** What comes of it, in one word: for records and meters. */
  String result() {
    return switch (kind) {
      case IMAGE_CHECK, LIST_CHECK -> passed ? "passed" : "failed";
      case DISPOSITION -> disposition.name().toLowerCase(Locale.ROOT);
      case RELEASE, RECALL -> "done";
    };
  }

  /** Holds a person's words: kept out of logs. */
  @Override
  public String toString() {
    return "WantedAction[" + kind + "]";
  }
}
