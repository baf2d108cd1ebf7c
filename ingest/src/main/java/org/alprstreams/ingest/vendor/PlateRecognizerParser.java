package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    String event =
        String.join(
            "|",
            cameraId.orElse(""),
            capturedAt.toString(),
            data.optionalId("filename").orElse(""));
    List<Sighting> sightings = new ArrayList<>();
    List<CameraEvent.Skipped> skipped = new ArrayList<>();
    for (JsonField result : data.required("results").elements(MOST_RESULTS)) {
      JsonField plate = result.object().required("plate");
      BoundingBox box = box(result.required("box").object());
      double score = result.required("score").number(0, 1);
      List<Alternative> others = Alternatives.of(result, "score", 1);
      double detected = result.optionalNumber("dscore", 0, 1).orElse(score);
      Optional<PlateState> state = state(result);
      try {
        PlateText text = WrittenPlate.parse(plate.path(), plate.text());
        sightings.add(
            new Sighting(
                cameraId,
                event,
                capturedAt,
                PlateReading.of(text, score, others),
                detected,
                state,
                box,
                FrameSize.UNKNOWN,
                body.picture().map(bytes -> new SentPicture(bytes, false)),
                Optional.empty()));
      } catch (EventRefused e) {
        if (e.reason() != EventRefused.Reason.UNUSABLE) {
          throw e;
        }
        skipped.add(new CameraEvent.Skipped(plate.path(), e.getMessage()));
      }
    }
    return new CameraEvent.Sightings(sightings, skipped);
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
