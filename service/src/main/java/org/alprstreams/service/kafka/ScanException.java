package org.alprstreams.service.kafka;

/** A topic could not be read whole; the message says why and what to do. */
public final class ScanException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScanException(String message, Throwable cause) {
    super(message, cause);
  }
}
