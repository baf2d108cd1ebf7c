package org.alprstreams.simulation;

import org.alprstreams.simulation.scene.View;

/**
 * A camera at an entrance of the town.
 *
 * @param id such as {@code CAM-07}
 * @param name the crossing, of invented roads
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param direction of the traffic in the near lane: {@code inbound}
 * @param view how it looks at the road
 * @param seed of its surroundings
 */
public record TownCamera(
    String id,
    String name,
    double latitude,
    double longitude,
    String direction,
    View view,
    long seed) {}
