package org.alprstreams.recognition;

/** How many frames a process reads at once. */
final class FramesAtATime {

  /** As many as there are partitions of frames, unless those are set too; more would idle. */
  private static final int MOST_UNASKED = 4;

  private FramesAtATime() {}

  /** What is set, or else what suits this machine. */
  static int of(RecognitionSettings settings) {
    return settings.threads() > 0
        ? settings.threads()
        : suiting(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Half of the processors: a broker, matching and the rest of a town may run on the others.
   *
   * @param processors of the machine or of the container, 1 or more
   */
  static int suiting(int processors) {
    return Math.max(1, Math.min(processors / 2, MOST_UNASKED));
  }
}
