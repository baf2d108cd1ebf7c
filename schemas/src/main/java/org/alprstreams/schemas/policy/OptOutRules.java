package org.alprstreams.schemas.policy;

/**
 * How residents' opt-outs are treated.
 *
 * @param overrideForStolen whether a report of theft lifts the opt-out of its plate
 */
public record OptOutRules(Boolean overrideForStolen) {
  public OptOutRules {
    new Checks().flag("overrideForStolen", overrideForStolen).orThrow();
  }

  OptOutRules strictest(OptOutRules other) {
    return new OptOutRules(overrideForStolen && other.overrideForStolen);
  }
}
