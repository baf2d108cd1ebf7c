package org.alprstreams.ingest.vendor;

import java.util.Locale;

/** An event does not come in. The message is for the sender and names no plate. */
public final class EventRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * @param message what was wrong, with what, and what to do
   */
  public EventRefused(Reason reason, String message) {
    // Thrown once for each bad event: the stack tells nothing.
    super(message, null, false, false);
    this.reason = reason;
  }

  static EventRefused malformed(String path, String what) {
    return new EventRefused(Reason.MALFORMED, path + " " + what);
  }

  static EventRefused unusable(String path, String what) {
    return new EventRefused(Reason.UNUSABLE, path + " " + what);
  }

  /** The kind, for counting. */
  public Reason reason() {
    return reason;
  }

  /** Why an event did not come in. Each is counted under its own metric label. */
  public enum Reason {
    /** Not what its format says. */
    MALFORMED,
    /** As its format says, but without a plate that can be used. */
    UNUSABLE,
    /** Larger than events may be. */
    TOO_LARGE,
    /** Another content type than the format's. */
    WRONG_TYPE,
    /** No registered camera belongs to it. */
    UNKNOWN_CAMERA,
    /** Its camera is switched off. */
    INACTIVE_CAMERA,
    /** Taken too long ago: quarantined. */
    CAPTURED_TOO_EARLY,
    /** Dated ahead of the clock: quarantined. */
    CAPTURED_IN_FUTURE;

    /** As a metric label and in titles, such as {@code unknown-camera}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
