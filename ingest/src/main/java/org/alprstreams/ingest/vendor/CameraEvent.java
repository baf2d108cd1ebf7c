package org.alprstreams.ingest.vendor;

import java.util.List;

/** What an event says. */
public sealed interface CameraEvent {

  /**
   * Plates were read.
   *
   * @param sightings one for each plate
   * @param skipped what was read but cannot be used
   */
  record Sightings(List<Sighting> sightings, List<Skipped> skipped) implements CameraEvent {
    public Sightings {
      sightings = List.copyOf(sightings);
      skipped = List.copyOf(skipped);
    }
  }

  /**
   * The sender lives.
   *
   * @param cameras those whose pictures it gets, by the sender's own ids
   */
  record Heartbeat(List<String> cameras) implements CameraEvent {
    public Heartbeat {
      cameras = List.copyOf(cameras);
    }
  }

  /**
   * A known kind of event that holds nothing we take, so that a sender need not be told to stop.
   *
   * @param kind for counting; one of a few
   */
  record Ignored(String kind) implements CameraEvent {}

  /**
   * A part of an event that was left out.
   *
   * @param path where in the document
   * @param message what was wrong and what to do; names no plate
   */
  record Skipped(String path, String message) {}
}
