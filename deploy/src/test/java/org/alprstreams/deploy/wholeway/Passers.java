package org.alprstreams.deploy.wholeway;

import java.util.List;
import org.alprstreams.simulation.TownCamera;
import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateFinish;
import org.alprstreams.simulation.plate.PlateStyles;
import org.alprstreams.simulation.scene.BodyType;
import org.alprstreams.simulation.scene.Daylight;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.Placement;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.alprstreams.simulation.scene.Vehicle;

/**
 * Draws vehicles that drive away from a camera. All of them wear clean Californian passenger plates
 * in sight for several looks: what is tested here is the way to the alert, not how hard a plate may
 * be to read. Test support.
 */
final class Passers {

  /** Widths of the plate in the looks of one passage, in pixels of a frame 1280 wide. */
  private static final List<Double> WIDTHS = List.of(160.0, 150.0, 140.0, 110.0);

  private static final int PAINT = 0x2A3F6F;

  private final SceneRenderer renderer = new SceneRenderer(FrameFormat.standard());

  private long moment;

  /**
   * A vehicle's looks at one camera as JPEG. No two are the same picture: ingest takes each once.
   */
  List<byte[]> looks(String plate, TownCamera camera) {
    return WIDTHS.stream().map(width -> look(vehicle(plate), camera, width)).toList();
  }

  private byte[] look(Vehicle vehicle, TownCamera camera, double plateWidth) {
    double distance = renderer.distance(camera.view(), vehicle, false, plateWidth);
    SceneRenderer.Scene scene =
        renderer.render(
            camera.view(),
            Daylight.MIDDAY,
            List.of(new Placement(vehicle, false, distance, 0, 0, 0, false)),
            camera.seed(),
            ++moment);
    return renderer.jpeg(scene.image());
  }

  private static Vehicle vehicle(String plate) {
    return new Vehicle(
        plate,
        BodyType.SEDAN,
        PAINT,
        new Plate(plate, PlateStyles.named("california-passenger")),
        PlateFinish.fresh());
  }
}
