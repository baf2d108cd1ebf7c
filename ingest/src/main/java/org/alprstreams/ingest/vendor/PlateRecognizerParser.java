package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;

/**
 * Plate Recognizer's webhook: JSON, or a form with the field {@code json} and, where pictures are
 * sent, the picture {@code upload}. Snapshot writes its time without an offset, which is taken for
 * UTC. Each result is a sighting of its own; one that cannot be used, such as a vehicle without a
 * plate, does not take the others with it. Scores are 0 to 1.
 *
 * @see <a href="https://guides.platerecognizer.com/docs/stream/results">Webhooks and outputs</a>
 * @see <a href="https://guides.platerecognizer.com/docs/snapshot/results">Webhooks for Snapshot</a>
 */
final class PlateRecognizerParser implements EventParser {

  /** A picture may be decoded once for each. */
  private static final int MOST_RESULTS = 20;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    JsonField data = JsonField.root(body.document()).required("data").object();
    Optional<String> cameraId = data.optionalId("camera_id");
    CaptureTime captured = Times.ofTextOrUtc(data.required("timestamp"));
    List<JsonField> results = data.required("results").elements(MOST_RESULTS);
    String event = identity(cameraId, captured.at(), data.optionalId("filename"), results);
    List<Sighting> sightings = new ArrayList<>();
    List<CameraEvent.Skipped> skipped = new ArrayList<>();
    if (results.stream().allMatch(result -> result.optional("plate").isEmpty())) {
      // Vehicles whose plates do not show: nothing is wrong, and nothing is to be sent again.
      return new CameraEvent.Sightings(sightings, skipped);
    }
    for (JsonField result : results) {
      try {
        sightings.add(sighting(result.object(), cameraId, event, captured, body.picture()));
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
   * A file is named after its frame's time, and each of two vehicles in one frame may come in a
   * post of its own, so places tell them apart.
   */
  private static String identity(
      Optional<String> cameraId,
      Instant capturedAt,
      Optional<String> file,
      List<JsonField> results) {
    String places =
        results.stream()
            .flatMap(result -> Stream.concat(Stream.of(result), result.optional("plate").stream()))
            .flatMap(holder -> holder.optional("box").stream())
            .map(JsonField::canonical)
            .collect(Collectors.joining(","));
    return String.join("|", cameraId.orElse(""), capturedAt.toString(), file.orElse(""), places);
  }

  private static Sighting sighting(
      JsonField result,
      Optional<String> cameraId,
      String event,
      CaptureTime captured,
      Optional<byte[]> picture)
      throws EventRefused {
    RecognizedPlate plate = RecognizedPlate.of(result);
    return new Sighting(
        cameraId,
        event,
        captured,
        plate.reading(),
        plate.detection(),
        plate.state(),
        plate.box(),
        vehicle(result),
        FrameSize.UNKNOWN,
        picture.map(bytes -> new SentPicture(bytes, false)),
        Optional.empty());
  }

  /** Empty where it cannot be read: it matters for the picture only. */
  private static Optional<BoundingBox> vehicle(JsonField result) {
    try {
      Optional<JsonField> vehicle = result.optional("vehicle");
      Optional<JsonField> box =
          vehicle.isEmpty() ? Optional.empty() : vehicle.get().optional("box");
      return box.isEmpty() ? Optional.empty() : Optional.of(Boxes.ofCorners(box.get()));
    } catch (EventRefused e) {
      return Optional.empty();
    }
  }
}
