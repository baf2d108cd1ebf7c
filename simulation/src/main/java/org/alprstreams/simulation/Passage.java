package org.alprstreams.simulation;

import org.alprstreams.simulation.scene.Vehicle;

/**
 * One vehicle coming by one camera.
 *
 * @param kind which list the vehicle is on
 * @param farLane whether it drives against the near lane's traffic
 * @param firstWidth width of its plate in the first look, in pixels of a frame 1280 wide
 * @param lastWidth width of its plate in the last look
 * @param drift off the middle of the lane, centimetres to the right
 * @param heading radians off the road's direction
 * @param braking whether its brake lamps burn
 */
public record Passage(
    Vehicle vehicle,
    Kind kind,
    boolean farLane,
    double firstWidth,
    double lastWidth,
    double drift,
    double heading,
    boolean braking) {
  /** Which list a vehicle is on. */
  public enum Kind {
    /** On none. */
    ORDINARY,
    /** In the hotlist sample. */
    HOTLISTED,
    /** In the opt-out sample. */
    OPTED_OUT
  }
}
