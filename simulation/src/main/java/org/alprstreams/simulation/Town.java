package org.alprstreams.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.alprstreams.simulation.scene.View;
import org.alprstreams.simulation.scene.View.Facing;

/**
 * An invented town in the foothills above the Bay: cameras at its entrances, all counting inbound
 * traffic. The same seed gives the same town.
 */
public final class Town {
  /** As many as the programme that the policy defaults come from. */
  public static final int CAMERAS = 40;

  private static final double LATITUDE = 37.38;
  private static final double LONGITUDE = -122.14;
  private static final double RADIUS_KM = 2.1;
  private static final double KM_PER_DEGREE = 111.2;
  private static final List<String> FIRST =
      List.of(
          "Quillback",
          "Tanbark",
          "Fennel",
          "Larkmeadow",
          "Saltbush",
          "Copperleaf",
          "Thistledown",
          "Wrenfield",
          "Ploughman",
          "Manzanilla",
          "Hollyhock",
          "Driftoak",
          "Yarrow",
          "Pebblecreek",
          "Coyotemint",
          "Buckeye Hollow",
          "Starthistle",
          "Owlclover",
          "Graniteview",
          "Toyonberry",
          "Goldback",
          "Deergrass",
          "Fiddleneck",
          "Monkeyflower",
          "Sagebrook",
          "Silverquail",
          "Lupine Knoll",
          "Ravenwood Dell",
          "Cedarwax",
          "Bayleaf Spur",
          "Harvestmoon",
          "Poppyridge",
          "Skylark Bend",
          "Millrace",
          "Orchardgate",
          "Chaparral Loop",
          "Windmill Hollow",
          "Applejack",
          "Serpentine Rise",
          "Bluebelly");
  private static final List<String> KIND =
      List.of("Road", "Lane", "Drive", "Way", "Court", "Avenue", "Terrace", "Trail");

  private final List<TownCamera> cameras;

  private Town(List<TownCamera> cameras) {
    this.cameras = List.copyOf(cameras);
  }

  /** The town of that seed with its {@value #CAMERAS} cameras. */
  public static Town of(long seed) {
    return of(seed, CAMERAS);
  }

  /**
   * The town of that seed with fewer cameras.
   *
   * @param cameras 1 to {@value #CAMERAS}
   */
  public static Town of(long seed, int cameras) {
    if (cameras < 1 || cameras > CAMERAS) {
      throw new IllegalArgumentException("A town has 1 to " + CAMERAS + " cameras, not " + cameras);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<TownCamera> placed = new ArrayList<>();
    for (int i = 0; i < cameras; i++) {
      placed.add(camera(i, random.split()));
    }
    return new Town(placed);
  }

  /** In the order of their ids. */
  public List<TownCamera> cameras() {
    return cameras;
  }

  /** The camera of that id; throws IllegalArgumentException when the town has none such. */
  public TownCamera camera(String id) {
    return cameras.stream()
        .filter(camera -> camera.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "No camera '" + id + "' in a town of " + cameras.size() + " cameras"));
  }

  private static TownCamera camera(int index, SplittableRandom random) {
    double angle = 2 * Math.PI * (index + random.nextDouble(-0.3, 0.3)) / CAMERAS;
    double radius = RADIUS_KM * random.nextDouble(0.85, 1.15) / KM_PER_DEGREE;
    double latitude = LATITUDE + radius * Math.cos(angle);
    double longitude = LONGITUDE + radius * Math.sin(angle) / Math.cos(Math.toRadians(LATITUDE));
    String name =
        FIRST.get(index)
            + " "
            + KIND.get(random.nextInt(KIND.size()))
            + " at "
            + FIRST.get((index + 7 + random.nextInt(20)) % FIRST.size())
            + " "
            + KIND.get(random.nextInt(KIND.size()));
    return new TownCamera(
        "CAM-%02d".formatted(index + 1),
        name,
        rounded(latitude),
        rounded(longitude),
        "inbound",
        view(random),
        random.nextLong());
  }

  /** Most cameras look after the traffic, since not all states issue front plates. */
  private static View view(SplittableRandom random) {
    Facing facing = random.nextInt(10) < 7 ? Facing.RECEDING : Facing.ONCOMING;
    return new View(
        facing,
        random.nextDouble(150, 182),
        random.nextDouble(112, 146),
        random.nextDouble(0.048, 0.058),
        random.nextDouble(0.122, 0.142),
        random.nextDouble(3300, 3650));
  }

  private static double rounded(double degrees) {
    return Math.rint(degrees * 1e6) / 1e6;
  }
}
