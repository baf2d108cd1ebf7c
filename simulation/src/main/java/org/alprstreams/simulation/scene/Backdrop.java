package org.alprstreams.simulation.scene;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The empty street of one camera in one light. */
final class Backdrop {
  private static final double ROAD = 2 * View.LANE_WIDTH;
  private static final double BAY = 240;
  private static final double POLES = 4600;

  private record Item(double z, Runnable drawing) {}

  private final View view;
  private final Graphics2D g;
  private final TreePainter trees;
  private final HousePainter houses;
  private final FurniturePainter furniture;
  private final SplittableRandom random;
  private final List<Item> items = new ArrayList<>();

  private Backdrop(View view, Daylight light, Projector projector, Canvas canvas, long seed) {
    this.view = view;
    this.g = canvas.g();
    trees = new TreePainter(light, projector, canvas.width());
    houses = new HousePainter(light, projector);
    furniture = new FurniturePainter(g, light, projector);
    random = new SplittableRandom(seed + 5);
  }

  /** Draws its pixels 0xRRGGBB; takes as long as several frames, so keep the outcome. */
  static int[] draw(View view, Daylight light, long seed, int width, int height) {
    Projector projector = new Projector(view, width, height);
    Canvas canvas = Canvas.of(width, height);
    new GroundPainter(view, light, projector, seed).paint(canvas.pixels(), width, height);
    new HillPainter(light, projector.horizon(), width, seed).paint(canvas.g());
    new Backdrop(view, light, projector, canvas, seed).furnish();
    canvas.g().dispose();
    return canvas.pixels();
  }

  private void furnish() {
    buildings();
    greenery();
    fence();
    poles();
    small();
    items.sort(Comparator.comparingDouble(Item::z).reversed());
    items.forEach(item -> item.drawing().run());
  }

  /** X of a point a way beyond the far kerb. */
  private double far(double beyond) {
    return view.nearKerb() + view.side() * (ROAD + beyond);
  }

  /** X of a point a way behind the near kerb. */
  private double near(double behind) {
    return view.nearKerb() - view.side() * behind;
  }

  private void buildings() {
    double z = 5600 + random.nextInt(1500);
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      double at = z;
      double beyond = 900 + random.nextInt(600) + i * 250.0;
      SplittableRandom own = random.split();
      items.add(new Item(at, () -> houses.draw(g, far(beyond), view.side(), at, own)));
      z += 3400 + random.nextInt(2500);
    }
    double across = 9000 + random.nextInt(5000);
    SplittableRandom own = random.split();
    items.add(new Item(across, () -> houses.draw(g, near(1100), -view.side(), across, own)));
  }

  private void greenery() {
    for (int i = 0; i < 16; i++) {
      double z = 5200 + 16_000 * Math.pow(random.nextDouble(), 1.3);
      tree(far(430 + random.nextInt(2600)), z);
    }
    for (int i = 0; i < 9; i++) {
      double z = 6000 + 17_000 * Math.pow(random.nextDouble(), 1.2);
      tree(near(300 + random.nextInt(700)), z);
    }
    for (int i = 0; i < 22; i++) {
      double z = 3000 + 9000 * random.nextDouble();
      shrub(far(280 + random.nextInt(900)), z);
    }
    for (int i = 0; i < 7; i++) {
      shrub(near(160 + random.nextInt(160)), 4500 + 9000 * random.nextDouble());
    }
  }

  private void tree(double x, double z) {
    int lot = random.nextInt(10);
    TreePainter.Kind kind =
        lot < 5
            ? TreePainter.Kind.OAK
            : lot < 8 ? TreePainter.Kind.PEPPER : TreePainter.Kind.CYPRESS;
    double height = 480 + random.nextInt(520);
    SplittableRandom own = random.split();
    items.add(new Item(z, () -> trees.draw(g, kind, x, z, height, own)));
  }

  private void shrub(double x, double z) {
    TreePainter.Kind kind =
        random.nextInt(3) == 0 ? TreePainter.Kind.BLOOMING : TreePainter.Kind.SHRUB;
    double height = 60 + random.nextInt(110);
    SplittableRandom own = random.split();
    items.add(new Item(z, () -> trees.draw(g, kind, x, z, height, own)));
  }

  private void fence() {
    int lot = random.nextInt(4);
    if (lot == 0) {
      return;
    }
    int rgb = lot == 1 ? 0x86705A : 0xEDEAE2;
    double x = far(265);
    double gate = 5000 + random.nextInt(4000);
    for (double z = 2300; z < 17_000; z += BAY) {
      double at = z;
      if (Math.abs(z - gate) > 400) {
        items.add(new Item(at, () -> furniture.fence(x, at, BAY, rgb)));
      }
    }
  }

  private void poles() {
    double x = far(185);
    double first = 3000 + random.nextInt(2200);
    boolean wires = random.nextBoolean();
    for (int i = 0; i < 5; i++) {
      double z = first + i * POLES;
      if (wires) {
        items.add(new Item(z, () -> furniture.pole(x, z)));
        for (double off : new double[] {-90, 0, 90}) {
          items.add(new Item(z + 1, () -> furniture.wire(x, z, z + POLES, off)));
        }
      } else {
        items.add(new Item(z, () -> furniture.lamp(x, z, -view.side())));
      }
    }
    if (wires) {
      double z = first + 700;
      items.add(new Item(z, () -> furniture.lamp(x, z, -view.side())));
    }
  }

  private void small() {
    double box = 3300 + random.nextInt(1800);
    items.add(new Item(box, () -> furniture.mailbox(far(70), box)));
    double sign = 6500 + random.nextInt(3500);
    boolean speed = random.nextBoolean();
    items.add(
        new Item(
            sign,
            () ->
                furniture.sign(near(110), sign, speed ? "SPEED" : "QUIET", speed ? "25" : "LANE")));
  }
}
