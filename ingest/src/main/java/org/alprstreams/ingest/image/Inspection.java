package org.alprstreams.ingest.image;

import java.util.Objects;

/** What an inspection found. */
public sealed interface Inspection {

  /**
   * A picture that may come in.
   *
   * @param format what it is
   * @param width pixels
   * @param height pixels
   */
  record Sound(Format format, int width, int height) implements Inspection {}

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

  /** The formats that come in. */
  enum Format {
    /** ITU-T T.81; passed on as it is. */
    JPEG,
    /** ISO/IEC 15948; becomes a JPEG. */
    PNG
  }
}
