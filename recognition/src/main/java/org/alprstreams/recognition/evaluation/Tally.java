package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.image.FrameImage;

/** Holds what was read against what is labelled, image after image. */
final class Tally {

  private final boolean crops;
  private final boolean pictures;
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<Double> falsePlates = new ArrayList<>();
  private int withoutPlate;
  private int withPlaces;
  private int elsewhere;

  /**
   * Starts with nothing.
   *
   * @param crops whether the images show one plate each, cut out
   * @param pictures whether to keep a picture of every plate that was not read exactly
   */
  Tally(boolean crops, boolean pictures) {
    this.crops = crops;
    this.pictures = pictures;
  }

  /**
   * An image that was read.
   *
   * @param labels of the image; none when it has none
   * @param found every reading in it
   */
  void read(List<Label> labels, List<Reading> found, FrameImage image) {
    if (labels.isEmpty()) {
      return;
    }
    List<Reading> seen =
        found.stream().filter(reading -> !Score.clean(reading.plate()).isEmpty()).toList();
    if (labels.stream().noneMatch(Label::showsPlate)) {
      withoutPlate++;
      seen.stream().map(Reading::confidence).forEach(falsePlates::add);
      return;
    }
    if (labels.stream().allMatch(label -> label.place().isPresent())) {
      withPlaces++;
      elsewhere += (int) seen.stream().filter(reading -> !atAny(labels, reading)).count();
    }
    score(labels, found, Optional.of(image));
  }

  /**
   * An image that could not be read: its plates were not found. Where it is labelled to show none,
   * it says nothing of false plates.
   *
   * @param image its pixels, if these were to be had
   */
  void unreadable(List<Label> labels, Optional<FrameImage> image) {
    if (labels.stream().anyMatch(Label::showsPlate)) {
      score(labels, List.of(), image);
    }
  }

  /** One for each labelled plate, in the order of the images. */
  List<Outcome> outcomes() {
    return outcomes;
  }

  FalsePlates falsePlates() {
    return new FalsePlates(withoutPlate, falsePlates);
  }

  OtherReadings otherReadings() {
    return new OtherReadings(withPlaces, elsewhere);
  }

  private void score(List<Label> labels, List<Reading> found, Optional<FrameImage> image) {
    List<List<Reading>> assigned = Assignment.of(labels, found);
    for (int i = 0; i < labels.size(); i++) {
      outcomes.add(outcome(labels.get(i), assigned.get(i), image));
    }
  }

  /** With a picture where it was asked for and is of use. */
  private Outcome outcome(Label label, List<Reading> found, Optional<FrameImage> image) {
    Outcome outcome = new Outcome(label, found, Optional.empty());
    return pictures && image.isPresent() && !outcome.exact()
        ? new Outcome(label, found, Optional.of(Surroundings.picture(image.get(), outcome, crops)))
        : outcome;
  }

  private static boolean atAny(List<Label> labels, Reading reading) {
    return labels.stream()
        .flatMap(label -> label.place().stream())
        .anyMatch(place -> place.overlap(reading.place()) >= Score.OVERLAP);
  }
}
