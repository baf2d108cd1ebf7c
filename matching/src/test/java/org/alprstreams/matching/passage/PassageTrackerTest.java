package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.TestData.LookBuilder;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;
import org.junit.jupiter.api.Test;

class PassageTrackerTest {

  private static final Gate OPEN =
      new Gate() {
        @Override
        public GateDecision decide(PlateText text, List<CharacterReading> characters) {
          return GateDecision.PASS;
        }

        @Override
        public boolean isConfident(PlateText text, List<CharacterReading> characters) {
          return true;
        }
      };

  private final PassageTracker tracker = new PassageTracker(TestData.PASSAGES);
  private final List<PlateRead> published = new ArrayList<>();
  private CameraState state = PassageTracker.nothing();

  @Test
  void vehiclesOneBehindTheOtherAreTwoPassagesThoughTheirPlatesDifferInOneCharacter() {
    // When a fleet passes, each 1.5 s behind the one before
    see(TestData.look("8ABC123", 0.95).atMillis(0));
    see(TestData.look("8ABC124", 0.95).atMillis(1500));

    // Then
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC123", "8ABC124");
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void vehiclesSideBySideInOneFrameAreTwoPassages() {
    // When
    see(TestData.look("8ABC123", 0.95).frame("f").x(300));
    see(TestData.look("8ABC128", 0.6).frame("f").x(900));

    // Then
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void vehiclesSideBySideAtOneTimeAreTwoPassagesWhateverTheirFramesAreCalled() {
    // When a camera reports the plates of a frame one by one
    see(TestData.look("8ABC123", 0.95).frame("f-1").x(300).atMillis(250));
    see(TestData.look("8ABC128", 0.6).frame("f-2").x(900).atMillis(250));

    // Then
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void vehicleThatMovesBeforeACameraOfWholeSecondsIsOnePassage() {
    // When
    see(TestData.look("8ABC123", 0.95).frame("f-1").x(300));
    see(TestData.look("8ABC128", 0.6).frame("f-2").x(400));

    // Then
    assertThat(state.passages()).hasSize(1);
  }

  @Test
  void differentPlatesAtTheSamePlaceAMomentApartAreTwoPassages() {
    // When photographs of different vehicles come from one folder
    see(TestData.look("8ABC123", 0.9).atMillis(0));
    see(TestData.look("7XYW456", 0.9).atMillis(10));

    // Then
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void vehicleInHeavyTrafficIsNotTakenForAMisreadOfTheOneBeforeIt() {
    // When one is where another was 0.8 s ago, and four of seven characters are the same
    see(TestData.look("8ABC123", 0.95).atMillis(0));
    see(TestData.look("8AXC745", 0.95).atMillis(800));

    // Then
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC123", "8AXC745");
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void misreadAtTheSamePlaceBelongsToTheVehicle() {
    // When
    see(TestData.look("8ABC123", 0.95).atMillis(0));
    see(TestData.look("8AEG1Z3", 0.6).atMillis(200).x(810));

    // Then
    assertThat(state.passages()).hasSize(1);
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC123");
  }

  @Test
  void lostCharacterOfAMovingVehicleBelongsToIt() {
    // When
    see(TestData.look("8ABC123", 0.95).atMillis(0).x(300));
    see(TestData.look("ABC123", 0.7).atMillis(300).x(600));

    // Then
    assertThat(state.passages()).hasSize(1);
  }

  @Test
  void sameTextAfterTheGapIsANewPassage() {
    // When
    see(TestData.look("8ABC123", 0.95).atMillis(0));
    see(TestData.look("8ABC123", 0.95).atMillis(3001));

    // Then
    assertThat(published).hasSize(2);
    assertThat(published.get(0).getReadId()).isNotEqualTo(published.get(1).getReadId());
  }

  @Test
  void parkedVehicleIsOnePassageOfBoundedState() {
    // When it is seen every two seconds for twenty minutes
    for (int i = 0; i < 600; i++) {
      see(TestData.look("8ABC123", 0.95).atMillis(2000L * i));
    }

    // Then
    assertThat(published).hasSize(1);
    assertThat(state.passages())
        .singleElement()
        .satisfies(
            passage -> {
              assertThat(passage.lookCount()).isEqualTo(600);
              assertThat(passage.looks()).hasSizeLessThanOrEqualTo(PassageRules.MOST_LOOKS);
              assertThat(passage.looks())
                  .allSatisfy(
                      look ->
                          assertThat(look.capturedAt())
                              .isAfter(
                                  START.plusMillis(1_198_000).minus(TestData.PASSAGES.lookLife())));
            });
    assertThat(state.recentLooks().fingerprints().count())
        .isBetween((long) PassageRules.MOST_RECENT_LOOKS, PassageRules.MOST_RECENT_LOOKS + 16L);
  }

  @Test
  void crowdIsBounded() {
    // When a hundred vehicles pass without time passing
    for (int i = 0; i < 100; i++) {
      see(TestData.look("%dXY%dW".formatted((i * 37) % 1000, i), 0.6).frame("f").x(200 * i));
    }

    // Then
    assertThat(state.passages()).hasSizeLessThanOrEqualTo(PassageRules.MOST_PASSAGES);
    assertThat(published).isNotEmpty();
  }

  @Test
  void trackIsOneVehicleWhateverIsReadOfItAndItsLastWordCounts() {
    // When the camera changes its mind, far on and after longer than any gap
    see(TestData.look("8ABC173", 0.95).track("7").atMillis(0).x(100));
    see(TestData.look("8ABC123", 0.85).track("7").atMillis(9_000).x(1700));

    // Then
    assertThat(state.passages()).hasSize(1);
    assertThat(published)
        .extracting(PlateRead::getReadId)
        .containsOnly(published.get(0).getReadId());
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC173", "8ABC123");
    assertThat(published.get(1).getCharacters().get(5).getAlternatives().get(0))
        .satisfies(
            guess -> {
              assertThat(guess.getCharacter()).isEqualTo("2");
              assertThat(guess.getProbability()).isCloseTo(0.85f, within(0.001f));
            });
  }

  @Test
  void earlierWordOfATrackThatComesLateChangesNothing() {
    // When
    see(TestData.look("8ABC123", 0.85).track("7").atMillis(400));
    see(TestData.look("8ABC173", 0.95).track("7").atMillis(0));

    // Then
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC123");
  }

  @Test
  void twoTracksAreTwoVehiclesThoughOneFollowsTheOtherClosely() {
    // When
    see(TestData.look("8ABC123", 0.95).track("7").atMillis(0));
    see(TestData.look("8ABC124", 0.6).track("8").atMillis(300));

    // Then
    assertThat(state.passages()).hasSize(2);
  }

  @Test
  void vehicleThatTheCameraLosesAndFindsAgainIsOnePassage() {
    // When
    see(TestData.look("8ABC123", 0.95).track("7").atMillis(0));
    see(TestData.look("8ABC123", 0.9).track("8").atMillis(300));

    // Then
    assertThat(state.passages()).hasSize(1);
  }

  @Test
  void doubtfulTrackIsPublishedWhenItIsIdleAndRestsMuchLater() {
    // Given
    see(TestData.look("8ABC123", 0.6).track("7"));
    assertThat(published).isEmpty();

    // When / Then
    pass(2);
    assertThat(published).extracting(PlateRead::getPlateText).containsExactly("8ABC123");
    pass(14);
    assertThat(published).hasSize(1);
    assertThat(state.passages()).hasSize(1);
    pass(15);
    assertThat(published).hasSize(1);
    assertThat(state.passages()).isEmpty();
    assertThat(state.resting()).hasSize(1);
  }

  private void pass(int seconds) {
    take(tracker.onClock(state, OPEN, Times.onTime(START.plusSeconds(seconds))));
  }

  private void see(LookBuilder look) {
    Look seen = Look.of(look.build());
    take(tracker.onLook(state, seen, OPEN, Times.onTime(seen.capturedAt())));
  }

  private void take(PassageStep step) {
    state = step.state();
    step.events().stream()
        .filter(PassageEvent.Published.class::isInstance)
        .map(event -> ((PassageEvent.Published) event).read())
        .forEach(published::add);
  }
}
