package org.alprstreams.ingest.source;

import java.time.Instant;

/** Tells whether a frame is on its topic. */
@FunctionalInterface
public interface FrameLookup {

  /**
   * @param capturedAt the frame's capture time: nothing older is looked at
   */
  boolean published(String frameId, Instant capturedAt);
}
