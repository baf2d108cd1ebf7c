package org.alprstreams.ingest.video;

import java.io.IOException;
import java.util.Optional;

/** Pictures one after the other. For one thread, except {@link #close}, which may come from any. */
public interface PictureStream extends AutoCloseable {

  /**
   * The next picture; waits for it.
   *
   * @return empty at the end
   * @throws IOException if the stream broke
   */
  Optional<Picture> next() throws IOException;

  /** Ends the stream, also while another thread waits in {@link #next}. May be called twice. */
  @Override
  void close();
}
