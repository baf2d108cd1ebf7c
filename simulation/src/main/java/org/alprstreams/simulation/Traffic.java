package org.alprstreams.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.alprstreams.simulation.Passage.Kind;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.alprstreams.simulation.scene.Vehicle;
import org.alprstreams.simulation.scene.View.Facing;

/**
 * An endless stream of encounters over the town, in the order of their start. The same arguments
 * give the same traffic. Not safe for use by several threads.
 *
 * <p>Listed vehicles come at their share exactly, not by chance: the second passage is a hotlisted
 * one and the third an opted-out one, and from there on every so many.
 */
public final class Traffic implements Iterator<Encounter> {
  private final Town town;
  private final TrafficSettings settings;
  private final List<Vehicle> hotlisted;
  private final List<Vehicle> optedOut;
  private final Set<String> listed = new HashSet<>();
  private final SplittableRandom random;
  private final Map<TownCamera, Instant> busyUntil = new HashMap<>();
  private Instant next;
  private int passages;
  private int ordinary;
  private int hotlistedPassed;
  private int optedOutPassed;

  /**
   * Traffic from a moment on.
   *
   * @param start moment of the first encounter
   */
  public Traffic(
      Town town,
      TrafficSettings settings,
      HotlistSample hotlist,
      OptOutSample optOuts,
      Instant start) {
    this.town = town;
    this.settings = settings;
    hotlisted = hotlist.vehicles();
    optedOut = optOuts.vehicles();
    listed.addAll(hotlist.plates());
    listed.addAll(optOuts.plates());
    random = new SplittableRandom(settings.seed());
    next = start;
  }

  /** Always: traffic never ends. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Encounter next() {
    Instant start = next;
    double mean = 60_000 / settings.encountersPerMinute();
    next = start.plusMillis(Math.max(1, Math.round(mean * random.nextDouble(0.5, 1.5))));
    TownCamera camera = freeCamera(start);
    int looks = 4 + random.nextInt(5);
    List<Passage> passing = new ArrayList<>();
    // The first encounters of a demo must not be wasted on an empty road.
    boolean early = passages < 3 && settings.emptyShare() < 1;
    if (early || random.nextDouble() >= settings.emptyShare()) {
      passing.add(passage(camera, false));
      if (random.nextDouble() < settings.pairShare()) {
        passing.add(passage(camera, true));
      }
    }
    Encounter encounter = new Encounter(camera, start, settings.interval(), looks, passing);
    busyUntil.put(camera, encounter.endsAt().plus(Duration.ofSeconds(1)));
    return encounter;
  }

  /** The frames of this traffic, drawn as they are asked for. */
  public FrameFeed frames(SceneRenderer renderer) {
    return new FrameFeed(this, renderer, settings.light());
  }

  private TownCamera freeCamera(Instant start) {
    List<TownCamera> cameras = town.cameras();
    int from = random.nextInt(cameras.size());
    for (int i = 0; i < cameras.size(); i++) {
      TownCamera camera = cameras.get((from + i) % cameras.size());
      Instant until = busyUntil.get(camera);
      if (until == null || until.isBefore(start)) {
        return camera;
      }
    }
    throw new IllegalStateException(
        "All "
            + cameras.size()
            + " cameras are busy: set fewer than "
            + settings.encountersPerMinute()
            + " encounters a minute");
  }

  private Passage passage(TownCamera camera, boolean farLane) {
    passages++;
    Kind kind = kind();
    Vehicle vehicle = vehicle(kind, camera, farLane);
    boolean receding = (camera.view().facing() == Facing.RECEDING) != farLane;
    double far = farLane ? random.nextDouble(42, 52) : random.nextDouble(56, 68);
    double near = farLane ? random.nextDouble(62, 84) : random.nextDouble(120, 178);
    return new Passage(
        vehicle,
        kind,
        farLane,
        receding ? near : far,
        receding ? far : near,
        random.nextDouble(-14, 14),
        random.nextDouble(-0.02, 0.02),
        receding && random.nextInt(3) == 0);
  }

  /** Error diffusion: a listed vehicle whenever its share has run up a whole passage. */
  private Kind kind() {
    if (due(settings.hotlistedShare(), 2, hotlistedPassed)) {
      hotlistedPassed++;
      return Kind.HOTLISTED;
    }
    if (due(settings.optedOutShare(), 3, optedOutPassed)) {
      optedOutPassed++;
      return Kind.OPTED_OUT;
    }
    return Kind.ORDINARY;
  }

  private boolean due(double share, int first, int passed) {
    return share > 0 && passages >= first && (passages - first) * share >= passed;
  }

  private Vehicle vehicle(Kind kind, TownCamera camera, boolean farLane) {
    boolean front = (camera.view().facing() == Facing.ONCOMING) != farLane;
    return switch (kind) {
      case HOTLISTED -> listed(hotlisted, hotlistedPassed - 1, front);
      case OPTED_OUT -> listed(optedOut, optedOutPassed - 1, front);
      case ORDINARY -> ordinary(front);
    };
  }

  /** The list in turn; where fronts show, the next one that has a front plate, if any has. */
  private static Vehicle listed(List<Vehicle> list, int turn, boolean front) {
    for (int i = 0; i < list.size(); i++) {
      Vehicle vehicle = list.get((turn + i) % list.size());
      if (!front || vehicle.plate().style().frontPlate()) {
        return vehicle;
      }
    }
    return list.get(turn % list.size());
  }

  /** Where fronts show, only vehicles of states that issue front plates count. */
  private Vehicle ordinary(boolean front) {
    String id = "VEH-%06d".formatted(++ordinary);
    Vehicle vehicle = VehicleFactory.draw(id, random, listed);
    while (front && !vehicle.plate().style().frontPlate()) {
      vehicle = VehicleFactory.draw(id, random, listed);
    }
    return vehicle;
  }
}
