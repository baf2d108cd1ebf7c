package org.alprstreams.retention;

import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Disposition;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.schemas.serde.TrustedRecords;

/** Made-up alerts of reads, and what people did about them. */
final class SampleAlerts {

  static {
    TrustedRecords.trust();
  }

  private SampleAlerts() {}

  /** An alert that stands. */
  static Alert of(PlateRead read) {
    return Alert.newBuilder()
        .setAlertId("alert-" + read.getReadId())
        .setRevision(0)
        .setStatus(AlertStatus.OPEN)
        .setReadId(read.getReadId())
        .setEntryId("entry")
        .setPlateText(read.getPlateText())
        .setListedPlate(read.getPlateText())
        .setMatchKind(MatchKind.EXACT)
        .setDifferences(List.of())
        .setStateMatch(StateMatch.MATCH)
        .setCharacters(read.getCharacters())
        .setConfidence(read.getConfidence())
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.HIGH)
        .setSourceAgency("Test agency")
        .setCameraId(read.getCameraId())
        .setCapturedAt(read.getCapturedAt())
        .setRaisedAt(read.getCapturedAt())
        .setBox(read.getBox())
        .build();
  }

  static Alert recalled(Alert alert) {
    return Alert.newBuilder(alert)
        .setRevision(alert.getRevision() + 1)
        .setStatus(AlertStatus.RECALLED)
        .setRecallReason("The entry was removed from the hotlist.")
        .build();
  }

  static AlertAction check(Alert alert, AlertActionKind kind, boolean passed) {
    return action(alert, kind).setPassed(passed).build();
  }

  static AlertAction disposition(Alert alert, Disposition disposition) {
    return action(alert, AlertActionKind.DISPOSITION).setDisposition(disposition).build();
  }

  private static AlertAction.Builder action(Alert alert, AlertActionKind kind) {
    return AlertAction.newBuilder()
        .setActionId(alert.getAlertId() + "-" + kind + "-" + Instant.now())
        .setAlertId(alert.getAlertId())
        .setAlertRevision(alert.getRevision())
        .setKind(kind)
        .setUsername("dana")
        .setOrganisation("Sheriff")
        .setAt(Instant.parse("2026-11-23T12:00:00Z"));
  }
}
