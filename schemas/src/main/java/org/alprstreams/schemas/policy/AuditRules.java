package org.alprstreams.schemas.policy;

import java.util.SortedSet;

/**
 * How use is watched, Civil Code 1798.90.51(b)(2)(C) and 1798.90.53.
 *
 * @param period the longest time between two audits, a day to a year; the shortest wins
 * @param sampleSize access records drawn at random for each audit, 1 to 1,000,000; the largest wins
 * @param monitoring how the system is watched, in words; by all policies
 */
public record AuditRules(CalendarLimit period, Integer sampleSize, SortedSet<String> monitoring) {
  private static final int LARGEST_SAMPLE = 1_000_000;

  public AuditRules {
    new Checks()
        .within("period", period, Limits.DAY, Limits.years(1))
        .within("sampleSize", sampleSize, 1, LARGEST_SAMPLE)
        .texts("monitoring", monitoring)
        .orThrow();
    monitoring = Strictest.sorted(monitoring);
  }

  AuditRules strictest(AuditRules other) {
    return new AuditRules(
        period.shorter(other.period),
        Strictest.greatest(sampleSize, other.sampleSize),
        Strictest.all(monitoring, other.monitoring));
  }
}
