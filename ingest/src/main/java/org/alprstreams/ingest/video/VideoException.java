package org.alprstreams.ingest.video;

import java.io.IOException;

/** A video or stream that cannot be opened or goes on no more, with what to do about it. */
public final class VideoException extends IOException {

  private static final long serialVersionUID = 1L;

  VideoException(String message) {
    super(message);
  }

  VideoException(String message, Throwable cause) {
    super(message, cause);
  }
}
