package org.alprstreams.schemas.policy;

/**
 * A purpose for which the system may be used, Civil Code 1798.90.51(b)(2)(A).
 *
 * @param code what a query names
 * @param description the purpose in words
 * @param requiresCaseNumber whether a query for this purpose must name a case
 */
public record Purpose(String code, String description, Boolean requiresCaseNumber) {
  public Purpose {
    new Checks()
        .code("code", code)
        .text("description", description)
        .flag("requiresCaseNumber", requiresCaseNumber)
        .orThrow();
  }

  Purpose strictest(Purpose other) {
    return new Purpose(
        code,
        Strictest.fullest(description, other.description),
        requiresCaseNumber || other.requiresCaseNumber);
  }
}
