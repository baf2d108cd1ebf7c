package org.alprstreams.simulation.scene;

/**
 * How a camera looks at the road. Lengths in centimetres, angles in radians.
 *
 * @param facing which end of the vehicles in the near lane it sees
 * @param height of the lens above the road
 * @param laneOffset from the lens to the middle of the near lane, sideways
 * @param tilt downwards from the horizontal
 * @param pan towards the near lane
 * @param focal focal length in pixels for a frame 1280 pixels wide
 */
public record View(
    Facing facing, double height, double laneOffset, double tilt, double pan, double focal) {

  /** Which end of a vehicle shows. */
  public enum Facing {
    /** Vehicles drive away: their rear plates show. */
    RECEDING,
    /** Vehicles come closer: their front plates show. */
    ONCOMING;

    /** The other one, as in the other lane. */
    public Facing opposite() {
      return this == RECEDING ? ONCOMING : RECEDING;
    }
  }

  /** Lane width, kerb to centre line: 12 feet, as usual on residential collectors. */
  static final double LANE_WIDTH = 366;

  /** Side of the near lane in the image: right-hand traffic puts it left of a receding view. */
  double side() {
    return facing == Facing.RECEDING ? -1 : 1;
  }

  /** X of the middle of the near lane. */
  double nearLane() {
    return side() * laneOffset;
  }

  /** X of the middle of the far lane. */
  double farLane() {
    return side() * (laneOffset + LANE_WIDTH);
  }

  /** X of the kerb beside the camera. */
  double nearKerb() {
    return side() * (laneOffset - LANE_WIDTH / 2);
  }
}
