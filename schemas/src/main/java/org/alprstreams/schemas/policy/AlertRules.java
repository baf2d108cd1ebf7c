package org.alprstreams.schemas.policy;

import java.util.SortedSet;

/**
 * What an alert needs.
 *
 * @param requiredChecks what a person confirms before an alert is released to units
 * @param maxDifferences how many look-alike characters may differ between a read and an entry, 0 to
 *     8; 0 for exact matches only
 */
public record AlertRules(SortedSet<AlertCheck> requiredChecks, Integer maxDifferences) {
  private static final int LONGEST_PLATE = 8;

  public AlertRules {
    new Checks()
        .notEmpty("requiredChecks", requiredChecks, Checks.names(AlertCheck.class))
        .within("maxDifferences", maxDifferences, 0, LONGEST_PLATE)
        .orThrow();
    requiredChecks = Strictest.sorted(requiredChecks);
  }

  AlertRules strictest(AlertRules other) {
    return new AlertRules(
        Strictest.all(requiredChecks, other.requiredChecks),
        Strictest.least(maxDifferences, other.maxDifferences));
  }
}
