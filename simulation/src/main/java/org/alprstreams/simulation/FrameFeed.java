package org.alprstreams.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.alprstreams.simulation.scene.Placement;
import org.alprstreams.simulation.scene.SceneRenderer;

/**
 * The frames of the town's cameras in the order of their capture, drawn one by one. Endless. Not
 * safe for use by several threads.
 */
public final class FrameFeed implements Iterator<SimulatedFrame> {
  /** A frame older than this when its turn comes is skipped: a camera does not queue either. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Look(Encounter encounter, int index) {
    Instant moment() {
      return encounter.look(index);
    }
  }

  private final Traffic traffic;
  private final SceneRenderer renderer;
  private final LightCycle light;
  private final PriorityQueue<Look> looks =
      new PriorityQueue<>(
          Comparator.comparing(Look::moment).thenComparing(look -> look.encounter().camera().id()));
  private final Map<String, Long> sequences = new HashMap<>();
  private Encounter ahead;
  private long skipped;

  FrameFeed(Traffic traffic, SceneRenderer renderer, LightCycle light) {
    this.traffic = traffic;
    this.renderer = renderer;
    this.light = light;
    ahead = traffic.next();
  }

  /** Always: traffic never ends. */
  @Override
  public boolean hasNext() {
    return true;
  }

  /** Draws the next frame at once, whatever the clock says. */
  @Override
  public SimulatedFrame next() {
    fill();
    return draw(looks.remove());
  }

  /** Moment of capture of the next frame. */
  public Instant nextAt() {
    fill();
    return looks.element().moment();
  }

  /** How long until the next frame is due; zero when it is overdue. */
  public Duration untilNext(Clock clock) {
    Duration wait = Duration.between(clock.instant(), nextAt());
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /**
   * The next frame if its moment has come, else empty. Frames whose moment passed more than two
   * seconds ago are skipped undrawn.
   */
  public Optional<SimulatedFrame> poll(Clock clock) {
    Instant now = clock.instant();
    while (nextAt().isBefore(now.minus(PATIENCE))) {
      Look missed = looks.remove();
      sequence(missed.encounter().camera().id());
      skipped++;
    }
    return nextAt().isAfter(now) ? Optional.empty() : Optional.of(next());
  }

  /** Frames skipped so far because drawing could not keep up. */
  public long skipped() {
    return skipped;
  }

  private void fill() {
    while (looks.isEmpty() || !ahead.startsAt().isAfter(looks.element().moment())) {
      for (int i = 0; i < ahead.looks(); i++) {
        looks.add(new Look(ahead, i));
      }
      ahead = traffic.next();
    }
  }

  private SimulatedFrame draw(Look look) {
    Encounter encounter = look.encounter();
    TownCamera camera = encounter.camera();
    Instant moment = look.moment();
    List<Placement> placements = new ArrayList<>();
    for (Passage passage : encounter.passages()) {
      placements.add(placement(encounter, passage, look.index()));
    }
    long sequence = sequence(camera.id());
    SceneRenderer.Scene scene =
        renderer.render(
            camera.view(),
            light.at(encounter.startsAt()),
            placements,
            camera.seed(),
            camera.seed() + sequence);
    return new SimulatedFrame(
        camera.id(),
        moment,
        sequence,
        renderer.jpeg(scene.image()),
        scene.image().getWidth(),
        scene.image().getHeight(),
        scene.plates());
  }

  private Placement placement(Encounter encounter, Passage passage, int look) {
    TownCamera camera = encounter.camera();
    double zoom = renderer.format().width() / 1280.0;
    double first = distance(camera, passage, passage.firstWidth() * zoom);
    double last = distance(camera, passage, passage.lastWidth() * zoom);
    int steps = encounter.looks() - 1;
    double seconds = encounter.interval().toMillis() * steps / 1000.0;
    return new Placement(
        passage.vehicle(),
        passage.farLane(),
        first + (last - first) * look / steps,
        passage.drift(),
        passage.heading(),
        Math.abs(last - first) / seconds,
        passage.braking());
  }

  private double distance(TownCamera camera, Passage passage, double plateWidth) {
    return renderer.distance(camera.view(), passage.vehicle(), passage.farLane(), plateWidth);
  }

  private long sequence(String cameraId) {
    return sequences.merge(cameraId, 1L, Long::sum);
  }
}
