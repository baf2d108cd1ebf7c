package org.alprstreams.deploy.sweep;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.TownCamera;
import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateFinish;
import org.alprstreams.simulation.plate.PlateStyle;
import org.alprstreams.simulation.plate.PlateStyles;
import org.alprstreams.simulation.scene.BodyType;
import org.alprstreams.simulation.scene.Corner;
import org.alprstreams.simulation.scene.Daylight;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.Placement;
import org.alprstreams.simulation.scene.PlateTruth;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.alprstreams.simulation.scene.Vehicle;
import org.alprstreams.simulation.scene.View.Facing;

/**
 * Draws vehicles on streets, each with the plate at a chosen width. Sample {@code i} is the same
 * vehicle, plate and street in every sweep and at every step, so that steps differ by what is swept
 * and by nothing else. Not safe for use by several threads.
 */
final class Scenes {

  /** Larger than the frames that are read: they are cut from it around the plate. */
  private static final FrameFormat FORMAT = new FrameFormat(1920, 1080, 0.85, 0, 12);

  /** Widest plate that fits into such a frame with the vehicle around it. */
  private static final double WIDEST = 260;

  private static final List<Daylight> LIGHTS =
      List.of(Daylight.MORNING, Daylight.MIDDAY, Daylight.EVENING);
  private static final List<Integer> PAINTS =
      List.of(0xD9DADA, 0x24262A, 0x7C8085, 0x8E1F24, 0x27406B, 0xC9C2B0, 0x2F4A3A);

  private final long seed;
  private final List<TownCamera> cameras;
  private final SceneRenderer renderer = new SceneRenderer(FORMAT);
  private int lastSample = -1;
  private double lastWidth;
  private Scene last;

  Scenes(long seed) {
    this.seed = seed;
    this.cameras =
        Town.of(seed).cameras().stream()
            .filter(camera -> camera.view().facing() == Facing.RECEDING)
            .limit(4)
            .toList();
  }

  /**
   * A picture and where its plate is.
   *
   * @param image the scene, larger than a frame
   * @param text the plate's text
   * @param corners the plate's corners: upper left, upper right, lower right, lower left
   */
  record Scene(BufferedImage image, String text, List<Corner> corners) {}

  /**
   * Draws a sample. Asked again for the same one it gives the last picture: most steps need no
   * other, and drawing takes longer than all else.
   *
   * @param sample 0 or more
   * @param plateWidth pixels; very wide plates come out narrower
   */
  Scene draw(int sample, double plateWidth) {
    if (sample != lastSample || plateWidth != lastWidth) {
      last = drawn(sample, plateWidth);
      lastSample = sample;
      lastWidth = plateWidth;
    }
    return last;
  }

  private Scene drawn(int sample, double plateWidth) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + sample);
    // By turns, so that every state's style has its share however few the samples.
    PlateStyle style = PlateStyles.all().get(sample % PlateStyles.all().size());
    Plate plate = style.draw(random);
    BodyType body = BodyType.values()[random.nextInt(BodyType.values().length)];
    int paint = PAINTS.get(random.nextInt(PAINTS.size()));
    Vehicle vehicle = new Vehicle("V" + sample, body, paint, plate, PlateFinish.draw(random));
    TownCamera camera = cameras.get(random.nextInt(cameras.size()));
    Daylight light = LIGHTS.get(random.nextInt(LIGHTS.size()));
    double distance =
        renderer.distance(camera.view(), vehicle, false, Math.min(plateWidth, WIDEST));
    SceneRenderer.Scene scene =
        renderer.render(
            camera.view(),
            light,
            List.of(new Placement(vehicle, false, distance, 0, 0, 0, false)),
            camera.seed(),
            sample);
    PlateTruth truth =
        scene.plates().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Sample %d at %.0f pixels' width shows no whole plate"
                            .formatted(sample, plateWidth)));
    return new Scene(scene.image(), truth.plate(), truth.corners());
  }

  byte[] jpeg(BufferedImage image) {
    return renderer.jpeg(image);
  }
}
