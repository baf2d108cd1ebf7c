package org.alprstreams.console.alerts;

import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.schemas.alert.AlertHistory;

/** Why a release to units does not stand as it was made: they act on it, and have to be told. */
enum MustTell {
  /** The alert was taken back. */
  RECALLED,
  /** It says something else now, which was not released. */
  REVISED,
  /** A check failed since, or it was disposed of as not correct. */
  IN_DOUBT;

  /** Why units have to be told; empty where nothing was released, it stands, or they were told. */
  static Optional<MustTell> why(Alert alert, AlertHistory history) {
    return change(alert, history).filter(change -> history.told(alert.getRevision()).isEmpty());
  }

  /** The disposition that says that they were told. */
  static Optional<AlertAction> told(Alert alert, AlertHistory history) {
    return change(alert, history).flatMap(change -> history.told(alert.getRevision()));
  }

  private static Optional<MustTell> change(Alert alert, AlertHistory history) {
    return history.release().flatMap(release -> change(alert, history, release));
  }

  private static Optional<MustTell> change(Alert alert, AlertHistory history, AlertAction release) {
    if (alert.getStatus() == AlertStatus.RECALLED) {
      return Optional.of(RECALLED);
    }
    if (release.getAlertRevision() != alert.getRevision()) {
      return Optional.of(REVISED);
    }
    return history.isConfirmed(alert.getRevision()) ? Optional.empty() : Optional.of(IN_DOUBT);
  }
}
