package org.alprstreams.recognition.evaluation;

import java.util.Optional;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.Jpegs;
import org.alprstreams.recognition.reader.Box;

/** Cuts out what a person needs to see to understand why a plate was not read. */
final class Surroundings {

  /** Pixels; the report shows some 220. */
  private static final int WIDTH = 320;

  /** Shares of the plate's width that are shown to the left and right, above and below. */
  private static final double MARGIN = 0.35;

  private Surroundings() {}

  /** The plate if it is known where it is, otherwise what was read, otherwise the whole image. */
  static byte[] picture(FrameImage image, Outcome outcome, boolean crop) {
    Optional<Place> place =
        crop
            ? Optional.empty()
            : outcome.label().place().or(() -> outcome.best().map(Reading::place));
    Box whole = new Box(0, 0, image.width(), image.height());
    return Jpegs.crop(image, place.map(of -> around(of, image)).orElse(whole), WIDTH);
  }

  private static Box around(Place place, FrameImage image) {
    double margin = MARGIN * place.width();
    int left = clamp(place.x() - margin, image.width() - 1);
    int top = clamp(place.y() - margin, image.height() - 1);
    int right = clamp(place.x() + place.width() + margin, image.width());
    int bottom = clamp(place.y() + place.height() + margin, image.height());
    return new Box(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  private static int clamp(double value, int most) {
    return (int) Math.max(0, Math.min(most, Math.rint(value)));
  }
}
