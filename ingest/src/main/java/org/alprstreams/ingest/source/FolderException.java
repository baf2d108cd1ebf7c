package org.alprstreams.ingest.source;

/** A folder or file that cannot be used at all, with what to do about it. */
public final class FolderException extends Exception {

  private static final long serialVersionUID = 1L;

  FolderException(String message, Throwable cause) {
    super(message, cause);
  }
}
