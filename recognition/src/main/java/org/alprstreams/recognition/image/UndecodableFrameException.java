package org.alprstreams.recognition.image;

/** Bytes that can't be turned into a frame. The message tells why and never what was in it. */
public final class UndecodableFrameException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why bytes are not a usable frame; used as a metric's label. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** Neither JPEG nor PNG by its first bytes. */
    NOT_AN_IMAGE,
    /** The header promises more pixels than the limit allows. */
    TOO_LARGE,
    /** Fewer pixels a side than any plate needs. */
    TOO_SMALL,
    /** The header is fine, the pixels are not. */
    CORRUPT
  }

  private final Reason reason;

  UndecodableFrameException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
