package org.alprstreams.recognition.reader;

import java.util.List;
import org.alprstreams.recognition.image.FrameImage;

/**
 * Reads the plates in a frame.
 *
 * <p>A reader is safe for use by several threads, holds no more native memory than its own bounded
 * number of workers, and keeps nothing of a frame once it has answered.
 */
public interface PlateReader extends AutoCloseable {

  /**
   * Finds plates in a whole frame and reads them.
   *
   * @param frame a decoded frame
   * @return one look for each plate, best first; empty when there is none
   */
  List<Look> read(FrameImage frame);

  /**
   * Reads an image that shows one plate and little else, as cameras with a detector of their own
   * deliver it.
   *
   * @param crop a plate cut out of a frame
   * @return at most one look per line of characters, best first
   */
  List<Look> readCrop(FrameImage crop);

  /** Who reads; goes into every candidate, so that a reading can be traced to its engine. */
  Engine engine();

  /** Frees native memory; no read may run or follow. */
  @Override
  void close();
}
