package org.alprstreams.matching.csv;

/** A file of which nothing can be taken in; the message says what to do and quotes no content. */
public final class UnusableFileException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnusableFileException(String message) {
    super(message);
  }
}
