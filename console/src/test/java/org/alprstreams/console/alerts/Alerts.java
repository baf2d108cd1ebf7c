package org.alprstreams.console.alerts;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Difference;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.schemas.serde.TrustedRecords;

/** Alerts for tests: a look-alike hit on an invented plate. */
public final class Alerts {

  static {
    TrustedRecords.trust();
  }

  private Alerts() {}

  /** An open alert; everything else about it is always the same. */
  public static Alert alert(String id, int revision, Instant capturedAt, byte[] crop) {
    return Alert.newBuilder()
        .setAlertId(id)
        .setRevision(revision)
        .setStatus(AlertStatus.OPEN)
        .setReadId("read-" + id)
        .setEntryId("entry")
        .setPlateText("8XYZ10O")
        .setListedPlate("8XYZ100")
        .setMatchKind(MatchKind.LOOKALIKE)
        .setDifferences(List.of(new Difference(6, "O", "0", 0.61f, 0.37f)))
        .setStateMatch(StateMatch.UNKNOWN)
        .setListedState("CA")
        .setCharacters(
            "8XYZ10O"
                .chars()
                .mapToObj(
                    c ->
                        new CharacterReading(
                            List.of(new CharacterGuess(String.valueOf((char) c), 0.9f))))
                .toList())
        .setConfidence(0.61f)
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.MEDIUM)
        .setSourceAgency("Test agency")
        .setCameraId("CAM-07")
        .setCameraName("Invented Road")
        .setCapturedAt(capturedAt)
        .setRaisedAt(capturedAt.plusMillis(400))
        .setBox(new BoundingBox(10, 20, 120, 60))
        .setPlateCrop(crop == null ? null : ByteBuffer.wrap(crop))
        .build();
  }

  /** An open alert without a picture. */
  public static Alert alert(String id, int revision, Instant capturedAt) {
    return alert(id, revision, capturedAt, null);
  }
}
