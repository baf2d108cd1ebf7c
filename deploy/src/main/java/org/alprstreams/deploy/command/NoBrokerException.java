package org.alprstreams.deploy.command;

/** No broker is at work for a command. It is none of Kafka's, which commands put in words. */
final class NoBrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong and what to do
   */
  NoBrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
