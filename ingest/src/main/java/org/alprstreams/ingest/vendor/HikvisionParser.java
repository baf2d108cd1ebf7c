package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Hikvision's ISAPI: an XML {@code EventNotificationAlert} of type ANPR, alone or in a multipart
 * body with its pictures. Scores are 0 to 100, for the plate ({@code confidenceLevel}) and often
 * for each character ({@code plateCharBelieve}). Countries and areas come as numbers of the maker's
 * own, so no state is taken. Other events are acknowledged and left aside.
 */
final class HikvisionParser implements EventParser {

  private static final double HUNDRED = 100;

  /** What firmwares write, less separators, where they read none. */
  private static final Set<String> NO_READING = Set.of("unknown", "noplate");

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");

  /**
   * Between the places of two lanes, in widths of the place that stands for one: two vehicles side
   * by side are far from each other.
   */
  private static final int LANE_APART = 100;

  private static final int MOST_LANES = 100;

  @Override
  public CameraEvent parse(EventBody body) throws EventRefused {
    XmlField root = XmlField.root(body.document(), "EventNotificationAlert");
    if (!root.required("eventType").text().equalsIgnoreCase("ANPR")) {
      return new CameraEvent.Ignored("other-event");
    }
    XmlField anpr = root.required("ANPR");
    XmlField time = root.required("dateTime");
    Instant capturedAt = Times.ofText(time.path(), time.text());
    Optional<String> camera = root.optional("channelID").map(XmlField::text);
    double score = anpr.required("confidenceLevel").number(0, HUNDRED) / HUNDRED;
    Optional<BoundingBox> box = box(anpr);
    XmlField plate = anpr.required("licensePlate");
    if (NO_READING.contains(
        SEPARATORS.matcher(plate.text()).replaceAll("").toLowerCase(Locale.ROOT))) {
      throw EventRefused.unusable(plate.path(), "names no plate: the camera read none");
    }
    PlateText text = WrittenPlate.parse(plate.path(), plate.text());
    Sighting sighting =
        new Sighting(
            camera,
            identity(root, anpr, camera, capturedAt, box),
            CaptureTime.of(capturedAt),
            reading(anpr, text, score),
            score,
            Optional.empty(),
            box.orElse(somewhere(anpr)),
            Optional.empty(),
            FrameSize.UNKNOWN,
            body.picture("licenseplate").map(bytes -> new SentPicture(bytes, true)),
            Optional.empty());
    return new CameraEvent.Sightings(List.of(sighting), List.of());
  }

  /**
   * Some firmwares give no UUID, and a time in whole seconds, in which two vehicles may pass; lane,
   * place and the picture's own time tell them apart.
   */
  private static String identity(
      XmlField root,
      XmlField anpr,
      Optional<String> camera,
      Instant capturedAt,
      Optional<BoundingBox> box) {
    return String.join(
        "|",
        camera.orElse(""),
        root.optional("UUID").map(XmlField::text).orElse(""),
        capturedAt.toString(),
        anpr.optional("line").map(XmlField::text).orElse(""),
        box.map(b -> b.getX() + "," + b.getY() + "," + b.getWidth() + "," + b.getHeight())
            .orElse(""),
        pictures(anpr).stream()
            .flatMap(picture -> picture.optional("absTime").stream())
            .map(XmlField::text)
            .collect(Collectors.joining(",")));
  }

  /**
   * The place of a sighting whose camera does not say where the plate is: one for each lane, where
   * it numbers the lanes.
   */
  private static BoundingBox somewhere(XmlField anpr) {
    double lane = anpr.optional("line").map(line -> Numbers.parse(line.text())).orElse(0.0);
    boolean isNumbered = lane >= 0 && lane <= MOST_LANES;
    return new BoundingBox(isNumbered ? LANE_APART * (int) lane : 0, 0, 1, 1);
  }

  private static List<XmlField> pictures(XmlField anpr) {
    return anpr.optional("pictureInfoList").map(list -> list.all("pictureInfo")).orElse(List.of());
  }

  /** Each character's own score where there is one for each, but none surer than the plate. */
  private static PlateReading reading(XmlField anpr, PlateText text, double score)
      throws EventRefused {
    Optional<XmlField> each = anpr.optional("plateCharBelieve");
    List<Double> scores = new ArrayList<>();
    if (each.isPresent() && !each.get().text().isEmpty()) {
      for (String one : each.get().text().split(",")) {
        double value = Numbers.parse(one);
        if (!(value >= 0 && value <= HUNDRED)) {
          throw EventRefused.malformed(each.get().path(), "is no list of numbers from 0 to 100");
        }
        scores.add(Math.min(score, value / HUNDRED));
      }
    }
    return scores.size() == text.length()
        ? PlateReading.ofCharacters(text, scores)
        : PlateReading.of(text, score, List.of());
  }

  private static Optional<BoundingBox> box(XmlField anpr) throws EventRefused {
    for (XmlField picture : pictures(anpr)) {
      Optional<XmlField> rectangle = picture.optional("plateRect");
      if (rectangle.isPresent()) {
        Optional<BoundingBox> box = box(picture, rectangle.get());
        if (box.isPresent()) {
          return box;
        }
      }
    }
    return Optional.empty();
  }

  /** Empty for a rectangle without size, as a camera writes that does not know the place. */
  private static Optional<BoundingBox> box(XmlField picture, XmlField rectangle)
      throws EventRefused {
    int x = pixels(rectangle, "X", "x");
    int y = pixels(rectangle, "Y", "y");
    int width = pixels(rectangle, "width", "width");
    int height = pixels(rectangle, "height", "height");
    return width == 0 || height == 0
        ? Optional.empty()
        : Optional.of(Boxes.between(picture.path() + "/plateRect", x, y, x + width, y + height));
  }

  /** Releases differ in how they spell it. */
  private static int pixels(XmlField rectangle, String name, String or) throws EventRefused {
    Optional<XmlField> field = rectangle.optional(name);
    XmlField value = field.isPresent() ? field.get() : rectangle.required(or);
    return (int) Math.round(value.number(-Boxes.MOST_PIXELS, Boxes.MOST_PIXELS));
  }
}
