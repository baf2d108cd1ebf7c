package org.alprstreams.schemas.policy;

import java.util.Comparator;

/**
 * A public agency to which data may be released, Civil Code 1798.90.55(b).
 *
 * @param agency the agency's registered name
 * @param legalBasis the law, order or agreement that permits it
 */
public record Recipient(String agency, String legalBasis) implements Comparable<Recipient> {
  private static final Comparator<Recipient> ORDER =
      Comparator.comparing(Recipient::agency).thenComparing(Recipient::legalBasis);

  public Recipient {
    new Checks().text("agency", agency).text("legalBasis", legalBasis).orThrow();
  }

  @Override
  public int compareTo(Recipient other) {
    return ORDER.compare(this, other);
  }
}
