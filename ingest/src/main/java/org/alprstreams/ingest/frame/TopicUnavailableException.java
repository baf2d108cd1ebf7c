package org.alprstreams.ingest.frame;

import java.time.Duration;

/**
 * A topic takes nothing for now: the broker did not acknowledge in time, or the schema registry did
 * not say how records are written. The picture may be submitted again, unchanged.
 */
public final class TopicUnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is away. */
  public enum Away {
    /** The broker. */
    BROKER("broker", "broker"),
    /** The schema registry. */
    REGISTRY("schema registry", "registry");

    private final String words;
    private final String label;

    Away(String words, String label) {
      this.words = words;
      this.label = label;
    }

    /** As people call it. */
    public String words() {
      return words;
    }

    /** As the reason in metrics. */
    public String label() {
      return label;
    }
  }

  private final Away away;
  private final Duration retryAfter;

  TopicUnavailableException(Away away, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.away = away;
    this.retryAfter = retryAfter;
  }

  /** What is away. */
  public Away away() {
    return away;
  }

  /** When to try again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
