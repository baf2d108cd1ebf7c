package org.alprstreams.deploy.broker;

/** The embedded broker cannot start; the message says why and what to do about it. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
