package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;

/**
 * Rekor Scout, formerly OpenALPR. An {@code alpr_group} is all looks at one vehicle, weighed by the
 * sender: one sighting, dated by the best of them, and a track of its own, so that two vehicles
 * that come close together stay two. Scores are 0 to 100. What belongs to no plate (colour, make,
 * place on earth) is not looked at, and neither are the addresses of streams, which hold passwords.
 *
 * @see <a href="https://docs.rekor.ai/v/scout/application-integration/json-group-results">JSON
 *     group results</a>
 */
final class RekorParser implements EventParser {

  private static final double HUNDRED = 100;
  private static final int MOST_LOOKS = 10_000;
  private static final int MOST_CORNERS = 16;
  private static final int MOST_STREAMS = 1_000;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    JsonField root = JsonField.root(body.document());
    String type = root.required("data_type").text();
    return switch (type) {
      case "alpr_group" -> new CameraEvent.Sightings(List.of(group(root)), List.of());
      case "heartbeat" -> new CameraEvent.Heartbeat(streams(root));
      // Sent besides the groups and about the same vehicles.
      case "alpr_results", "alpr_alert", "vehicle" -> new CameraEvent.Ignored(type);
      default ->
          throw EventRefused.unusable(
              "$.data_type", "is none that is taken; forward alpr_group and heartbeat");
    };
  }

  private static Sighting group(JsonField root) throws EventRefused {
    JsonField best = root.required("best_plate").object();
    Optional<String> cameraId = root.optionalId("camera_id");
    List<String> uuids = uuids(root);
    Instant start = Times.ofMillis(root.required("epoch_start"));
    Instant end = Times.ofMillis(root.required("epoch_end"));
    if (end.isBefore(start)) {
      throw EventRefused.malformed("$.epoch_end", "is before $.epoch_start");
    }
    String span = start + "/" + end;
    return new Sighting(
        cameraId,
        String.join("|", cameraId.orElse(""), String.join(",", uuids), span),
        CaptureTime.of(capturedAt(uuids, start, end)),
        reading(root, best),
        best.required("confidence").number(0, HUNDRED) / HUNDRED,
        state(root, best),
        box(best.required("coordinates")),
        Optional.empty(),
        new FrameSize(size(root, "best_image_width"), size(root, "best_image_height")),
        best.optionalPicture("plate_crop_jpeg").map(jpeg -> new SentPicture(jpeg, true)),
        Optional.of("rekor-" + (uuids.isEmpty() ? span : uuids.get(0))));
  }

  /** The best look's first, where it is named. */
  private static List<String> uuids(JsonField root) throws EventRefused {
    List<String> uuids = new ArrayList<>();
    root.optionalId("best_uuid").ifPresent(uuids::add);
    Optional<JsonField> all = root.optional("uuids");
    if (all.isPresent()) {
      for (JsonField uuid : all.get().elements(MOST_LOOKS)) {
        uuids.add(uuid.id());
      }
    }
    return uuids;
  }

  /** A look's id ends in its time; the group's end where that is not so. */
  private static Instant capturedAt(List<String> uuids, Instant start, Instant end) {
    if (uuids.isEmpty()) {
      return end;
    }
    String uuid = uuids.get(0);
    double millis = Numbers.parse(uuid.substring(uuid.lastIndexOf('-') + 1));
    boolean within = millis >= start.toEpochMilli() && millis <= end.toEpochMilli();
    return within ? Instant.ofEpochMilli((long) millis) : end;
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
