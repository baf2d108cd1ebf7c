package org.alprstreams.ingest.event;

import java.util.List;
import org.alprstreams.ingest.vendor.CameraEvent.Skipped;

/** What became of an event that came in. */
public sealed interface EventOutcome {

  /**
   * The broker has its readings.
   *
   * @param candidates one for each reading
   * @param skipped what could not be used
   */
  record Accepted(List<Candidate> candidates, List<Skipped> skipped) implements EventOutcome {}

  /**
   * The sender lives.
   *
   * @param cameras our ids of the cameras that do
   */
  record Alive(List<String> cameras) implements EventOutcome {}

  /**
   * It holds nothing we take.
   *
   * @param kind what it is
   */
  record Ignored(String kind) implements EventOutcome {}

  /**
   * @param candidateId its id
   * @param duplicate whether the broker had it before
   */
  record Candidate(String candidateId, boolean duplicate) {}
}
