package org.alprstreams.retention.query;

/** Reads that were asked for cannot be had now: their owner is moving, restoring or silent. */
public final class ReadsUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, a sentence for the caller
   */
  public ReadsUnavailable(String message) {
    super(message);
  }

  /**
   * @param message what is wrong, a sentence for the caller: no plate
   */
  public ReadsUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
