package org.alprstreams.benchmarks.throughput;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.matching.MatchingRules;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.optout.OptOutTable;
import org.alprstreams.matching.passage.CameraState;
import org.alprstreams.matching.passage.Look;
import org.alprstreams.matching.passage.PassageEvent;
import org.alprstreams.matching.passage.PassageStep;
import org.alprstreams.matching.passage.PassageTracker;
import org.alprstreams.matching.passage.Times;

/**
 * Matching's own decisions, gate, passages and vote, with what they need to remember in this
 * process alone: lost with it. What matching takes beyond this, its stores, changelogs, second pass
 * and Kafka Streams take.
 */
final class DecidingTransform implements Transform {

  /** An opt-out list that nobody is on. */
  private static final OptOutTable NOBODY =
      new OptOutTable() {
        @Override
        public Optional<OptOut> find(String key) {
          return Optional.empty();
        }

        @Override
        public boolean isEmpty() {
          return true;
        }
      };

  private final PassageTracker tracker;
  private final OptOutGate gate;
  private final Map<String, CameraState> cameras = new HashMap<>();
  private final Map<String, PlateCandidate> images = new HashMap<>();

  DecidingTransform(MatchingRules rules, OptOutGate gate) {
    this.tracker = new PassageTracker(rules.passages());
    this.gate = gate;
  }

  @Override
  public void look(PlateCandidate look, Outlet outlet) {
    String cameraId = look.getCameraId();
    Instant now = Instant.now();
    PassageStep step =
        tracker.onLook(
            cameras.getOrDefault(cameraId, PassageTracker.nothing()),
            Look.of(look),
            gate.at(NOBODY, now),
            new Times(now, look.getCapturedAt()));
    cameras.put(cameraId, step.state());
    for (PassageEvent event : step.events()) {
      if (event instanceof PassageEvent.ImagesHeld held) {
        images.put(held.readId(), look);
      } else if (event instanceof PassageEvent.ImagesReleased released) {
        images.remove(released.readId());
      } else if (event instanceof PassageEvent.Published published) {
        outlet.read(published.read());
        PlateCandidate best = images.get(published.read().getReadId());
        if (published.withImages() && best != null) {
          outlet.image(published.read(), best);
        }
      }
    }
  }
}
