package org.alprstreams.deploy.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.reader.Look;

/**
 * How one engine read the samples of one step.
 *
 * @param samples frames, each with one plate
 * @param exact frames whose most confident reading is the plate
 * @param wrong frames whose most confident reading is something else
 */
public record Tally(int samples, int exact, int wrong) {

  static final Tally NONE = new Tally(0, 0, 0);

  /** The tally with one more frame. */
  Tally with(String truth, List<Look> looks) {
    Optional<String> read =
        looks.stream().max(Comparator.comparingDouble(Look::confidence)).map(Look::text);
    boolean right = read.filter(truth::equals).isPresent();
    return new Tally(
        samples + 1, exact + (right ? 1 : 0), wrong + (read.isPresent() && !right ? 1 : 0));
  }

  /** Both together. */
  Tally plus(Tally other) {
    return new Tally(samples + other.samples, exact + other.exact, wrong + other.wrong);
  }
}
