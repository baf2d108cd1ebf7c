package org.alprstreams.console.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;

/**
 * The alerts a dispatcher may look at now: the latest revision of each, newest first, none older
 * than the window and no more than the limit. Safe for use by many threads.
 */
final class AlertBoard {

  private static final Comparator<Alert> NEWEST_FIRST =
      Comparator.comparing(Alert::getCapturedAt).thenComparing(Alert::getAlertId).reversed();

  private final int limit;
  private final Duration window;
  private final Clock clock;
  private final Comparator<Alert> leavesFirst;
  private final Map<String, Alert> alerts = new HashMap<>();

  /**
   * @param limit most alerts kept, 1 or more
   * @param window how old an alert may be, by its capture time; by when it was raised where it came
   *     of a look-back
   * @param mustTell of which alerts units have to be told: they leave a full board last
   */
  AlertBoard(int limit, Duration window, Clock clock, Predicate<Alert> mustTell) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "alpr.console.alerts-kept is " + limit + ": the board needs room for 1 alert or more.");
    }
    this.limit = limit;
    this.window = window;
    this.clock = clock;
    this.leavesFirst =
        Comparator.comparing(mustTell::test)
            .thenComparing(alert -> alert.getStatus() != AlertStatus.RECALLED)
            .thenComparing(AlertBoard::since)
            .thenComparing(Alert::getAlertId);
  }

  /**
   * Takes a revision of an alert.
   *
   * @return whether it is news: false for one that is too old, that a later or the same revision
   *     came before, or that a full board has no room for; a recall is news even then, since pages
   *     may still show what it takes back
   */
  synchronized boolean put(Alert alert) {
    Alert known = alerts.get(alert.getAlertId());
    if (known != null && known.getRevision() >= alert.getRevision()) {
      return false;
    }
    if (since(alert).isBefore(oldestAllowed())) {
      alerts.remove(alert.getAlertId()); // What an earlier revision says holds no longer.
      return false;
    }
    alerts.put(alert.getAlertId(), withPicture(alert, known));
    shrink();
    return alerts.containsKey(alert.getAlertId()) || alert.getStatus() == AlertStatus.RECALLED;
  }

  /** All alerts on the board, newest first. */
  synchronized List<Alert> newestFirst() {
    dropOld();
    return alerts.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /** The alert of this id, while it is on the board. */
  synchronized Optional<Alert> find(String alertId) {
    dropOld();
    return Optional.ofNullable(alerts.get(alertId));
  }

  /** A revision that says anew what its entry says comes without the picture of the one before. */
  private static Alert withPicture(Alert alert, Alert known) {
    boolean same =
        known != null
            && known.getPlateCrop() != null
            && alert.getPlateCrop() == null
            && alert.getStatus() == AlertStatus.OPEN
            && alert.getPlateText().equals(known.getPlateText());
    return same ? Alert.newBuilder(alert).setPlateCrop(known.getPlateCrop()).build() : alert;
  }

  private void shrink() {
    dropOld();
    if (alerts.size() > limit) {
      alerts.values().stream().min(leavesFirst).map(Alert::getAlertId).ifPresent(alerts::remove);
    }
  }

  private void dropOld() {
    Instant oldest = oldestAllowed();
    alerts.values().removeIf(alert -> since(alert).isBefore(oldest));
  }

  /** An alert of a look-back is as old as the read it shows, and news when it is raised. */
  private static Instant since(Alert alert) {
    return alert.getLookBack() ? alert.getRaisedAt() : alert.getCapturedAt();
  }

  private Instant oldestAllowed() {
    return clock.instant().minus(window);
  }
}
