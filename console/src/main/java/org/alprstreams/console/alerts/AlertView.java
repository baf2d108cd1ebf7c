package org.alprstreams.console.alerts;

import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.CharacterReading;

/**
 * An alert as the browser gets it. Times are ISO-8601 in UTC; the crop is a link of its own.
 *
 * @param partial whether only a part of the plate is listed
 * @param lookBack whether the vehicle passed before its entry was added
 * @param listedUntil when the entry expires, or null
 * @param characterConfidence probability of each character read, 0 to 1, left to right
 * @param crop path of the plate's picture, null once the alert has none
 */
record AlertView(
    String alertId,
    int revision,
    String status,
    String recallReason,
    String plate,
    String listedPlate,
    String matchKind,
    boolean partial,
    boolean lookBack,
    List<DifferenceView> differences,
    String stateMatch,
    String readState,
    String listedState,
    String listedUntil,
    List<Float> characterConfidence,
    float confidence,
    String category,
    String priority,
    String reason,
    String sourceAgency,
    String caseNumber,
    String cameraId,
    String cameraName,
    Double latitude,
    Double longitude,
    String capturedAt,
    String raisedAt,
    String crop) {

  /** One position, 0 is the leftmost, at which read and list differ. */
  record DifferenceView(
      int position, String read, String listed, float readProbability, float listedProbability) {}

  static AlertView of(Alert alert) {
    return new AlertView(
        alert.getAlertId(),
        alert.getRevision(),
        alert.getStatus().name(),
        alert.getRecallReason(),
        alert.getPlateText(),
        alert.getListedPlate(),
        alert.getMatchKind().name(),
        alert.getPartial(),
        alert.getLookBack(),
        alert.getDifferences().stream()
            .map(
                d ->
                    new DifferenceView(
                        d.getPosition(),
                        d.getRead(),
                        d.getListed(),
                        d.getReadProbability(),
                        d.getListedProbability()))
            .toList(),
        alert.getStateMatch().name(),
        alert.getReadState(),
        alert.getListedState(),
        alert.getListedUntil() == null ? null : alert.getListedUntil().toString(),
        alert.getCharacters().stream().map(AlertView::best).toList(),
        alert.getConfidence(),
        alert.getCategory().name(),
        alert.getPriority().name(),
        alert.getReason(),
        alert.getSourceAgency(),
        alert.getCaseNumber(),
        alert.getCameraId(),
        alert.getCameraName(),
        alert.getLatitude(),
        alert.getLongitude(),
        alert.getCapturedAt().toString(),
        alert.getRaisedAt().toString(),
        alert.getPlateCrop() == null ? null : "/api/alerts/" + alert.getAlertId() + "/crop");
  }

  private static float best(CharacterReading reading) {
    return reading.getAlternatives().isEmpty()
        ? 0f
        : reading.getAlternatives().get(0).getProbability();
  }
}
