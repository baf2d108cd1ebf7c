package org.alprstreams.matching.csv;

/** A row that cannot be taken in; the message names column and reason and quotes no plate. */
public final class BadRowException extends Exception {

  private static final long serialVersionUID = 1L;

  public BadRowException(String message) {
    super(message);
  }
}
