package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;

/**
 * AXIS License Plate Verifier's push events. The camera follows each vehicle as a {@code carID} and
 * reports it NEW, again (UPDATE) whenever it thinks better of it, and LOST some 10 s after it has
 * gone. All of them are sightings of one track, so the text of a later one replaces that of an
 * earlier. The score is 0 to 1; values may be quoted. The camera names no confidence of a state, so
 * none is taken.
 *
 * @see <a href="https://developer.axis.com/vapix/applications/license-plate-verifier-api">License
 *     plate verifier API</a>
 */
final class AxisParser implements EventParser {

  private static final Set<String> STATES = Set.of("new", "update", "updated", "lost");
  private static final List<String> TEXTS = List.of("plateUTF8", "plateUnicode", "plateText");
  private static final int MOST_PICTURES = 20;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    JsonField root = JsonField.root(body.document());
    JsonField carState = root.required("carState");
    String state = carState.text().trim().toLowerCase(Locale.ROOT);
    if (!STATES.contains(state)) {
      throw EventRefused.malformed(carState.path(), "is neither new nor update nor lost");
    }
    String car = root.required("carID").id();
    Instant capturedAt = capturedAt(root);
    String packet = root.optionalId("packetCounter").orElse("");
    double score = root.required("plateConfidence").number(0, 1);
    BoundingBox box = box(root.required("plateCoordinates"));
    Optional<SentPicture> picture = picture(root, body);
    JsonField text = text(root);
    Sighting sighting =
        new Sighting(
            root.optionalId("sensorProviderID"),
            String.join("|", car, state, capturedAt.toString(), packet),
            CaptureTime.of(capturedAt),
            PlateReading.of(WrittenPlate.parse(text.path(), text.text()), score, List.of()),
            score,
            Optional.empty(),
            box,
            Optional.empty(),
            FrameSize.UNKNOWN,
            picture,
            Optional.of(Sighting.Track.of("axis-" + car)));
    return new CameraEvent.Sightings(List.of(sighting), List.of());
  }

  private static Instant capturedAt(JsonField root) throws EventRefused {
    Optional<JsonField> captured = root.optional("capture_timestamp");
    return captured.isPresent()
        ? Times.ofMillis(captured.get())
        : Times.ofCompact(root.required("datetime"));
  }

  /** Firmware differs in which of them it fills. */
  private static JsonField text(JsonField root) throws EventRefused {
    for (String name : TEXTS) {
      Optional<JsonField> field = root.optional(name);
      if (field.isPresent() && !field.get().text().isBlank()) {
        return field.get();
      }
    }
    return root.required("plateText");
  }

  private static BoundingBox box(JsonField coordinates) throws EventRefused {
    List<JsonField> values = coordinates.elements(4);
    if (values.size() < 4) {
      throw EventRefused.malformed(coordinates.path(), "is not left, top, width and height");
    }
    int left = values.get(0).pixels();
    int top = values.get(1).pixels();
    return Boxes.between(
        coordinates.path(), left, top, left + values.get(2).pixels(), top + values.get(3).pixels());
  }

  /** The plate's own picture only: what else the vehicle looks like is not kept. */
  private static Optional<SentPicture> picture(JsonField root, EventBody body) throws EventRefused {
    Optional<JsonField> pictures = root.optional("ImageArray");
    if (pictures.isPresent()) {
      for (JsonField picture : pictures.get().elements(MOST_PICTURES)) {
        if (isPlate(picture.object().optional("ImageType"))) {
          return picture.optionalPicture("BinaryImage").map(bytes -> new SentPicture(bytes, true));
        }
      }
    }
    return isPlate(root.optional("imageType"))
        ? body.picture().map(bytes -> new SentPicture(bytes, true))
        : body.picture("plate").map(bytes -> new SentPicture(bytes, true));
  }

  private static boolean isPlate(Optional<JsonField> type) throws EventRefused {
    return type.isPresent() && type.get().text().equalsIgnoreCase("plate");
  }
}
