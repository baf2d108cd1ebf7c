package org.alprstreams.ingest.vendor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.vendor.PlateReading.Alternative;

/**
 * The plate of one result of Plate Recognizer. Where plates are looked for, {@code plate} is its
 * text and its score, place and further texts stand beside it; where vehicles are looked for, it is
 * an object that holds all of them, or null for a vehicle without one.
 *
 * @param reading what it may say
 * @param detection how sure the maker is that it is a plate, 0 to 1
 * @param state where it was named with enough confidence
 * @param box where it is in the frame
 */
record RecognizedPlate(
    PlateReading reading, double detection, Optional<PlateState> state, BoundingBox box) {

  private static final int MOST_VALUES = 100;

  /**
   * @throws EventRefused as unusable if it names no plate, or not where it is or how sure it is
   */
  static RecognizedPlate of(JsonField result) throws EventRefused {
    // First: a vehicle without a plate has no score and place of one either.
    Optional<JsonField> plate = result.optional("plate");
    if (plate.isEmpty()) {
      throw noPlate(result);
    }
    return plate.get().isObject() ? ofVehicle(plate.get()) : ofText(result, plate.get());
  }

  private static RecognizedPlate ofText(JsonField result, JsonField plate) throws EventRefused {
    if (plate.text().isBlank()) {
      throw noPlate(result);
    }
    double score = result.needed("score").number(0, 1);
    List<Alternative> others = Alternatives.of(result, "score", 1);
    double detected = result.optionalNumber("dscore", 0, 1).orElse(score);
    Optional<JsonField> region = result.optional("region");
    Optional<PlateState> state =
        region.isEmpty()
            ? Optional.empty()
            : PlateState.of(region.get().object(), "code", "score", 1);
    BoundingBox box = box(result);
    return new RecognizedPlate(
        PlateReading.of(WrittenPlate.parse(plate.path(), plate.text()), score, others),
        detected,
        state,
        box);
  }

  /** Here the plate's score says that it is one, and each text has a score of its own. */
  private static RecognizedPlate ofVehicle(JsonField plate) throws EventRefused {
    Optional<JsonField> properties = plate.optional("props");
    List<JsonField> texts = values(properties, "plate");
    if (texts.isEmpty()) {
      throw noPlate(plate);
    }
    JsonField best = best(texts);
    JsonField written = best.needed("value");
    if (written.text().isBlank()) {
      throw noPlate(plate);
    }
    double detected = plate.needed("score").number(0, 1);
    BoundingBox box = box(plate);
    List<Alternative> others = new ArrayList<>();
    for (JsonField text : texts) {
      Optional<JsonField> value = text.optional("value");
      if (text != best && value.isPresent()) {
        Alternatives.of(value.get(), text.optionalNumber("score", 0, 1)).ifPresent(others::add);
      }
    }
    List<JsonField> regions = values(properties, "region");
    Optional<PlateState> state =
        regions.isEmpty() ? Optional.empty() : PlateState.of(best(regions), "value", "score", 1);
    return new RecognizedPlate(
        PlateReading.of(
            WrittenPlate.parse(written.path(), written.text()),
            best.optionalNumber("score", 0, 1).orElse(detected),
            others),
        detected,
        state,
        box);
  }

  private static List<JsonField> values(Optional<JsonField> properties, String name)
      throws EventRefused {
    Optional<JsonField> values =
        properties.isEmpty() ? Optional.empty() : properties.get().object().optional(name);
    return values.isEmpty() ? List.of() : values.get().elements(MOST_VALUES);
  }

  /** The one with the highest score; the first of several, or where none has any. */
  private static JsonField best(List<JsonField> values) throws EventRefused {
    JsonField best = values.get(0);
    double most = -1;
    for (JsonField value : values) {
      double score = value.object().optionalNumber("score", 0, 1).orElse(0.0);
      if (score > most) {
        best = value;
        most = score;
      }
    }
    return best;
  }

  private static BoundingBox box(JsonField holder) throws EventRefused {
    return Boxes.ofCorners(holder.needed("box").object());
  }

  private static EventRefused noPlate(JsonField where) {
    return EventRefused.unusable(where.path(), "names no plate");
  }
}
