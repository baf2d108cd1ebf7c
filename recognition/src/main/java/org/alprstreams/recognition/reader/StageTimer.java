package org.alprstreams.recognition.reader;

/**
 * Told by an engine how long each stage of its work took. A stage may run more than once for a
 * frame and is then reported each time; stages do not overlap, so their sum is at most the frame's
 * time. Engines call it from the thread that reads, several at a time if frames are read so.
 */
@FunctionalInterface
public interface StageTimer {

  /** Listens to nothing. */
  StageTimer NONE = (stage, nanos) -> {};

  /**
   * Called at the end of a stage.
   *
   * @param stage short, lower-case and the same for every frame: it may become a metric's tag
   * @param nanos duration in nanoseconds, 0 or more
   */
  void record(String stage, long nanos);
}
