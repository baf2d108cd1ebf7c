package org.alprstreams.ingest.event;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.ingest.image.JpegConversion;
import org.alprstreams.ingest.vendor.Sighting;
import org.alprstreams.ingest.vendor.Sighting.FrameSize;
import org.alprstreams.ingest.vendor.Sighting.SentPicture;
import org.alprstreams.service.format.PictureFormat;

/**
 * The plate's picture from what a camera sent. A picture that is broken, too large or not surely of
 * this plate is left out rather than shown: the reading comes in without it.
 */
final class PlatePictures {

  private static final int MOST_BYTES = 1024 * 1024;

  /** A picture that is hardly larger than the plate's box is the plate already cut out. */
  private static final double HARDLY_LARGER = 1.5;

  /** By how much a box, predicted or rounded, may differ from the picture that was cut by it. */
  private static final int A_FEW_PIXELS = 4;

  private final ImageInspector inspector;

  PlatePictures(ImageLimits limits) {
    this.inspector = new ImageInspector(limits);
  }

  /** The plate as a JPEG, or nothing. */
  Optional<byte[]> of(SentPicture sent, Sighting sighting) {
    if (!(inspector.inspect(sent.bytes()) instanceof Inspection.Sound sound)) {
      return Optional.empty();
    }
    try {
      return cut(sent, sound, sighting).filter(jpeg -> jpeg.length <= MOST_BYTES);
    } catch (IOException e) {
      // Sound from outside, but its pixels are damaged.
      return Optional.empty();
    }
  }

  private static Optional<byte[]> cut(SentPicture sent, Inspection.Sound sound, Sighting sighting)
      throws IOException {
    if (sent.showsPlateOnly() || isCutOut(sound, sighting.box())) {
      return Optional.of(
          sound.format() == PictureFormat.PNG ? JpegConversion.ofPng(sent.bytes()) : sent.bytes());
    }
    Optional<Rectangle> plate = place(sound, sighting);
    return plate.isPresent()
        ? Optional.of(JpegConversion.ofPart(sent.bytes(), plate.get()))
        : Optional.empty();
  }

  private static boolean isCutOut(Inspection.Sound sound, BoundingBox box) {
    return sound.width() <= HARDLY_LARGER * box.getWidth()
        && sound.height() <= HARDLY_LARGER * box.getHeight();
  }

  /**
   * Where the plate is in the picture, which may be the vehicle cut out while boxes are places in
   * the frame; empty where it is surely neither.
   */
  private static Optional<Rectangle> place(Inspection.Sound sound, Sighting sighting) {
    Rectangle picture = new Rectangle(sound.width(), sound.height());
    Rectangle plate = rectangle(sighting.box());
    Optional<Rectangle> vehicle = sighting.vehicle().map(PlatePictures::rectangle);
    if (vehicle.isPresent() && isAbout(vehicle.get(), sound.width(), sound.height())) {
      plate.translate(-vehicle.get().x, -vehicle.get().y);
      return about(picture).contains(plate)
          ? Optional.of(plate.intersection(picture))
          : Optional.empty();
    }
    return picture.contains(plate)
            && vehicle.map(about(picture)::contains).orElse(true)
            && isFrame(sound, sighting.frame())
        ? Optional.of(plate)
        : Optional.empty();
  }

  private static boolean isFrame(Inspection.Sound sound, FrameSize frame) {
    return frame.width() == 0
        || frame.height() == 0
        || isAbout(new Rectangle(frame.width(), frame.height()), sound.width(), sound.height());
  }

  private static boolean isAbout(Rectangle size, int width, int height) {
    return Math.abs(size.width - width) <= A_FEW_PIXELS
        && Math.abs(size.height - height) <= A_FEW_PIXELS;
  }

  private static Rectangle about(Rectangle picture) {
    Rectangle larger = new Rectangle(picture);
    larger.grow(A_FEW_PIXELS, A_FEW_PIXELS);
    return larger;
  }

  private static Rectangle rectangle(BoundingBox box) {
    return new Rectangle(box.getX(), box.getY(), box.getWidth(), box.getHeight());
  }
}
