package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The looks that a Rekor group is made of. Each is named by the frame it was in, which ends in its
 * time, and by which plate of that frame it was: two vehicles that are seen together share frames.
 *
 * @param best the best look's frame, where it is named
 * @param bestPlate which plate of it
 * @param frames all looks' frames, in any order
 * @param plates which plate of each frame; empty where that is not said of each
 */
record RekorLooks(
    Optional<String> best, OptionalInt bestPlate, List<String> frames, List<Integer> plates) {

  private static final int MOST_LOOKS = 10_000;
  private static final int MOST_PLATES = 1_000;

  static RekorLooks of(JsonField root, JsonField bestPlate) throws EventRefused {
    List<String> frames = new ArrayList<>();
    for (JsonField frame : elements(root, "uuids")) {
      frames.add(frame.id());
    }
    List<Integer> plates = new ArrayList<>();
    for (JsonField plate : elements(root, "plate_indexes")) {
      plates.add(plate(plate));
    }
    Optional<JsonField> ofBest = bestPlate.optional("plate_index");
    return new RekorLooks(
        root.optionalId("best_uuid"),
        ofBest.isPresent() ? OptionalInt.of(plate(ofBest.get())) : OptionalInt.empty(),
        frames,
        plates.size() == frames.size() ? plates : List.of());
  }

  private static List<JsonField> elements(JsonField root, String name) throws EventRefused {
    Optional<JsonField> all = root.optional(name);
    return all.isPresent() ? all.get().elements(MOST_LOOKS) : List.of();
  }

  private static int plate(JsonField index) throws EventRefused {
    return (int) index.number(0, MOST_PLATES);
  }

  /** When the best look was taken; empty where no name says so. */
  Optional<Instant> bestAt(Instant earliest, Instant latest) {
    return best.map(RekorLooks::millis)
        .filter(millis -> millis >= earliest.toEpochMilli() && millis <= latest.toEpochMilli())
        .map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }

  /**
   * The name of the earliest look. Groups about one vehicle share it however much later they are
   * made, and no other vehicle's has it. Empty where the group does not name its looks.
   */
  Optional<String> first() {
    Stream<Look> all =
        IntStream.range(0, plates.size()).mapToObj(i -> new Look(frames.get(i), plates.get(i)));
    Stream<Look> unlisted =
        best
            .filter(frame -> bestPlate.isPresent() && !frames.contains(frame))
            .map(frame -> new Look(frame, bestPlate.getAsInt()))
            .stream();
    return Stream.concat(all, unlisted)
        .min(
            Comparator.comparingDouble((Look look) -> millis(look.frame()))
                .thenComparing(Look::frame)
                .thenComparing(Look::plate))
        .map(look -> look.frame() + "/" + look.plate());
  }

  /** All that is known of them, as a text that is the same when the group is sent again. */
  String identity() {
    return String.join(
        "|", best.orElse(""), bestPlate.toString(), frames.toString(), plates.toString());
  }

  /** NaN where the name does not end in a time, which sorts last. */
  private static double millis(String frame) {
    return Numbers.parse(frame.substring(frame.lastIndexOf('-') + 1));
  }

  private record Look(String frame, int plate) {}
}
