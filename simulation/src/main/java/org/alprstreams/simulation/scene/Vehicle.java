package org.alprstreams.simulation.scene;

import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateFinish;

/**
 * A vehicle of the town.
 *
 * @param id unique in a simulation
 * @param rgb paint, 0xRRGGBB
 */
public record Vehicle(String id, BodyType body, int rgb, Plate plate, PlateFinish finish) {}
