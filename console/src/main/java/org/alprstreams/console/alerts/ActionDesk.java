package org.alprstreams.console.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.console.alerts.ActionTopic.NotAcknowledged;
import org.alprstreams.schemas.alert.AlertHistory;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Problem;

/**
 * Takes what people do about alerts. Each action is recorded as an access, written to its topic and
 * read back before it is answered, so that the answer says what came of it for everybody, whatever
 * another instance wrote at the same time.
 */
final class ActionDesk {

  private static final Map<String, String> SOON = Map.of("Retry-After", "2");

  private final AlertBoard board;
  private final AlertActions actions;
  private final ActionTopic topic;
  private final AlertAccess access;
  private final Supplier<HealthState> following;
  private final MeterRegistry meters;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param following how the follower that fills {@code actions} is
   * @param deadline how long an action may take to come back from its topic
   */
  ActionDesk(
      AlertBoard board,
      AlertActions actions,
      ActionTopic topic,
      AlertAccess access,
      Supplier<HealthState> following,
      MeterRegistry meters,
      Duration deadline,
      Clock clock) {
    this.board = board;
    this.actions = actions;
    this.topic = topic;
    this.access = access;
    this.following = following;
    this.meters = meters;
    this.deadline = deadline;
    this.clock = clock;
  }

  /** Why an action is refused. */
  private record Refusal(String reason, Problem problem) {}

  /**
   * Does it, once, however often it is asked for.
   *
   * @return the alert as it stands then
   * @throws Problem 404 where there is no such alert, 409 where the alert does not allow it, 422
   *     for a note that names the plate, 503 where it cannot be recorded; refusals are recorded
   */
  AlertView act(Caller caller, WantedAction wanted) {
    if (following.get().level() != HealthState.Level.UP) {
      throw unavailable("What was done about alerts is not known here at present.");
    }
    Alert alert = board.find(wanted.alertId()).orElseThrow(ActionDesk::gone);
    AlertHistory history = actions.of(alert.getAlertId());
    Optional<AlertAction> before = history.action(wanted.actionId());
    Optional<Refusal> refusal =
        before.isPresent()
            ? usedOtherwise(before.get(), wanted, caller)
            : refusal(alert, history, wanted);
    if (refusal.isPresent()) {
      access.refused(caller, alert, wanted, refusal.get().reason());
      throw refusal.get().problem();
    }
    access.granted(caller, alert, wanted);
    boolean isNew = before.isEmpty() && !isReleased(history, wanted);
    if (isNew) {
      write(caller, alert, wanted);
    }
    AlertHistory after = actions.of(alert.getAlertId());
    if (wanted.kind() == AlertActionKind.RELEASE && !isReleased(after, wanted)) {
      // Somebody else's failed check or disposition came first.
      Refusal late = notConfirmed(after, wanted.revision());
      access.refused(caller, alert, wanted, late.reason());
      throw late.problem();
    }
    if (isNew) {
      count(wanted);
    }
    return AlertView.of(board.find(alert.getAlertId()).orElse(alert), after);
  }

  private static Optional<Refusal> usedOtherwise(
      AlertAction before, WantedAction wanted, Caller caller) {
    return wanted.isSame(before, caller)
        ? Optional.empty()
        : Optional.of(
            conflict(
                "ACTION_ID_USED",
                "Action id used",
                "This actionId stands for another action; each has one of its own."));
  }

  private static Optional<Refusal> refusal(Alert alert, AlertHistory history, WantedAction wanted) {
    if (alert.getStatus() == AlertStatus.RECALLED && !closesARelease(history, wanted)) {
      return Optional.of(
          conflict("ALERT_RECALLED", "Alert recalled", "The alert does not stand any more."));
    }
    if (alert.getRevision() != wanted.revision()) {
      return Optional.of(
          conflict(
              "ALERT_REVISED",
              "Alert revised",
              "The alert was revised while you looked at it; look again. It is at revision "
                  + alert.getRevision()
                  + "."));
    }
    if (passesWithoutPicture(alert, wanted)) {
      return Optional.of(
          conflict(
              "NO_PICTURE",
              "No picture",
              "The alert has no picture to compare the plate with: its camera sent none, or its entry"
                  + " was changed since. Have the read looked up; without a picture nobody confirms"
                  + " an alert."));
    }
    if (wanted.kind() == AlertActionKind.RELEASE && !history.isConfirmed(alert.getRevision())) {
      return Optional.of(notConfirmed(history, alert.getRevision()));
    }
    if (wanted.note() != null && alert.getPlateText().isEmpty()) {
      return Optional.of(
          new Refusal(
              "NOTE_ON_WITHDRAWN",
              new Problem(
                  422,
                  "Note on a withdrawn alert",
                  "Leave the note out: what the alert said was withdrawn, and a note might say it"
                      + " again.")));
    }
    if (namesThePlate(wanted.note(), alert)) {
      return Optional.of(
          new Refusal(
              "PLATE_IN_NOTE",
              new Problem(
                  422,
                  "Plate in the note",
                  "Leave the plate out of the note: it is in the alert, from where it can be"
                      + " withdrawn.")));
    }
    return Optional.empty();
  }

  /** Units acted on what was recalled: that they were told, and what came of it, is still said. */
  private static boolean closesARelease(AlertHistory history, WantedAction wanted) {
    return wanted.kind() == AlertActionKind.DISPOSITION && history.release().isPresent();
  }

  private static boolean passesWithoutPicture(Alert alert, WantedAction wanted) {
    return wanted.kind() == AlertActionKind.IMAGE_CHECK
        && wanted.passed()
        && alert.getPlateCrop() == null;
  }

  /** An opt-out withdraws what an alert says; a note it would not reach. */
  private static boolean namesThePlate(String note, Alert alert) {
    if (note == null) {
      return false;
    }
    String letters = note.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return Stream.of(alert.getPlateText(), alert.getListedPlate())
        .filter(plate -> PlateText.tryParse(plate).isPresent())
        .anyMatch(letters::contains);
  }

  private static boolean isReleased(AlertHistory history, WantedAction wanted) {
    return wanted.kind() == AlertActionKind.RELEASE
        && history
            .release()
            .filter(release -> release.getAlertRevision() >= wanted.revision())
            .isPresent();
  }

  private void write(Caller caller, Alert alert, WantedAction wanted) {
    AlertAction action =
        AlertAction.newBuilder()
            .setActionId(wanted.actionId())
            .setAlertId(alert.getAlertId())
            .setAlertRevision(wanted.revision())
            .setKind(wanted.kind())
            .setPassed(wanted.passed())
            .setDisposition(wanted.disposition())
            .setUsername(caller.username())
            .setOrganisation(caller.organisation())
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setNote(wanted.note())
            .build();
    if (!isWritten(action, alert)) {
      access.failed(caller, alert, wanted);
      throw unavailable("Whether this was recorded is not known. Send it with the same actionId.");
    }
  }

  private boolean isWritten(AlertAction action, Alert alert) {
    try {
      topic.write(action, alert.getCapturedAt());
      return actions.await(action.getAlertId(), action.getActionId(), deadline);
    } catch (NotAcknowledged e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void count(WantedAction wanted) {
    Counter.builder("alpr.console.alert.actions")
        .description("What people did about alerts")
        .tag("kind", wanted.kind().name().toLowerCase(Locale.ROOT))
        .tag("result", wanted.result())
        .register(meters)
        .increment();
  }

  private static Refusal notConfirmed(AlertHistory history, int revision) {
    Set<AlertCheck> missing = history.missing(revision);
    return missing.isEmpty()
        ? conflict(
            "DISPOSED_OF",
            "Disposed of",
            "The alert was disposed of as not correct; it is not released.")
        : conflict(
            "CHECKS_MISSING",
            "Checks missing",
            "Before an alert is released to units a person "
                + missing.stream().map(ActionDesk::words).collect(Collectors.joining(", and "))
                + ".");
  }

  private static String words(AlertCheck check) {
    return switch (check) {
      case IMAGE -> "compares the plate with its image (image-check)";
      case LISTING -> "confirms by other means that the entry is still listed (list-check)";
    };
  }

  private static Refusal conflict(String reason, String title, String detail) {
    return new Refusal(reason, new Problem(409, title, detail));
  }

  private static Problem gone() {
    return new Problem(
        404, "No such alert", "There is no such alert on the board, or not any longer.");
  }

  private static Problem unavailable(String detail) {
    return new Problem(503, "Alert actions not available", detail, SOON);
  }
}
