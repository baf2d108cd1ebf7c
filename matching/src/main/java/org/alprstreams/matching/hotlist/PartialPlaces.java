package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.alprstreams.avro.HotlistEntry;

/**
 * Which partial entries of the hotlist take one of the {@value PartialEntries#MOST} places, now or
 * later.
 */
final class PartialPlaces {

  private final MatchRules rules;
  private final Instant now;
  private final Set<String> taken = new HashSet<>();

  PartialPlaces(MatchRules rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  /**
   * Notes what an entry says; what it said before no longer counts.
   *
   * @param entry null where it is removed
   */
  void note(String entryId, HotlistEntry entry) {
    if (entry != null && takesPlace(entry)) {
      taken.add(entryId);
    } else {
      taken.remove(entryId);
    }
  }

  /** Whether an entry needs a place. */
  boolean takesPlace(HotlistEntry entry) {
    return PartialEntries.isPartial(entry) && rules.mayAlert(entry, now);
  }

  /**
   * How many entries find none.
   *
   * @param more entries besides those that were noted
   */
  int missing(int more) {
    return Math.max(0, taken.size() + more - PartialEntries.MOST);
  }
}
