package org.alprstreams.console.alerts;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.schemas.alert.AlertHistory;
import org.alprstreams.schemas.policy.AlertCheck;

/**
 * An alert as the browser gets it. Times are ISO-8601 in UTC; the crop is a link of its own.
 *
 * @param partial whether only a part of the plate is listed
 * @param lookBack whether the vehicle passed before its entry was added
 * @param listedUntil when the entry expires, or null
 * @param characterConfidence probability of each character read, 0 to 1, left to right
 * @param crop path of the plate's picture, null once the alert has none
 * @param acts how many actions are known: of one revision, the view with more of them is the newer
 * @param missingChecks checks to be passed before a release
 * @param confirmed whether it may be released to units now
 * @param imageCheck the latest comparison with the image, or null
 * @param listCheck the latest confirmation that the entry is listed, or null
 * @param release the release to units, or null
 * @param disposition what it turned out to be, or null
 * @param mustTell why the units that it was released to have to be told something, or null
 * @param unitsTold the disposition that says that they were told of what changed, or null
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
    String crop,
    int acts,
    Set<AlertCheck> missingChecks,
    boolean confirmed,
    ActionView imageCheck,
    ActionView listCheck,
    ActionView release,
    ActionView disposition,
    MustTell mustTell,
    ActionView unitsTold) {

  /**
   * What somebody did.
   *
   * @param revision the alert's revision that they saw
   * @param passed of a check
   * @param disposition of a disposition, else null
   * @param note their words, or null
   */
  record ActionView(
      int revision, boolean passed, String disposition, String by, String at, String note) {

    private static ActionView of(AlertAction action) {
      return new ActionView(
          action.getAlertRevision(),
          action.getPassed(),
          action.getDisposition() == null ? null : action.getDisposition().name(),
          action.getUsername(),
          action.getAt().toString(),
          action.getNote());
    }
  }

  /** One position, 0 is the leftmost, at which read and list differ. */
  record DifferenceView(
      int position, String read, String listed, float readProbability, float listedProbability) {}

  static AlertView of(Alert alert, AlertHistory history) {
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
        alert.getPlateCrop() == null ? null : "/api/alerts/" + alert.getAlertId() + "/crop",
        history.size(),
        history.missing(alert.getRevision()),
        alert.getStatus() == AlertStatus.OPEN && history.isConfirmed(alert.getRevision()),
        view(history.latest(AlertActionKind.IMAGE_CHECK)),
        view(history.latest(AlertActionKind.LIST_CHECK)),
        view(history.release()),
        view(history.latest(AlertActionKind.DISPOSITION)),
        MustTell.why(alert, history).orElse(null),
        view(MustTell.told(alert, history)));
  }

  private static ActionView view(Optional<AlertAction> action) {
    return action.map(ActionView::of).orElse(null);
  }

  private static float best(CharacterReading reading) {
    return reading.getAlternatives().isEmpty()
        ? 0f
        : reading.getAlternatives().get(0).getProbability();
  }
}
