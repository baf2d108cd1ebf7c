package org.alprstreams.recognition.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * A labelled plate and what was read of it.
 *
 * @param label what the image shows
 * @param readings as the engine gave them: all of the image where the plate is the only labelled
 *     one, otherwise the one that is this label's own, if any
 * @param picture the plate or its surroundings as a JPEG file, for readings that are not exact and
 *     where pictures were asked for; not copied, not to be changed
 */
public record Outcome(Label label, List<Reading> readings, Optional<byte[]> picture) {

  public Outcome {
    readings = List.copyOf(readings);
  }

  /** The label's text as it is compared. */
  public String truth() {
    return Score.clean(label.plate());
  }

  /** The most confident reading, by which the label is scored. */
  public Optional<Reading> best() {
    return Reading.best(readings);
  }

  /** The best reading's text as it is compared. */
  public Optional<String> read() {
    return best().map(reading -> Score.clean(reading.plate()));
  }

  /** How the image was read. */
  public Score score() {
    return Score.of(label, readings);
  }

  /** Whether the best reading is the label. */
  public boolean exact() {
    return read().filter(truth()::equals).isPresent();
  }

  /** The best reading laid along the label. */
  public Optional<Alignment> alignment() {
    return read().map(text -> Alignment.of(truth(), text));
  }
}
