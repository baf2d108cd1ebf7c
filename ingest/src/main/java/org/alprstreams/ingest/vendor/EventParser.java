package org.alprstreams.ingest.vendor;

/** Reads one maker's events. Pure; safe for use by many threads. */
public interface EventParser {

  /**
   * What an event says.
   *
   * @throws EventRefused if it is not what its format says, or holds no plate that can be used;
   *     nothing else is thrown, whatever was sent
   */
  CameraEvent parse(EventBody body) throws EventRefused;
}
