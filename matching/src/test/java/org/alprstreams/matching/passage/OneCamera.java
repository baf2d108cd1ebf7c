package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.START;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.TestData.LookBuilder;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.apache.kafka.common.serialization.Serde;

/** A camera at the hands of a test: looks arrive, time passes, reads are published. */
final class OneCamera {

  private static final Duration TICK = Duration.ofMillis(250);

  final List<PlateRead> published = new ArrayList<>();
  final Map<String, PlateRead> standing = new LinkedHashMap<>();
  final List<PassageEvent> events = new ArrayList<>();
  CameraState state = PassageTracker.nothing();
  Instant now = START;

  private final Serde<CameraPassages> store =
      RecordSerdes.registryFree().store(CameraPassages.class);
  private final PassageTracker tracker = new PassageTracker(TestData.PASSAGES);
  private Instant ticked = START;
  private String optedOut = "";
  private final Gate gate =
      new Gate() {
        @Override
        public GateDecision decide(PlateText text, List<CharacterReading> characters) {
          return text.value().equals(optedOut) ? GateDecision.OPTED_OUT : GateDecision.PASS;
        }

        @Override
        public boolean isConfident(PlateText text, List<CharacterReading> characters) {
          return true;
        }
      };

  void optOut(String plate) {
    optedOut = plate;
  }

  /** A look that arrives as it is taken. */
  void see(LookBuilder look) {
    PlateCandidate candidate = look.build();
    passUntil(candidate.getCapturedAt());
    arrive(candidate);
  }

  /** A look that arrives now. */
  void arrive(PlateCandidate candidate) {
    take(tracker.onLook(state, Look.of(candidate), gate, Times.onTime(now)));
  }

  /** Another instance takes the camera over, with what the state's changelog holds. */
  void moveToAnotherInstance() {
    state =
        CameraState.of(
            state.changesSince(PassageTracker.nothing()).values().stream()
                .map(piece -> store.serializer().serialize("", piece))
                .map(bytes -> store.deserializer().deserialize("", bytes))
                .toList());
  }

  void pass(Duration time) {
    passUntil(now.plus(time));
  }

  void passUntil(Instant time) {
    while (!ticked.plus(TICK).isAfter(time)) {
      ticked = ticked.plus(TICK);
      now = ticked;
      if (!state.isIdle()) {
        take(tracker.onClock(state, gate, Times.onTime(now)));
      }
    }
    now = time.isAfter(now) ? time : now;
  }

  private void take(PassageStep step) {
    state = step.state();
    events.addAll(step.events());
    for (PassageEvent event : step.events()) {
      if (event instanceof PassageEvent.Published publication) {
        published.add(publication.read());
        standing.put(publication.read().getReadId(), publication.read());
      } else if (event instanceof PassageEvent.Retracted retraction) {
        standing.remove(retraction.read().getReadId());
      }
    }
  }
}
