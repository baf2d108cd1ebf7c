package org.alprstreams.ingest.image;

import java.util.Objects;
import org.alprstreams.service.format.PictureFormat;

/** What an inspection found. */
public sealed interface Inspection {

  /**
   * A picture that may come in.
   *
   * @param format what it is; a JPEG is passed on as it is, a PNG becomes one
   * @param width pixels
   * @param height pixels
   */
  record Sound(PictureFormat format, int width, int height) implements Inspection {}

  /**
   * A picture that may not.
   *
   * @param reason the kind, for counting
   * @param message what was wrong, with what, and what to do; for the sender or operator
   */
  record Refused(Refusal reason, String message) implements Inspection {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(message, "message");
    }
  }
}
