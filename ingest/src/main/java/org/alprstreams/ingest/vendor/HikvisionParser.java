package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** All sightings of a camera that does not say where the plate is are at one place. */
  private static final BoundingBox SOMEWHERE = new BoundingBox(0, 0, 1, 1);

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
    String uuid = root.optional("UUID").map(XmlField::text).orElse("");
    Optional<BoundingBox> box = box(anpr);
    XmlField plate = anpr.required("licensePlate");
    if (plate.text().equalsIgnoreCase("unknown")) {
      throw EventRefused.unusable(plate.path(), "names no plate: the camera read none");
    }
    PlateText text = WrittenPlate.parse(plate.path(), plate.text());
    Sighting sighting =
        new Sighting(
            camera,
            String.join("|", camera.orElse(""), uuid, capturedAt.toString()),
            capturedAt,
            reading(anpr, text, score),
            score,
            Optional.empty(),
            box.orElse(SOMEWHERE),
            FrameSize.UNKNOWN,
            body.picture("licenseplate").map(bytes -> new SentPicture(bytes, true)),
            Optional.empty());
    return new CameraEvent.Sightings(List.of(sighting), List.of());
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
    Optional<XmlField> list = anpr.optional("pictureInfoList");
    if (list.isPresent()) {
      for (XmlField picture : list.get().all("pictureInfo")) {
        Optional<XmlField> rectangle = picture.optional("plateRect");
        if (rectangle.isPresent()) {
          return Optional.of(box(picture, rectangle.get()));
        }
      }
    }
    return Optional.empty();
  }

  private static BoundingBox box(XmlField picture, XmlField rectangle) throws EventRefused {
    int x = pixels(rectangle, "X", "x");
    int y = pixels(rectangle, "Y", "y");
    return Boxes.between(
        picture.path() + "/plateRect",
        x,
        y,
        x + pixels(rectangle, "width", "width"),
        y + pixels(rectangle, "height", "height"));
  }

  /** Releases differ in how they spell it. */
  private static int pixels(XmlField rectangle, String name, String or) throws EventRefused {
    Optional<XmlField> field = rectangle.optional(name);
    XmlField value = field.isPresent() ? field.get() : rectangle.required(or);
    return (int) Math.round(value.number(-Boxes.MOST_PIXELS, Boxes.MOST_PIXELS));
  }
}
