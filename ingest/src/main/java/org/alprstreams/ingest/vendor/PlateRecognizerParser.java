package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.PlateReading.Alternative;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Plate Recognizer's webhook: JSON, or a form with the field {@code json} and the picture {@code
 * upload}. Each result is a sighting of its own; one that cannot be used does not take the others
 * with it. Scores are 0 to 1.
 *
 * @see <a href="https://guides.platerecognizer.com/docs/stream/results">Webhooks and outputs</a>
 */
final class PlateRecognizerParser implements EventParser {

  /** A picture may be decoded once for each. */
  private static final int MOST_RESULTS = 20;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    JsonField data = JsonField.root(body.document()).required("data").object();
    Optional<String> cameraId = data.optionalId("camera_id");
    JsonField timestamp = data.required("timestamp");
    Instant capturedAt = Times.ofText(timestamp.path(), timestamp.text());
    List<JsonField> results = data.required("results").elements(MOST_RESULTS);
    String event = identity(cameraId, capturedAt, data.optionalId("filename"), results);
    List<Sighting> sightings = new ArrayList<>();
    List<CameraEvent.Skipped> skipped = new ArrayList<>();
    for (JsonField result : results) {
      try {
        sightings.add(sighting(result.object(), cameraId, event, capturedAt, body.picture()));
      } catch (EventRefused e) {
        if (e.reason() != EventRefused.Reason.UNUSABLE) {
          throw e;
        }
        skipped.add(new CameraEvent.Skipped(result.path(), e.getMessage()));
      }
    }
    return new CameraEvent.Sightings(sightings, skipped);
  }

  /**
   * Where no file is named, places tell pictures of one moment apart: each of two vehicles may come
   * in a post of its own.
   */
  private static String identity(
      Optional<String> cameraId,
      Instant capturedAt,
      Optional<String> file,
      List<JsonField> results) {
    String picture =
        file.orElseGet(
            () ->
                results.stream()
                    .flatMap(result -> result.optional("box").stream())
                    .map(JsonField::canonical)
                    .collect(Collectors.joining(",")));
    return String.join("|", cameraId.orElse(""), capturedAt.toString(), picture);
  }

  private static Sighting sighting(
      JsonField result,
      Optional<String> cameraId,
      String event,
      Instant capturedAt,
      Optional<byte[]> picture)
      throws EventRefused {
    double score = result.required("score").number(0, 1);
    List<Alternative> others = Alternatives.of(result, "score", 1);
    double detected = result.optionalNumber("dscore", 0, 1).orElse(score);
    Optional<PlateState> state = state(result);
    BoundingBox box = box(result.required("box").object());
    Optional<JsonField> plate = result.optional("plate");
    if (plate.isEmpty()) {
      throw EventRefused.unusable(result.path(), "names no plate");
    }
    PlateText text = WrittenPlate.parse(plate.get().path(), plate.get().text());
    return new Sighting(
        cameraId,
        event,
        capturedAt,
        PlateReading.of(text, score, others),
        detected,
        state,
        box,
        FrameSize.UNKNOWN,
        picture.map(bytes -> new SentPicture(bytes, false)),
        Optional.empty());
  }

  private static BoundingBox box(JsonField box) throws EventRefused {
    return Boxes.between(
        box.path(),
        box.required("xmin").pixels(),
        box.required("ymin").pixels(),
        box.required("xmax").pixels(),
        box.required("ymax").pixels());
  }

  private static Optional<PlateState> state(JsonField result) throws EventRefused {
    Optional<JsonField> region = result.optional("region");
    if (region.isEmpty()) {
      return Optional.empty();
    }
    return PlateState.of(region.get().object(), "code", "score", 1);
  }
}
