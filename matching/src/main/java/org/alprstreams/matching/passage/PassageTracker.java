package org.alprstreams.matching.passage;

import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.matching.passage.PassageEvent.Suppressed.Reason;

/**
 * Turns looks into reads. It keeps nothing itself: every step takes a camera's state and gives the
 * next one.
 */
public final class PassageTracker {

  private final PassageRules rules;
  private final Resemblance resemblance;

  public PassageTracker(PassageRules rules) {
    this.rules = rules;
    this.resemblance = new Resemblance(rules);
  }

  /** The state of a camera that nothing passes. */
  public static CameraState nothing() {
    return CameraState.NOTHING;
  }

  /**
   * Processes a look. The gate comes first: of a look that it does not let pass nothing is kept but
   * a marker, and what open passages have of the same vehicle is dropped.
   */
  public PassageStep onLook(CameraState state, Look look, Gate gate, Times times) {
    CameraWork work = new CameraWork(state, rules, resemblance, gate, times);
    if (!rules.isTimely(look.capturedAt(), times.wall())) {
      return work.unchanged(new PassageEvent.OutOfTime());
    }
    if (!work.remember(look)) {
      return work.unchanged(new PassageEvent.Duplicate());
    }
    GateDecision decision = gate.decide(look.text(), look.candidate().getCharacters());
    if (decision == GateDecision.NOT_READY) {
      work.suppressed(Reason.GATE_NOT_READY);
    } else if (decision == GateDecision.OPTED_OUT) {
      work.dropVehicleOf(look);
      work.mark(look);
      work.suppressed(Reason.OPTED_OUT);
    } else if (work.isMarked(look)) {
      work.follow(look);
      work.suppressed(Reason.MARKED);
    } else {
      work.closeLeftBehind(look);
      work.add(look);
    }
    return work.done();
  }

  /** Lets time pass: closes what is idle, and drops what has been opted out meanwhile. */
  public PassageStep onClock(CameraState state, Gate gate, Times times) {
    CameraWork work = new CameraWork(state, rules, resemblance, gate, times);
    work.dropOptedOut();
    work.closeIdle();
    work.settleIdle();
    work.endRests();
    work.forgetMarkers();
    return work.done();
  }
}
