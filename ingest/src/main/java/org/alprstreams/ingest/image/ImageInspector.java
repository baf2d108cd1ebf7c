package org.alprstreams.ingest.image;

import java.util.Objects;
import java.util.Optional;
import org.alprstreams.ingest.image.Inspection.Refused;
import org.alprstreams.service.format.PictureFormat;

/**
 * Looks at a picture's bytes, never at its name: format, dimensions, whether it is whole. Decodes
 * nothing, so a picture that claims 60,000 by 60,000 pixels costs no more than its header.
 */
public final class ImageInspector {

  private final ImageLimits limits;

  /**
   * @param limits how large pictures may be
   */
  public ImageInspector(ImageLimits limits) {
    this.limits = Objects.requireNonNull(limits, "limits");
  }

  /** Judges a picture. Takes time linear in its bytes and no memory. */
  public Inspection inspect(byte[] bytes) {
    return sizeRefusal(bytes.length)
        .<Inspection>map(refused -> refused)
        .orElseGet(() -> look(bytes));
  }

  /**
   * The refusal for a length that may not come in, so that a sender is stopped before all of it is
   * read.
   *
   * @param length bytes
   */
  public Optional<Refused> sizeRefusal(long length) {
    if (length == 0) {
      return Optional.of(
          new Refused(
              Refusal.EMPTY, "The picture has no bytes; check whether it was written fully"));
    }
    if (length > limits.bytes()) {
      return Optional.of(
          new Refused(
              Refusal.TOO_MANY_BYTES,
              "The picture has "
                  + length
                  + " bytes; at most "
                  + limits.bytes()
                  + " come in: lower the camera's resolution or JPEG quality"));
    }
    return Optional.empty();
  }

  private Inspection look(byte[] bytes) {
    Optional<PictureFormat> format = PictureFormat.of(bytes);
    if (format.isEmpty()) {
      return new Refused(
          Refusal.NOT_AN_IMAGE,
          "The bytes are neither a JPEG nor a PNG, whatever the name says; convert the picture to"
              + " one of the two");
    }
    try {
      return switch (format.get()) {
        case JPEG -> JpegStructure.read(bytes, limits.pixels());
        case PNG -> PngStructure.read(bytes, limits.pixels());
      };
    } catch (Malformed e) {
      return e.refused();
    }
  }
}
