package org.alprstreams.service.kafka;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a process expects of those that read topics for it.
 *
 * @param longestSilence how long brokers may give no answer before a reader counts as cut off
 * @param onDeath told what has ended when a reader cannot go on; must return at once
 */
public record Supervision(Duration longestSilence, Consumer<String> onDeath) {

  private static final Duration USUAL_SILENCE = Duration.ofSeconds(10);

  /** Where nobody waits for a reader's end, as in commands and tests. */
  static Supervision ofNobody() {
    return new Supervision(USUAL_SILENCE, what -> {});
  }
}
