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

/** The revisions of an alert: raised, restated, recalled, raised again, withdrawn. */
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
    return alertId(read.getReadId(), read.getPlateKey(), entry);
  }

  private static String alertId(String readId, String plateKey, HotlistEntry entry) {
    return PartialEntries.isPartial(entry)
        ? DerivedId.of("alert", readId, entry.getEntryId(), plateKey)
        : alertId(readId, entry.getEntryId());
  }

  /**
   * What a match raises, or says anew. What was found by looking back stays of the lowest priority.
   *
   * @param before the alert's latest revision, or empty where it is the first
   * @param camera the camera passed, or empty where the registry does not know it
   */
  static Alert raised(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera, Instant now) {
    boolean lookBack = before.filter(Alert::getLookBack).isPresent();
    return ofRead(match, image, before, camera, lookBack)
        .setRaisedAt(before.map(Alert::getRaisedAt).orElse(now))
        .build();
  }

  /** What a match raises with a read whose vehicle is in view, now. */
  static Alert seen(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera, Instant now) {
    return ofRead(match, image, before, camera, false).setRaisedAt(now).build();
  }

  /** What a match raises with a read that a look-back found, now. */
  static Alert foundBack(
      Match match, ReadImage image, Optional<Alert> before, Optional<Camera> camera, Instant now) {
    return ofRead(match, image, before, camera, true).setRaisedAt(now).build();
  }

  private static Alert.Builder ofRead(
      Match match,
      ReadImage image,
      Optional<Alert> before,
      Optional<Camera> camera,
      boolean lookBack) {
    PlateRead read = image.getRead();
    HotlistEntry entry = match.entry();
    return withEntry(Alert.newBuilder().setLookBack(lookBack), match)
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
   * end: lists are renewed every day, and what people have checked holds for one revision.
   */
  static Alert restated(Alert alert, Match match) {
    Alert.Builder restated = withEntry(Alert.newBuilder(alert), match);
    Alert otherEnd = Alert.newBuilder(alert).setListedUntil(match.entry().getExpiresAt()).build();
    return restated.build().equals(otherEnd)
        ? otherEnd
        : restated.setRevision(alert.getRevision() + 1).build();
  }

  /**
   * The alert taken back because its read does not stand.
   *
   * @param reason for a person to read; names no plate
   */
  static Alert recalled(Alert alert, String reason) {
    return Alert.newBuilder(recalledByList(alert, reason))
        .setRecalledByList(false)
        .setPlateCrop(null)
        .build();
  }

  /**
   * The alert taken back because of its entry. The read stands, so that the picture is remembered:
   * the alert may be raised again.
   *
   * @param reason for a person to read; names no plate
   */
  static Alert recalledByList(Alert alert, String reason) {
    return Alert.newBuilder(alert)
        .setRevision(alert.getRevision() + 1)
        .setStatus(AlertStatus.RECALLED)
        .setRecallReason(reason)
        .setRecalledByList(true)
        .build();
  }

  /** What is remembered of an alert that was recalled because of its entry, once its read fell. */
  static Alert recalledForGood(Alert alert) {
    return Alert.newBuilder(alert).setRecalledByList(false).setPlateCrop(null).build();
  }

  /**
   * What is raised in place of an alert that was recalled because of its entry: the same one, in a
   * further revision, where its entry is in force again; for another entry of the same plate the
   * alert that it has with this read. Either counts from when the first was raised.
   *
   * @param plateKey the read's
   */
  static Alert raisedAgain(Alert recalled, String plateKey, Match match) {
    boolean same = recalled.getEntryId().equals(match.entry().getEntryId());
    return withEntry(Alert.newBuilder(recalled), match)
        .setAlertId(alertId(recalled.getReadId(), plateKey, match.entry()))
        .setRevision(same ? recalled.getRevision() + 1 : 0)
        .setStatus(AlertStatus.OPEN)
        .setRecallReason(null)
        .setRecalledByList(false)
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
        .setRecalledByList(false)
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

  /** What was found by looking back stays of the lowest priority. */
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
        .setPriority(alert.getLookBack() ? Priority.LOW : match.priority())
        .setReason(entry.getReason())
        .setSourceAgency(entry.getSourceAgency())
        .setCaseNumber(entry.getCaseNumber());
  }
}
