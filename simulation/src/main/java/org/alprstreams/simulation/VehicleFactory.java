package org.alprstreams.simulation;

import java.util.Set;
import java.util.random.RandomGenerator;
import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateFinish;
import org.alprstreams.simulation.plate.PlateStyles;
import org.alprstreams.simulation.scene.BodyType;
import org.alprstreams.simulation.scene.Vehicle;

/** Puts vehicles together at random. */
final class VehicleFactory {
  private static final int[] BODIES = {34, 16, 30, 13, 7};

  private VehicleFactory() {}

  /** A vehicle whose plate text is none of the taken ones. */
  static Vehicle draw(String id, RandomGenerator random, Set<String> taken) {
    return draw(id, random, taken, Paint.draw(random));
  }

  static Vehicle draw(String id, RandomGenerator random, Set<String> taken, Paint paint) {
    Plate plate = PlateStyles.draw(random).draw(random);
    while (taken.contains(plate.text())) {
      plate = PlateStyles.draw(random).draw(random);
    }
    return new Vehicle(id, body(random), paint.rgb(), plate, PlateFinish.draw(random));
  }

  private static BodyType body(RandomGenerator random) {
    int lot = random.nextInt(100);
    for (int i = 0; i < BODIES.length; i++) {
      lot -= BODIES[i];
      if (lot < 0) {
        return BodyType.values()[i];
      }
    }
    return BodyType.SEDAN;
  }
}
