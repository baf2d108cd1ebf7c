package org.alprstreams.schemas.policy;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * Whose policy it is: the part of a file that does not merge.
 *
 * @param name short name of the policy, as in {@code los-altos-hills}
 * @param version the agency's own version of it
 * @param effectiveDate the first day on which it is in force, in the policy's time zone
 * @param jurisdiction the kind of public body
 * @param agency the public body's name
 * @param custodianTitle title of the official custodian, Civil Code 1798.90.51(b)(2)(E)
 */
public record PolicySource(
    String name,
    String version,
    LocalDate effectiveDate,
    Jurisdiction jurisdiction,
    String agency,
    String custodianTitle)
    implements Comparable<PolicySource> {
  /** The most local first: it is the one that runs the system. */
  private static final Comparator<PolicySource> ORDER =
      Comparator.comparing(PolicySource::jurisdiction)
          .thenComparing(PolicySource::name)
          .thenComparing(PolicySource::version)
          .thenComparing(PolicySource::effectiveDate)
          .thenComparing(PolicySource::agency)
          .thenComparing(PolicySource::custodianTitle);

  private static final LocalDate FIRST_PUBLIC_SYSTEMS = LocalDate.of(1970, 1, 1);
  private static final LocalDate FAR_FUTURE = LocalDate.of(2200, 1, 1);

  public PolicySource {
    new Checks()
        .text("name", name)
        .text("version", version)
        .test(
            "effectiveDate",
            effectiveDate,
            effectiveDate != null
                && !effectiveDate.isBefore(FIRST_PUBLIC_SYSTEMS)
                && effectiveDate.isBefore(FAR_FUTURE),
            "a day from " + FIRST_PUBLIC_SYSTEMS + " to before " + FAR_FUTURE)
        .present("jurisdiction", jurisdiction, Checks.names(Jurisdiction.class))
        .text("agency", agency)
        .text("custodianTitle", custodianTitle)
        .orThrow();
  }

  @Override
  public int compareTo(PolicySource other) {
    return ORDER.compare(this, other);
  }
}
