package org.alprstreams.simulation.scene;

/**
 * Where a vehicle is at one moment.
 *
 * @param farLane whether it drives in the lane away from the camera, against the near one
 * @param distance along the road from under the lens to the vehicle's near end, in centimetres
 * @param drift from the middle of its lane, in centimetres to the right
 * @param heading radians off the road's direction
 * @param speed centimetres a second, for the blur
 * @param braking whether the brake lamps burn
 */
public record Placement(
    Vehicle vehicle,
    boolean farLane,
    double distance,
    double drift,
    double heading,
    double speed,
    boolean braking) {
  View.Facing facing(View view) {
    return farLane ? view.facing().opposite() : view.facing();
  }

  double laneX(View view) {
    return (farLane ? view.farLane() : view.nearLane()) + drift;
  }
}
