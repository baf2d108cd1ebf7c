package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.UsagePolicy;

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

  /** What a usage policy says. */
  public static MatchRules of(UsagePolicy policy) {
    Set<HotlistCategory> alertable = EnumSet.noneOf(HotlistCategory.class);
    for (HotlistCategory category : HotlistCategory.values()) {
      if (policy.hotlists().treatmentOf(category.name()) == CategoryTreatment.ALERTABLE) {
        alertable.add(category);
      }
    }
    return new MatchRules(alertable, policy.alerts().maxDifferences());
  }

  /** Whether an entry raises alerts now or later. */
  boolean mayAlert(HotlistEntry entry, Instant now) {
    return alertable.contains(entry.getCategory()) && !hasExpired(entry, now);
  }

  /** Whether an entry raises alerts at this time: of such a category, effective and not expired. */
  public boolean alerts(HotlistEntry entry, Instant now) {
    return alertable.contains(entry.getCategory()) && isInForce(entry, now);
  }

  /** Whether an entry counts at this time: effective already, and not expired. */
  static boolean isInForce(HotlistEntry entry, Instant now) {
    return !now.isBefore(entry.getEffectiveAt()) && !hasExpired(entry, now);
  }

  /** Whether an entry does not count any more. */
  static boolean hasExpired(HotlistEntry entry, Instant now) {
    return entry.getExpiresAt() != null && !now.isBefore(entry.getExpiresAt());
  }
}
