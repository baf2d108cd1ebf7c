package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera that follows vehicles itself says nothing of one while nothing changes. */
class FollowedVehicleTest {

  private static final Duration GAP = TestData.PASSAGES.parkedGap();

  private final OneCamera camera = new OneCamera();

  @Test
  void vehicleThatTheCameraIsSilentAboutForAWhileIsOneRead() {
    // When it waits at a red light between the camera's second word and its last, elsewhere
    camera.see(look("8ABC123", 0.93).track("7").atMillis(0));
    camera.see(look("8ABC123", 0.92).track("7").atMillis(1_000).x(850));
    camera.passUntil(TestData.START.plusSeconds(35));
    camera.moveToAnotherInstance();
    camera.see(look("8ABC123", 0.92).track("7").atMillis(40_000).x(1700));
    camera.pass(GAP.plusSeconds(1));

    // Then it is published once, and is over when nothing has come for a while
    assertThat(camera.published)
        .extracting(PlateRead::getReadId, PlateRead::getOver, PlateRead::getLooks)
        .containsExactly(
            tuple(camera.published.get(0).getReadId(), false, 1),
            tuple(camera.published.get(0).getReadId(), true, 3));
    assertThat(camera.published.get(1).getLastSeenAt()).isEqualTo(TestData.START.plusSeconds(40));
    assertThat(camera.state.isIdle()).isTrue();
  }

  @Test
  void lateLastWordRevisesTheRead() {
    // When
    camera.see(look("8ABC173", 0.9).track("7"));
    camera.see(look("8ABC123", 0.85).track("7").atMillis(40_000));

    // Then
    assertThat(camera.standing).hasSize(1);
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123");
  }

  @Test
  void finalWordReplacesThePreliminaryOneThoughItsLookIsEarlier() {
    // When the best look of all was taken before the best of the first few
    camera.see(look("8ABC173", 0.93).track("7").preliminary().atMillis(2_000));
    camera.see(look("8ABC123", 0.9).track("7").atMillis(1_200));

    // Then the read is revised, not doubled
    assertThat(camera.published)
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC173", "8ABC123");
    assertThat(camera.standing).hasSize(1);
  }

  @Test
  void finalWordReplacesThePreliminaryOneWhileItRestsWhateverIsRead() {
    // Given a vehicle that waits at a red light while the camera says nothing of it
    camera.see(look("8ABC173", 0.95).track("7").preliminary().atMillis(2_000));
    camera.pass(Duration.ofSeconds(60));
    camera.moveToAnotherInstance();
    assertThat(camera.state.resting()).hasSize(1);

    // When the final word is sure of two other characters
    camera.see(look("8ABD123", 0.95).track("7").atMillis(1_200));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABD123");
  }

  @Test
  void preliminaryWordThatComesLateChangesNothing() {
    // When it was sent again after the final one, in view and at rest
    camera.see(look("8ABC123", 0.9).track("7").atMillis(1_200));
    camera.see(look("8ABC173", 0.93).track("7").preliminary().atMillis(2_000));
    camera.pass(Duration.ofSeconds(60));
    camera.see(look("9ABD173", 0.95).track("7").preliminary().atMillis(2_100));
    camera.pass(GAP.plusSeconds(1));

    // Then
    assertThat(camera.published).extracting(PlateRead::getPlateText).containsOnly("8ABC123");
    assertThat(camera.standing).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60})
  void finalWordThatIsOptedOutTakesThePreliminaryOneBack(int secondsLater) {
    // Given
    camera.optOut("8ABD123");
    camera.see(look("8ABC173", 0.95).track("7").preliminary().atMillis(2_000));
    camera.pass(Duration.ofSeconds(secondsLater));
    assertThat(camera.standing).hasSize(1);

    // When
    camera.see(look("8ABD123", 0.95).track("7").atMillis(1_200));

    // Then
    assertThat(camera.standing).isEmpty();
    assertThat(camera.state.passages()).isEmpty();
    assertThat(camera.state.resting()).isEmpty();
  }

  @Test
  void finalWordOfALookThatIsTooOldToVoteStillCounts() {
    // When a camera's clock jumps
    long old = TestData.PASSAGES.lookLife().plusSeconds(1).toMillis();
    camera.see(look("8ABC173", 0.93).track("7").preliminary().atMillis(old));
    camera.see(look("8ABC123", 0.93).track("7").atMillis(0));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123");
  }

  @Test
  void restKeepsOneLookAndTheCrop() {
    // When
    camera.see(look("8ABC123", 0.93).track("7"));
    camera.pass(TestData.PASSAGES.trackIdle().plusSeconds(1));

    // Then
    assertThat(camera.state.passages()).isEmpty();
    assertThat(camera.state.resting())
        .singleElement()
        .satisfies(rest -> assertThat(rest.looks()).hasSize(1));
    assertThat(camera.events).last().isInstanceOf(PassageEvent.CropKept.class);
    camera.pass(GAP);
    assertThat(camera.events).hasAtLeastOneElementOfType(PassageEvent.ImagesReleased.class);
  }

  @Test
  void vehicleThatIsSeenAgainIsSaidToBeAndGoesOutWithThePictureThatWasKept() {
    // When its camera speaks of it again without a picture, and to another instance
    camera.see(look("8ABC123", 0.93).track("7"));
    camera.pass(Duration.ofSeconds(40));
    camera.moveToAnotherInstance();
    camera.see(look("8ABC123", 0.95).track("7").atMillis(40_000).withoutPicture());

    // Then
    assertThat(camera.events).last().isEqualTo(new PassageEvent.SeenAgain(camera.published.get(0)));
    assertThat(camera.state.passages().get(0).best().capturedAt()).isEqualTo(TestData.START);
  }

  @Test
  void vehicleThatIsSeenAgainGoesOutWithANewPictureWhereThereIsOne() {
    // When
    camera.see(look("8ABC123", 0.95).track("7"));
    camera.see(look("8ABC123", 0.9).track("7").atMillis(40_000));

    // Then
    assertThat(camera.state.passages().get(0).best().capturedAt())
        .isEqualTo(TestData.START.plusSeconds(40));
  }

  @Test
  void vehicleWhoseTextIsCorrectedAfterARestIsPublishedAndMeetsTheListsByThat() {
    // When
    camera.see(look("8ABC173", 0.9).track("7"));
    camera.see(look("8ABC123", 0.85).track("7").atMillis(40_000));

    // Then
    assertThat(camera.published).hasSize(2);
    assertThat(camera.events).doesNotHaveAnyElementsOfTypes(PassageEvent.SeenAgain.class);
  }

  @Test
  void trackThatIsNumberedAgainAfterARestartIsAnotherVehicle() {
    // When
    camera.see(look("8ABC123", 0.93).track("7"));
    camera.see(look("7XYW456", 0.93).track("7").atMillis(60_000));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "7XYW456");
  }

  @Test
  void vehicleThatReturnsAsAnotherTrackIsANewPassage() {
    // When
    camera.see(look("8ABC123", 0.93).track("7"));
    camera.see(look("8ABC123", 0.93).track("8").atMillis(60_000));

    // Then
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void streamOfVehiclesIsBoundedAndTheOldestAreOver() {
    // When more vehicles pass within the gap than are remembered
    for (int i = 0; i < PassageRules.MOST_RESTING + 8; i++) {
      camera.see(look("%dXYW4%02d".formatted(i % 10, i), 0.93).track("t" + i).atMillis(4000L * i));
    }
    camera.pass(TestData.PASSAGES.trackIdle().plusSeconds(1));

    // Then
    assertThat(camera.state.resting()).hasSize(PassageRules.MOST_RESTING);
    List<PlateRead> over = camera.published.stream().filter(PlateRead::getOver).toList();
    assertThat(over).extracting(PlateRead::getPlateText).hasSize(8).contains("0XYW400", "7XYW407");
  }
}
