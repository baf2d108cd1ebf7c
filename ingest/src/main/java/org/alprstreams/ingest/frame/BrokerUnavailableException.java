package org.alprstreams.ingest.frame;

import java.time.Duration;

/** The broker did not acknowledge in time. The picture may be submitted again, unchanged. */
public final class BrokerUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  BrokerUnavailableException(String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
