package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;
import org.alprstreams.ingest.vendor.Sighting.Track;

/**
 * Rekor Scout, formerly OpenALPR. An {@code alpr_group} is all looks at one vehicle, weighed by the
 * sender: one sighting, dated by the best of them, and a track of its own, so that two vehicles
 * that come close together stay two. A preview, which may be sent when a vehicle is seen first, is
 * of the same track as its final group. Scores are 0 to 100. What belongs to no plate (colour,
 * make, place on earth) is not looked at, and neither are the addresses of streams, which hold
 * passwords.
 *
 * @see <a href="https://docs.rekor.ai/v/scout/application-integration/json-group-results">JSON
 *     group results</a>
 * @see <a href="https://help.rekor.ai/how-do-i-set-up-real-time-group-results">Previews</a>
 */
final class RekorParser implements EventParser {

  private static final double HUNDRED = 100;
  private static final int MOST_CORNERS = 16;
  private static final int MOST_STREAMS = 1_000;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    JsonField root = JsonField.root(body.document());
    if (isTest(root)) {
      return new CameraEvent.Ignored("webhook_test");
    }
    String type = root.required("data_type").text();
    return switch (type) {
      case "alpr_group" -> group(root);
      case "heartbeat" -> new CameraEvent.Heartbeat(streams(root));
      // Sent besides the groups and about the same vehicles.
      case "alpr_results", "alpr_alert", "vehicle" -> new CameraEvent.Ignored(type);
      default ->
          throw EventRefused.unusable(
              "$.data_type", "is none that is taken; forward alpr_group and heartbeat");
    };
  }

  /** What the web server posts to try an address out; seen in receivers, not documented. */
  private static boolean isTest(JsonField root) throws EventRefused {
    Optional<JsonField> test = root.optional("openalpr_webhook");
    return test.isPresent()
        && root.optional("data_type").isEmpty()
        && test.get().text().equals("test");
  }

  private static CameraEvent group(JsonField root) throws EventRefused {
    JsonField best = root.required("best_plate").object();
    RekorLooks looks = RekorLooks.of(root, best);
    boolean preview = root.flag("is_preview");
    if (preview && looks.first().isEmpty()) {
      // What cannot be tied to its final group could never be taken back.
      return new CameraEvent.Ignored("alpr_group_preview");
    }
    return new CameraEvent.Sightings(List.of(sighting(root, best, looks, preview)), List.of());
  }

  private static Sighting sighting(
      JsonField root, JsonField best, RekorLooks looks, boolean preview) throws EventRefused {
    Optional<String> cameraId = root.optionalId("camera_id");
    Instant start = Times.ofMillis(root.required("epoch_start"));
    Instant end = Times.ofMillis(root.required("epoch_end"));
    if (end.isBefore(start)) {
      throw EventRefused.malformed("$.epoch_end", "is before $.epoch_start");
    }
    String span = start + "/" + end;
    return new Sighting(
        cameraId,
        String.join("|", cameraId.orElse(""), looks.identity(), span, preview ? "preview" : ""),
        CaptureTime.of(looks.bestAt(start, end).orElse(end)),
        reading(root, best),
        best.required("confidence").number(0, HUNDRED) / HUNDRED,
        state(root, best),
        box(best.required("coordinates")),
        Optional.empty(),
        new FrameSize(size(root, "best_image_width"), size(root, "best_image_height")),
        best.optionalPicture("plate_crop_jpeg").map(jpeg -> new SentPicture(jpeg, true)),
        Optional.of(
            new Track(
                "rekor-" + looks.first().orElse(looks.best().orElse("") + "/" + span),
                preview,
                root.flag("is_parked"))));
  }

  private static PlateReading reading(JsonField root, JsonField best) throws EventRefused {
    Optional<JsonField> group = root.optional("best_plate_number");
    JsonField plate = group.isPresent() ? group.get() : best.required("plate");
    Optional<Double> groupScore = root.optionalNumber("best_confidence", 0, HUNDRED);
    double score =
        groupScore.isPresent() ? groupScore.get() : best.required("confidence").number(0, HUNDRED);
    return PlateReading.of(
        WrittenPlate.parse(plate.path(), plate.text()),
        score / HUNDRED,
        Alternatives.of(root, "confidence", HUNDRED));
  }

  private static Optional<PlateState> state(JsonField root, JsonField best) throws EventRefused {
    Optional<PlateState> ofGroup =
        PlateState.of(root, "best_region", "best_region_confidence", HUNDRED);
    return ofGroup.isPresent()
        ? ofGroup
        : PlateState.of(best, "region", "region_confidence", HUNDRED);
  }

  private static BoundingBox box(JsonField coordinates) throws EventRefused {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = Integer.MIN_VALUE;
    int bottom = Integer.MIN_VALUE;
    for (JsonField corner : coordinates.elements(MOST_CORNERS)) {
      int x = corner.object().required("x").pixels();
      int y = corner.required("y").pixels();
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
    return Boxes.between(coordinates.path(), left, top, right, bottom);
  }

  private static int size(JsonField root, String name) throws EventRefused {
    Optional<JsonField> field = root.optional(name);
    return field.isPresent() ? Math.max(0, field.get().pixels()) : 0;
  }

  /** Cameras that send pictures; one whose stream stands still is not alive. */
  private static List<String> streams(JsonField root) throws EventRefused {
    List<String> alive = new ArrayList<>();
    Optional<JsonField> all = root.optional("video_streams");
    if (all.isPresent()) {
      for (JsonField stream : all.get().elements(MOST_STREAMS)) {
        String id = stream.object().required("camera_id").id();
        if (stream.optionalNumber("fps", 0, Boxes.MOST_PIXELS).filter(fps -> fps == 0).isEmpty()) {
          alive.add(id);
        }
      }
    }
    return alive;
  }
}
