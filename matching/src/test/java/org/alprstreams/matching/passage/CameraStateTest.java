package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;
import org.junit.jupiter.api.Test;

class CameraStateTest {

  private static final String OPTED_OUT = "5HJK678";

  private final PassageTracker tracker = new PassageTracker(TestData.PASSAGES);
  private final Map<String, CameraPassages> stored = new HashMap<>();
  private CameraState state = PassageTracker.nothing();
  private Instant now = TestData.START;

  @Test
  void stateIsTheSameAgainFromItsPieces() {
    // Given two passages, one of two looks, and a marker
    see(look("8ABC123", 0.6));
    see(look("7XYW456", 0.95).x(200).atMillis(300));
    see(look(OPTED_OUT, 0.95).x(1500).atMillis(400));
    see(look("8ABC123", 0.7).atMillis(500));

    // When
    List<CameraPassages> pieces = new ArrayList<>(stored.values());
    Collections.shuffle(pieces);
    CameraState again = CameraState.of(pieces);

    // Then it stores as nothing new, and goes on as the first would
    assertThat(again.passages()).extracting(Passage::readId).isEqualTo(readIds(state));
    assertThat(again.markers())
        .extracting(Marker::stored)
        .isEqualTo(state.markers().stream().map(Marker::stored).toList())
        .hasSize(1);
    assertThat(again.markers()).allMatch(marker -> marker.shown().isEmpty());
    assertThat(again.recentLooks().fingerprints())
        .containsExactlyElementsOf(state.recentLooks().fingerprints().boxed().toList());
    assertThat(again.passages()).extracting(Passage::toState).isEqualTo(records(state));
    assertThat(tracker.onClock(again, gate(), Times.onTime(now.plusSeconds(5))).events())
        .isEqualTo(tracker.onClock(state, gate(), Times.onTime(now.plusSeconds(5))).events());
  }

  @Test
  void lookWritesItsOwnPassageOnly() {
    // Given
    see(look("8ABC123", 0.95));
    CameraState before = state;

    // When
    see(look("7XYW456", 0.95).x(200).atMillis(300));

    // Then: the passage, and that the look was processed
    String added = readIds(state).get(1);
    assertThat(state.changesSince(before)).containsOnlyKeys(added, "looks-0");
  }

  @Test
  void closedPassageIsRemoved() {
    // Given
    see(look("8ABC123", 0.95));
    String readId = readIds(state).get(0);

    // When
    CameraState after = tracker.onClock(state, gate(), Times.onTime(now.plusSeconds(5))).state();

    // Then
    assertThat(after.changesSince(state)).containsEntry(readId, null).hasSize(1);
    assertThat(after.isIdle()).isTrue();
  }

  @Test
  void nothingIsWrittenWhereNothingHasChanged() {
    // Given
    see(look("8ABC123", 0.95));

    // When
    CameraState after =
        tracker.onClock(state, gate(), Times.onTime(now.plus(Duration.ofMillis(250)))).state();

    // Then
    assertThat(after.changesSince(state)).isEmpty();
  }

  private void see(TestData.LookBuilder look) {
    Look seen = Look.of(look.build());
    now = seen.capturedAt();
    CameraState next = tracker.onLook(state, seen, gate(), Times.onTime(now)).state();
    next.changesSince(state)
        .forEach(
            (name, piece) -> {
              if (piece == null) {
                stored.remove(name);
              } else {
                stored.put(name, piece);
              }
            });
    state = next;
  }

  private static List<String> readIds(CameraState state) {
    return state.passages().stream().map(Passage::readId).toList();
  }

  private static List<Object> records(CameraState state) {
    return List.copyOf(state.passages().stream().map(Passage::toState).toList());
  }

  private static Gate gate() {
    return new Gate() {
      @Override
      public GateDecision decide(PlateText text, List<CharacterReading> characters) {
        return text.value().equals(OPTED_OUT) ? GateDecision.OPTED_OUT : GateDecision.PASS;
      }

      @Override
      public boolean isConfident(PlateText text, List<CharacterReading> characters) {
        return false;
      }
    };
  }
}
