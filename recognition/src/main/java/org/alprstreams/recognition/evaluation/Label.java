package org.alprstreams.recognition.evaluation;

import java.util.Optional;

/**
 * What a person says an image shows.
 *
 * @param file name of the image in its folder
 * @param plate text as labelled; blank where the image shows no plate
 * @param place where the plate is, if labelled
 * @param state issuing state as an upper-case two-letter code, if labelled
 */
public record Label(String file, String plate, Optional<Place> place, Optional<String> state) {

  /** Whether there is a plate to read; otherwise every reading in the image is false. */
  boolean showsPlate() {
    return !plate.isBlank();
  }

  /** Whether another label names the same plate at the same place of the same image. */
  boolean isSamePlate(Label other) {
    return file.equals(other.file)
        && place.equals(other.place)
        && Score.clean(plate).equals(Score.clean(other.plate));
  }
}
