package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.schemas.identity.DerivedId;

/** The revisions of an alert: raised, restated, recalled, withdrawn. */
public final class AlertRevisions {

  private AlertRevisions() {}

  /** Id of the alert that a read and an entry of a whole plate have together. */
  public static String alertId(String readId, String entryId) {
    return DerivedId.of("alert", readId, entryId);
  }

  /**
   * The same for any entry. A read that changes its plate key goes to another task, and a partial
   * entry may fit it there again: with the key in the id each task counts the revisions of its own
   * alerts, and none is taken for an older one of another's.
   */
  static String alertId(PlateRead read, HotlistEntry entry) {
    return PartialEntries.isPartial(entry)
        ? DerivedId.of("alert", read.getReadId(), entry.getEntryId(), read.getPlateKey())
        : alertId(read.getReadId(), entry.getEntryId());
  }

  /**
   * What a match raises, or says anew. What was found by looking back stays of the lowest priority.
   *
   * @param before the alert's latest revision, or empty where it is the first
   * @param camera the camera passed, or empty where the registry does not know it
   */
  static Alert raised(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera, Instant now) {
    Alert.Builder alert =
        ofRead(match, image, before, camera)
            .setRaisedAt(before.map(Alert::getRaisedAt).orElse(now))
            .setLookBack(before.filter(Alert::getLookBack).isPresent());
    return alert.getLookBack() ? alert.setPriority(Priority.LOW).build() : alert.build();
  }

  /** What a match raises with a read that a look-back found, now. */
  static Alert foundBack(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera, Instant now) {
    return ofRead(match, image, before, camera)
        .setRaisedAt(now)
        .setLookBack(true)
        .setPriority(Priority.LOW)
        .build();
  }

  private static Alert.Builder ofRead(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera) {
    PlateRead read = image.getRead();
    HotlistEntry entry = match.entry();
    return withEntry(Alert.newBuilder(), match)
        .setAlertId(alertId(read, entry))
        .setRevision(before.map(alert -> alert.getRevision() + 1).orElse(0))
        .setStatus(AlertStatus.OPEN)
        .setReadId(read.getReadId())
        .setPlateText(read.getPlateText())
        .setReadState(read.getState())
        .setCharacters(read.getCharacters())
        .setConfidence(read.getConfidence())
        .setCameraId(read.getCameraId())
        .setCameraName(camera.map(Camera::getName).orElse(null))
        .setLatitude(camera.map(Camera::getLatitude).orElse(null))
        .setLongitude(camera.map(Camera::getLongitude).orElse(null))
        .setCapturedAt(read.getCapturedAt())
        .setBox(read.getBox())
        .setPlateCrop(image.getPlateCrop());
  }

  /**
   * The alert with what its entry says now. A revision of its own where that is more than another
   * end: lists are renewed every day, and what people have checked holds for one revision. Without
   * the picture, which is not kept with raised alerts: the revision before has it.
   */
  static Alert restated(Alert alert, Match match) {
    Alert.Builder restated = withEntry(Alert.newBuilder(alert), match);
    if (alert.getLookBack()) {
      restated.setPriority(Priority.LOW);
    }
    Alert otherEnd = Alert.newBuilder(alert).setListedUntil(match.entry().getExpiresAt()).build();
    return restated.build().equals(otherEnd)
        ? otherEnd
        : restated.setRevision(alert.getRevision() + 1).build();
  }

  /**
   * The alert taken back.
   *
   * @param reason for a person to read; names no plate
   */
  static Alert recalled(Alert alert, String reason) {
    return Alert.newBuilder(alert)
        .setRevision(alert.getRevision() + 1)
        .setStatus(AlertStatus.RECALLED)
        .setRecallReason(reason)
        .setPlateCrop(null)
        .build();
  }

  /**
   * What a person sees of an alert whose plate was opted out: that it is withdrawn. Under the same
   * id, so that compaction removes what was said before, and with nothing left of plate, entry or
   * picture.
   */
  public static Alert withdrawn(Alert alert) {
    return Alert.newBuilder(alert)
        .setRevision(alert.getRevision() + 1)
        .setStatus(AlertStatus.RECALLED)
        .setRecallReason("The alert was withdrawn.")
        .setReadId("")
        .setEntryId("")
        .setPlateText("")
        .setListedPlate("")
        .setDifferences(List.of())
        .setReadState(null)
        .setListedState(null)
        .setListedUntil(null)
        .setCharacters(List.of())
        .setReason(null)
        .setSourceAgency("")
        .setCaseNumber(null)
        .setPlateCrop(null)
        .build();
  }

  private static Alert.Builder withEntry(Alert.Builder alert, Match match) {
    HotlistEntry entry = match.entry();
    return alert
        .setEntryId(entry.getEntryId())
        .setListedPlate(entry.getPlateText())
        .setMatchKind(match.kind())
        .setPartial(match.partial())
        .setDifferences(match.differences())
        .setStateMatch(match.state())
        .setListedState(entry.getState())
        .setListedUntil(entry.getExpiresAt())
        .setCategory(entry.getCategory())
        .setPriority(match.priority())
        .setReason(entry.getReason())
        .setSourceAgency(entry.getSourceAgency())
        .setCaseNumber(entry.getCaseNumber());
  }
}
