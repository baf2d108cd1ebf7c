package org.alprstreams.service.access;

/** An access could not be recorded; it must not be answered. */
public final class AccessLogUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AccessLogUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
