package org.alprstreams.ingest.frame;

import org.alprstreams.ingest.image.Refusal;

/** What became of a submission. */
public sealed interface Outcome {

  /** The broker has it. */
  record Accepted(String frameId) implements Outcome {}

  /** The broker had it already; nothing was published. */
  record Duplicate(String frameId) implements Outcome {}

  /**
   * It will not come in, now or later.
   *
   * @param reason the kind, for counting
   * @param message what was wrong, with what, and what to do
   */
  record Refused(Refusal reason, String message) implements Outcome {}
}
