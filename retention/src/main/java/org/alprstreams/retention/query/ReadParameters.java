package org.alprstreams.retention.query;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.retention.query.ReadScan.Index;
import org.alprstreams.retention.query.Router.Allowance;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.http.Problem;

/**
 * A query for reads as its parameters give it, checked.
 *
 * @param scan which reads
 * @param allowance what its answer may lack
 * @param elements what was asked for, for the access record
 */
record ReadParameters(ReadScan scan, Allowance allowance, Map<String, String> elements) {

  static final int MOST_READS = 1000;

  private static final int FEW_READS = 100;
  private static final int LONGEST_CAMERA_ID = 64;
  private static final Set<String> KNOWN =
      Set.of(
          "plate",
          "lookalikes",
          "camera",
          "from",
          "to",
          "limit",
          "cursor",
          "allowPartial",
          "allowStale",
          "purpose",
          "caseNumber");

  /**
   * Bounds of a query.
   *
   * @param earliest nothing older is kept
   * @param latest nothing newer is kept
   * @param longestSpan for queries of a camera
   */
  record Bounds(Instant earliest, Instant latest, Duration longestSpan) {}

  /**
   * @throws Problem 400 if anything is missing, unknown or not as it must be
   */
  static ReadParameters parse(Map<String, List<String>> given, Bounds bounds) {
    Parameters parameters = new Parameters(given, KNOWN);
    Optional<String> plate = parameters.text("plate");
    Optional<String> camera = parameters.text("camera");
    if (plate.isPresent() == camera.isPresent()) {
      throw Responses.badParameter("Give either plate or camera.");
    }
    boolean lookAlikes = parameters.flag("lookalikes");
    if (lookAlikes && camera.isPresent()) {
      throw Responses.badParameter("lookalikes goes with plate, not with camera.");
    }
    Optional<Instant> from = parameters.instant("from");
    Optional<Instant> to = parameters.instant("to");
    if (camera.isPresent() && (from.isEmpty() || to.isEmpty())) {
      throw Responses.badParameter("A query for a camera needs from and to.");
    }
    Instant earliest = from.orElse(bounds.earliest());
    Instant latest = to.orElse(bounds.latest());
    if (earliest.isAfter(latest)) {
      throw Responses.badParameter("from is after to.");
    }
    Instant clampedFrom = earliest.isBefore(bounds.earliest()) ? bounds.earliest() : earliest;
    Instant clampedTo = latest.isAfter(bounds.latest()) ? bounds.latest() : latest;
    if (camera.isPresent()
        && Duration.between(clampedFrom, clampedTo).compareTo(bounds.longestSpan()) > 0) {
      throw Responses.badParameter(
          "from and to lie further apart than " + bounds.longestSpan() + ": ask in parts.");
    }
    Subject subject =
        plate
            .map(written -> plate(written, lookAlikes))
            .orElseGet(() -> camera(camera.orElseThrow()));
    ReadScan scan =
        new ReadScan(
            subject.index(),
            subject.value(),
            subject.text(),
            clampedFrom,
            clampedTo,
            parameters.text("cursor").map(ReadParameters::cursor),
            parameters.number("limit", 1, MOST_READS).orElse(FEW_READS));

    Map<String, String> elements = new LinkedHashMap<>(subject.elements());
    elements.put("from", clampedFrom.toString());
    elements.put("to", clampedTo.toString());
    scan.after().ifPresent(last -> elements.put("cursor", last.cursor()));
    return new ReadParameters(
        scan,
        new Allowance(parameters.flag("allowPartial"), parameters.flag("allowStale", true)),
        elements);
  }

  /** What is searched for: the first parts of a scan, and elements for the access record. */
  private record Subject(
      Index index, String value, Optional<String> text, Map<String, String> elements) {}

  private static Subject plate(String written, boolean lookAlikes) {
    if (PartialPlate.isMeant(written)) {
      String pattern = partialPlate(written).value();
      return new Subject(
          Index.PARTIAL_PLATE,
          pattern,
          exactly(pattern, lookAlikes),
          elements(pattern, lookAlikes));
    }
    PlateText text = plate(written);
    return new Subject(
        Index.PLATE,
        PlateKey.of(text).value(),
        exactly(text.value(), lookAlikes),
        elements(text.value(), lookAlikes));
  }

  private static Optional<String> exactly(String text, boolean lookAlikes) {
    return lookAlikes ? Optional.empty() : Optional.of(text);
  }

  private static Map<String, String> elements(String plate, boolean lookAlikes) {
    return Map.of("plate", plate, "lookalikes", Boolean.toString(lookAlikes));
  }

  private static PartialPlate partialPlate(String written) {
    return PartialPlate.tryParse(written)
        .orElseThrow(
            () ->
                Responses.badParameter(
                    "A plate with ? or * in it has at least "
                        + PartialPlate.LEAST_KNOWN
                        + " letters and digits, and at most "
                        + PlateText.MAX_LENGTH
                        + " of them and ? together; it has "
                        + PartialPlate.MAX_LENGTH
                        + " characters at most. Blanks and dashes do not count."));
  }

  private static PlateText plate(String written) {
    return PlateText.tryParse(written)
        .orElseThrow(
            () ->
                Responses.badParameter(
                    "plate has "
                        + PlateText.MIN_LENGTH
                        + " to "
                        + PlateText.MAX_LENGTH
                        + " letters and digits; blanks and dashes do not count."));
  }

  private static Subject camera(String id) {
    if (id.length() > LONGEST_CAMERA_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw Responses.badParameter(
          "camera is a camera's id, " + LONGEST_CAMERA_ID + " printable characters at most.");
    }
    return new Subject(Index.CAMERA, id, Optional.empty(), Map.of("camera", id));
  }

  private static Position cursor(String written) {
    return Position.ofCursor(written)
        .orElseThrow(
            () ->
                Responses.badParameter(
                    "cursor is the 'nextCursor' of an earlier answer, unchanged."));
  }
}
