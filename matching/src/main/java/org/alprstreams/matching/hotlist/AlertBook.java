package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.identity.DerivedId;

/**
 * Decides which alerts a read raises, revises and recalls. Each passage and entry have one alert,
 * whose id is derived from both.
 */
public final class AlertBook {

  private final HotlistMatcher matcher;

  public AlertBook(HotlistMatcher matcher) {
    this.matcher = matcher;
  }

  /** Id of the alert that a read and an entry have together. */
  public static String alertId(String readId, String entryId) {
    return DerivedId.of("alert", readId, entryId);
  }

  /**
   * What a new revision of a read changes.
   *
   * @param image the read with its crop
   * @param entries all entries of its plate key
   * @param raised the alerts of this read so far, each in its latest revision
   * @param camera the camera passed, or empty where the registry does not know it
   * @param now this system's time
   * @return alerts to publish; none where nothing changes
   */
  public List<Alert> onRead(
      ReadImage image,
      List<HotlistEntry> entries,
      Collection<Alert> raised,
      Optional<Camera> camera,
      Instant now) {
    PlateRead read = image.getRead();
    if (read.getStatus() == ReadStatus.RETRACTED) {
      return recallAll(
          raised,
          read.getSupersededBy() == null
              ? "The read was taken back."
              : "A better look at the same vehicle shows another plate.");
    }
    Map<String, Alert> before =
        raised.stream().collect(Collectors.toMap(Alert::getEntryId, Function.identity()));
    Map<String, Match> matches = new HashMap<>();
    for (HotlistEntry entry : entries) {
      matcher.match(read, entry, now).ifPresent(match -> matches.put(entry.getEntryId(), match));
    }
    List<Alert> changes = new ArrayList<>();
    matches.values().stream()
        .map(match -> raise(match, image, before, camera, now))
        .flatMap(Optional::stream)
        .forEach(changes::add);
    changes.addAll(
        recallAll(
            raised.stream().filter(alert -> !matches.containsKey(alert.getEntryId())).toList(),
            "The read no longer matches an entry in force."));
    return List.copyOf(changes);
  }

  /**
   * What a change of the hotlist recalls: alerts whose entry is not on it any more.
   *
   * @param listed ids of the entries that are on the list
   */
  public List<Alert> onHotlist(Set<String> listed, Collection<Alert> raised) {
    return recallAll(
        raised.stream().filter(alert -> !listed.contains(alert.getEntryId())).toList(),
        "The entry was removed from the hotlist.");
  }

  /**
   * Takes back every alert that stands.
   *
   * @param reason for a person to read; names no plate
   */
  public List<Alert> recallAll(Collection<Alert> raised, String reason) {
    return raised.stream()
        .filter(alert -> alert.getStatus() == AlertStatus.OPEN)
        .map(
            alert ->
                Alert.newBuilder(alert)
                    .setRevision(alert.getRevision() + 1)
                    .setStatus(AlertStatus.RECALLED)
                    .setRecallReason(reason)
                    .setPlateCrop(null)
                    .build())
        .toList();
  }

  private static Optional<Alert> raise(
      Match match,
      ReadImage image,
      Map<String, Alert> raised,
      Optional<Camera> camera,
      Instant now) {
    Optional<Alert> before = Optional.ofNullable(raised.get(match.entry().getEntryId()));
    if (before.filter(alert -> saysTheSame(alert, match, image.getRead())).isPresent()) {
      return Optional.empty();
    }
    PlateRead read = image.getRead();
    HotlistEntry entry = match.entry();
    return Optional.of(
        Alert.newBuilder()
            .setAlertId(alertId(read.getReadId(), entry.getEntryId()))
            .setRevision(before.map(alert -> alert.getRevision() + 1).orElse(0))
            .setStatus(AlertStatus.OPEN)
            .setReadId(read.getReadId())
            .setEntryId(entry.getEntryId())
            .setPlateText(read.getPlateText())
            .setListedPlate(entry.getPlateText())
            .setMatchKind(match.kind())
            .setDifferences(match.differences())
            .setStateMatch(match.state())
            .setReadState(read.getState())
            .setListedState(entry.getState())
            .setCharacters(read.getCharacters())
            .setConfidence(read.getConfidence())
            .setCategory(entry.getCategory())
            .setPriority(match.priority())
            .setReason(entry.getReason())
            .setSourceAgency(entry.getSourceAgency())
            .setCaseNumber(entry.getCaseNumber())
            .setCameraId(read.getCameraId())
            .setCameraName(camera.map(Camera::getName).orElse(null))
            .setLatitude(camera.map(Camera::getLatitude).orElse(null))
            .setLongitude(camera.map(Camera::getLongitude).orElse(null))
            .setCapturedAt(read.getCapturedAt())
            .setRaisedAt(before.map(Alert::getRaisedAt).orElse(now))
            .setBox(read.getBox())
            .setPlateCrop(image.getPlateCrop())
            .build());
  }

  private static boolean saysTheSame(Alert alert, Match match, PlateRead read) {
    return alert.getStatus() == AlertStatus.OPEN
        && alert.getPlateText().equals(read.getPlateText())
        && alert.getListedPlate().equals(match.entry().getPlateText())
        && alert.getStateMatch() == match.state()
        && alert.getPriority() == match.priority();
  }
}
