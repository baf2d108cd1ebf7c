package org.alprstreams.schemas.policy;

import java.util.SortedSet;

/**
 * To whom data may go, Civil Code 1798.90.51(b)(2)(D). A recipient remains when policies stack only
 * if all of them name it, with the same legal basis.
 *
 * @param recipients the agencies, empty for none
 * @param restrictions the restrictions in words; those of all policies
 */
public record SharingRules(SortedSet<Recipient> recipients, SortedSet<String> restrictions) {
  public SharingRules {
    new Checks()
        .present("recipients", recipients, "a list of agencies, [] if there are none")
        .distinct("recipients", recipients, Recipient::agency)
        .texts("restrictions", restrictions)
        .orThrow();
    recipients = Strictest.sorted(recipients);
    restrictions = Strictest.sorted(restrictions);
  }

  SharingRules strictest(SharingRules other) {
    return new SharingRules(
        Strictest.common(recipients, other.recipients),
        Strictest.all(restrictions, other.restrictions));
  }
}
