package org.alprstreams.simulation.scene;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.simulation.plate.PlateRenderer;

/**
 * Draws what a camera sees. The same arguments give the same pixels. Not safe for use by several
 * threads: it keeps streets and plates between calls.
 */
public final class SceneRenderer {
  /** US plates measure 12 by 6 inches, in centimetres. */
  static final double PLATE_WIDTH = 30.48;

  private static final double PLATE_HEIGHT = 15.24;
  private static final int PLATE_PIXELS = 480;
  private static final int PLATES_KEPT = 32;
  private static final int SMALLEST_PLATE = 24;

  private final FrameFormat format;
  private final BackdropCache streets;
  private final LensFinish lens;
  private final JpegEncoder jpeg;
  private final Map<Vehicle, BufferedImage> plates = new LinkedHashMap<>(16, 0.75f, true);

  /** A renderer for frames of one form. */
  public SceneRenderer(FrameFormat format) {
    this.format = format;
    streets = new BackdropCache(format.width(), format.height(), format.streetsKept());
    lens = new LensFinish(format.width(), format.height());
    jpeg = new JpegEncoder(format.jpegQuality());
  }

  /** The form of the frames. */
  public FrameFormat format() {
    return format;
  }

  /**
   * One look of a camera.
   *
   * @param image type {@link BufferedImage#TYPE_3BYTE_BGR}
   * @param plates plates wholly in the frame and not hidden, nearest first
   */
  public record Scene(BufferedImage image, List<PlateTruth> plates) {
    /** Keeps its own copy of the truths. */
    public Scene {
      plates = List.copyOf(plates);
    }
  }

  /**
   * Draws a frame.
   *
   * @param street seed of the camera's surroundings
   * @param moment seed of what changes from frame to frame, that is, the grain
   */
  public Scene render(
      View view, Daylight light, List<Placement> vehicles, long street, long moment) {
    int width = format.width();
    int height = format.height();
    int[] empty = streets.street(view, light, street);
    Canvas canvas = Canvas.of(width, height);
    int[] pixels = canvas.pixels();
    System.arraycopy(empty, 0, pixels, 0, pixels.length);
    Projector projector = new Projector(view, width, height);
    VehicleRenderer renderer = new VehicleRenderer(light, view, projector);
    List<Placement> farFirst = new ArrayList<>(vehicles);
    farFirst.sort(Comparator.comparingDouble(Placement::distance).reversed());
    List<PlateTruth> truths = new ArrayList<>();
    for (Placement placement : farFirst) {
      BodySurface skin = renderer.draw(canvas, placement);
      PixelBox outline = outline(skin);
      truths.removeIf(truth -> overlaps(truth.box(), outline));
      List<Point2D.Double> quad = quad(skin, placement);
      double gain = light.night() ? 1 : 0.98;
      int tint = light.night() ? 0xF6F9FF : Rgb.mix(light.lit(0xFFFFFF, 0, 0.1, -1), 0xFFFFFF, .35);
      PlateWarp.draw(pixels, width, height, plate(placement.vehicle()), quad, gain, tint);
      truth(placement.vehicle(), quad).ifPresent(truth -> truths.add(0, truth));
      lens.smear(pixels, empty, outline, (int) Math.round(blur(placement, skin, light)));
    }
    canvas.g().dispose();
    BufferedImage exposed = lens.expose(pixels, format.grain() * (light.night() ? 3 : 1), moment);
    return new Scene(exposed, truths);
  }

  /** Encodes a frame at the quality of the format. */
  public byte[] jpeg(BufferedImage image) {
    return jpeg.encode(image);
  }

  /**
   * How far away a vehicle must be for its plate to be so wide, but never so near that the plate
   * leaves the frame.
   *
   * @param plateWidth pixels
   * @return centimetres, for {@link Placement#distance()}
   */
  public double distance(View view, Vehicle vehicle, boolean farLane, double plateWidth) {
    Projector projector = new Projector(view, format.width(), format.height());
    double distance = projector.focal() * PLATE_WIDTH / plateWidth;
    double margin = 0.04;
    for (int tries = 0; tries < 80; tries++) {
      Placement placement = new Placement(vehicle, farLane, distance, 0, 0, 0, false);
      BodyEnd end = vehicle.body().end(placement.facing(view));
      List<Point2D.Double> quad = quad(new BodySurface(end, projector, placement, view), placement);
      boolean inside =
          quad.stream()
              .allMatch(
                  p ->
                      p.x > margin * format.width()
                          && p.x < (1 - margin) * format.width()
                          && p.y < (1 - margin) * format.height());
      if (inside) {
        break;
      }
      distance *= 1.04;
    }
    return distance;
  }

  private static double blur(Placement placement, BodySurface skin, Daylight light) {
    double exposure = light.night() ? 1 / 500.0 : 1 / 1000.0;
    double towards = placement.speed() * exposure * skin.scale() * 0.25;
    return Math.min(4, towards);
  }

  private BufferedImage plate(Vehicle vehicle) {
    BufferedImage plate = plates.get(vehicle);
    if (plate == null) {
      plate = PlateRenderer.render(vehicle.plate(), vehicle.finish(), PLATE_PIXELS);
      plates.put(vehicle, plate);
      if (plates.size() > PLATES_KEPT) {
        plates.remove(plates.keySet().iterator().next());
      }
    }
    return plate;
  }

  private static List<Point2D.Double> quad(BodySurface skin, Placement placement) {
    double y = skin.end().plateHeight();
    double half = PLATE_WIDTH / 2;
    double rise = PLATE_HEIGHT / 2;
    double upper = skin.end().depth().at(y + rise) - 1.5;
    double lower = skin.end().depth().at(y - rise) - 1.5;
    double roll = ((placement.vehicle().finish().seed() >>> 40) % 100 - 50) / 50.0 * 0.018;
    double dx = half * Math.cos(roll);
    double dy = half * Math.sin(roll);
    return List.of(
        skin.point(-dx, y + rise - dy, upper),
        skin.point(dx, y + rise + dy, upper),
        skin.point(dx, y - rise + dy, lower),
        skin.point(-dx, y - rise - dy, lower));
  }

  private Optional<PlateTruth> truth(Vehicle vehicle, List<Point2D.Double> quad) {
    double left = quad.stream().mapToDouble(p -> p.x).min().orElseThrow();
    double right = quad.stream().mapToDouble(p -> p.x).max().orElseThrow();
    double top = quad.stream().mapToDouble(p -> p.y).min().orElseThrow();
    double bottom = quad.stream().mapToDouble(p -> p.y).max().orElseThrow();
    boolean inside = left >= 0 && top >= 0 && right <= format.width() && bottom <= format.height();
    if (!inside || right - left < SMALLEST_PLATE) {
      return Optional.empty();
    }
    int x = (int) Math.floor(left);
    int y = (int) Math.floor(top);
    PixelBox box = new PixelBox(x, y, (int) Math.ceil(right) - x, (int) Math.ceil(bottom) - y);
    return Optional.of(
        new PlateTruth(
            vehicle.id(),
            vehicle.plate().text(),
            vehicle.plate().state(),
            vehicle.plate().style().name(),
            quad.stream().map(p -> new Corner(p.x, p.y)).toList(),
            box));
  }

  private static PixelBox outline(BodySurface skin) {
    BodyEnd end = skin.end();
    double half = end.halfWidth().at(70) + 12;
    Point2D.Double upper = skin.point(-half, end.top(), end.depth().at(end.top()));
    Point2D.Double right = skin.point(half, 0, 0);
    Point2D.Double left = skin.point(-half, 0, 0);
    return new PixelBox(
        (int) left.x, (int) upper.y, (int) (right.x - left.x), (int) (right.y - upper.y));
  }

  private static boolean overlaps(PixelBox a, PixelBox b) {
    return a.x() < b.x() + b.width()
        && b.x() < a.x() + a.width()
        && a.y() < b.y() + b.height()
        && b.y() < a.y() + a.height();
  }
}
