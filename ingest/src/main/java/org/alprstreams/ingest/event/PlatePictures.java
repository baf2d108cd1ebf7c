package org.alprstreams.ingest.event;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.ingest.image.JpegConversion;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;

/**
 * The plate's picture from what a camera sent. A picture that is broken, too large or not surely of
 * this plate is left out rather than shown: the reading comes in without it.
 */
final class PlatePictures {

  private static final int MOST_BYTES = 1024 * 1024;

  /** A picture that is hardly larger than the plate's box is the plate already cut out. */
  private static final double HARDLY_LARGER = 1.5;

  private final ImageInspector inspector;

  PlatePictures(ImageLimits limits) {
    this.inspector = new ImageInspector(limits);
  }

  /** The plate as a JPEG, or nothing. */
  Optional<byte[]> of(SentPicture sent, BoundingBox box) {
    if (!(inspector.inspect(sent.bytes()) instanceof Inspection.Sound sound)) {
      return Optional.empty();
    }
    try {
      return cut(sent, sound, box).filter(jpeg -> jpeg.length <= MOST_BYTES);
    } catch (IOException e) {
      // Sound from outside, but its pixels are damaged.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> cut(SentPicture sent, Inspection.Sound sound, BoundingBox box)
      throws IOException {
    if (sent.showsPlateOnly() || isCutOut(sound, box)) {
      return Optional.of(
          sound.format() == Inspection.Format.PNG
              ? JpegConversion.ofPng(sent.bytes())
              : sent.bytes());
    }
    if (!isFrame(sound, box)) {
      return Optional.empty();
    }
    return Optional.of(
        JpegConversion.ofPart(
            sent.bytes(), new Rectangle(box.getX(), box.getY(), box.getWidth(), box.getHeight())));
  }

  private static boolean isCutOut(Inspection.Sound sound, BoundingBox box) {
    return sound.width() <= HARDLY_LARGER * box.getWidth()
        && sound.height() <= HARDLY_LARGER * box.getHeight();
  }

  private static boolean isFrame(Inspection.Sound sound, BoundingBox box) {
    return box.getX() + box.getWidth() <= sound.width()
        && box.getY() + box.getHeight() <= sound.height();
  }
}
