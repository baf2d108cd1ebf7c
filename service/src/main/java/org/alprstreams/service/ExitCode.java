package org.alprstreams.service;

/** The codes a process ends with. */
public enum ExitCode {
  /** Ended because it was asked to. */
  CLEAN(0),
  /** Failed while starting or running: a dead topology or follower, no broker, no free port. */
  FAILURE(1),
  /** Settings or usage policy are wrong, or the TLS keystore; nothing was started. */
  BAD_SETTINGS(2),
  /** A topic keeps data in another way than the policy says; nothing was started. */
  TOPIC_DRIFT(3),
  /** The command line is wrong (BSD's {@code EX_USAGE}). */
  USAGE(64);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number the operating system gets. */
  public int code() {
    return code;
  }
}
