package org.alprstreams.retention.release;

import org.alprstreams.avro.Alert;
import org.alprstreams.schemas.alert.AlertHistory;

/**
 * An alert as its topics have it.
 *
 * @param alert its latest revision
 * @param history what people did about it
 */
record AlertFile(Alert alert, AlertHistory history) {

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "AlertFile[" + alert.getAlertId() + "]";
  }
}
