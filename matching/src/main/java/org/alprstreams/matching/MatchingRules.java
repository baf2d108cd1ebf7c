package org.alprstreams.matching;

import java.time.Duration;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.passage.PassageRules;

/**
 * What the topology goes by.
 *
 * @param passages when looks are one passage and when a passage is a read
 * @param matches what the usage policy says about matches
 * @param lookAlikeThreshold least probability of a character that the gate takes into account, 0 to
 *     1
 * @param alerts how long alerts count
 * @param transientRetention how long the policy lets looks live, from capture
 * @param eraseDelay how long after a change of the hotlist what left it is erased from files
 */
public record MatchingRules(
    PassageRules passages,
    MatchRules matches,
    double lookAlikeThreshold,
    AlertRules alerts,
    Duration transientRetention,
    Duration eraseDelay) {

  public MatchingRules {
    if (passages.gap().plus(passages.trackIdle()).compareTo(transientRetention) > 0) {
      throw new IllegalArgumentException(
          "A passage stays open "
              + passages.gap().plus(passages.trackIdle())
              + " after its last look, longer than looks may be kept ("
              + transientRetention
              + "); shorten the passage's gap, idle and track-idle time.");
    }
  }
}
