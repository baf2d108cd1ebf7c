package org.alprstreams.service.topics;

import java.time.Duration;

/** The broker could not be reached or refused what was asked. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private BrokerException(String message, Throwable cause) {
    super(message, cause);
  }

  static BrokerException refused(String action, Throwable cause) {
    return new BrokerException(
        "The broker refused to " + action + ": " + cause.getMessage(), cause);
  }

  static BrokerException late(String action, Duration timeout, Throwable cause) {
    return new BrokerException(
        "No answer from the broker within "
            + timeout.toSeconds()
            + " s to "
            + action
            + "; check alpr.kafka.bootstrap-servers",
        cause);
  }

  static BrokerException interrupted(String action, InterruptedException cause) {
    return new BrokerException("Interrupted while waiting to " + action, cause);
  }
}
