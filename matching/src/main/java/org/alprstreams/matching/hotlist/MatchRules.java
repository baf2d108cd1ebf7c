package org.alprstreams.matching.hotlist;

import java.util.Set;
import org.alprstreams.avro.HotlistCategory;

/**
 * What the usage policy says about matches.
 *
 * @param alertable categories that raise alerts
 * @param maxDifferences how many look-alike characters may differ, 0 for exact matches only
 */
public record MatchRules(Set<HotlistCategory> alertable, int maxDifferences) {

  public MatchRules {
    if (maxDifferences < 0) {
      throw new IllegalArgumentException(
          "maxDifferences is " + maxDifferences + "; give 0 or more.");
    }
    alertable = Set.copyOf(alertable);
  }
}
