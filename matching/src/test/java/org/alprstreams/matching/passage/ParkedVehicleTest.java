package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.alprstreams.avro.OpenPassage;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.TestData;
import org.junit.jupiter.api.Test;

class ParkedVehicleTest {

  private static final Duration GAP = TestData.PASSAGES.parkedGap();

  private final OneCamera camera = new OneCamera();

  @Test
  void inViewForLongItIsOneReadDatedWhenItCame() {
    // When it is in view for longer than looks are kept, twice over
    park("8ABC123", 0, 12 * 60, 800);
    camera.pass(GAP.plusSeconds(5));

    // Then the read stands, and says at the end how long that was
    assertThat(camera.published).extracting(PlateRead::getRevision).containsExactly(0, 1);
    PlateRead last = camera.published.get(1);
    assertThat(last.getReadId()).isEqualTo(camera.published.get(0).getReadId());
    assertThat(last.getCapturedAt()).isEqualTo(START);
    assertThat(last.getFirstSeenAt()).isEqualTo(START);
    assertThat(last.getLastSeenAt()).isEqualTo(START.plusSeconds(12 * 60));
    assertThat(camera.state.isIdle()).isTrue();
  }

  @Test
  void inViewForLongItsBestLookAndImagesAreNeverOlderThanTheyMayBe() {
    // When
    for (int second = 0; second <= 12 * 60; second += 2) {
      camera.see(look("8ABC123", second == 0 ? 0.99 : 0.9).atMillis(second * 1000L));

      // Then
      OpenPassage passage = camera.state.passages().get(0).toState();
      Instant oldest = camera.now.minus(TestData.PASSAGES.lookLife());
      assertThat(passage.getBest().getCapturedAt()).isAfter(oldest);
      assertThat(passage.getLooks())
          .allSatisfy(look -> assertThat(look.getCapturedAt()).isAfter(oldest));
    }
    assertThat(camera.events.stream().filter(PassageEvent.ImagesHeld.class::isInstance))
        .hasSizeBetween(4, 6);
  }

  @Test
  void hiddenForAWhileAgainAndAgainItIsOneRead() {
    // When a lorry stands in front of it for half a minute, ten times over
    for (int i = 0; i < 10; i++) {
      park("8ABC123", 40 * i, 40 * i + 10, 800);
      camera.moveToAnotherInstance();
    }
    camera.pass(GAP.plusSeconds(5));

    // Then
    assertThat(camera.standing).hasSize(1);
    assertThat(camera.published).hasSize(2);
    assertThat(camera.published.get(1).getLooks()).isEqualTo(10 * 6);
  }

  @Test
  void misreadWhenItIsSeenAgainItDoesNotChange() {
    // Given
    park("8ABC123", 0, 10, 800);
    camera.pass(Duration.ofSeconds(30));

    // When
    camera.see(look("8A8C123", 0.75).atMillis(45_000));
    camera.pass(Duration.ofSeconds(5));

    // Then
    assertThat(camera.published).extracting(PlateRead::getPlateText).containsOnly("8ABC123");
    assertThat(camera.standing).hasSize(1);
  }

  @Test
  void hiddenForLongerThanTheGapItIsANewPassage() {
    // When
    park("8ABC123", 0, 10, 800);
    park("8ABC123", 15 + (int) GAP.toSeconds(), 25 + (int) GAP.toSeconds(), 800);

    // Then
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void vehicleThatDrivesByAndReturnsIsANewPassage() {
    // When it passes twice through the same places
    drive("8ABC123", 0);
    camera.pass(GAP.minusSeconds(30));
    drive("8ABC123", (int) GAP.toSeconds());

    // Then
    assertThat(camera.standing).hasSize(2);
    assertThat(camera.state.resting()).isEmpty();
  }

  @Test
  void vehicleThatWaitedAndDroveOffIsANewPassageWhenItReturns() {
    // Given
    park("8ABC123", 0, 30, 800);
    camera.see(look("8ABC123", 0.95).atMillis(31_000).x(1000));
    camera.pass(Duration.ofSeconds(60));

    // When
    park("8ABC123", 100, 130, 800);

    // Then
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void nextInTheQueueAtTheSameStopLineIsAnotherVehicle() {
    // When three stop at one place, one after the other, the last two of a fleet
    park("8ABC123", 0, 20, 800);
    park("7XYW456", 25, 45, 800);
    park("7XYW457", 50, 70, 800);
    camera.pass(GAP.plusSeconds(5));

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "7XYW456", "7XYW457");
  }

  @Test
  void queueThatCreepsForwardInViewIsOnePassageEach() {
    // When two vehicles advance by a length every ten seconds
    for (int second = 0; second < 60; second++) {
      int advance = 150 * (second / 10);
      camera.see(look("8ABC123", 0.95).atMillis(second * 1000L).x(600 + advance));
      camera.see(look("7XYW456", 0.95).atMillis(second * 1000L).x(300 + advance));
    }

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "7XYW456");
  }

  @Test
  void parkedVehiclesThatSwapTheirPlacesUnseenPassAnewAndAreNotMixed() {
    // Given
    parkBoth("8ABC123", 300, "7XYW456", 900, 0);
    assertThat(camera.standing).hasSize(2);

    // When
    parkBoth("7XYW456", 300, "8ABC123", 900, 60);

    // Then
    assertThat(camera.standing.values())
        .extracting(PlateRead::getPlateText)
        .containsExactlyInAnyOrder("8ABC123", "7XYW456", "8ABC123", "7XYW456");
  }

  @Test
  void restKeepsOneLookAndNoImagesAndNoLongerThanTheGap() {
    // When
    park("8ABC123", 0, 60, 800);
    camera.pass(Duration.ofSeconds(5));

    // Then
    assertThat(camera.state.passages()).isEmpty();
    assertThat(camera.state.resting())
        .singleElement()
        .satisfies(rest -> assertThat(rest.looks()).hasSize(1));
    assertThat(camera.events).last().isInstanceOf(PassageEvent.ImagesReleased.class);
    camera.pass(GAP);
    assertThat(camera.state.resting()).isEmpty();
  }

  @Test
  void optedOutWhileItIsHiddenItIsForgottenAndItsReadTakenBack() {
    // Given
    park("8ABC123", 0, 10, 800);
    camera.pass(Duration.ofSeconds(20));
    assertThat(camera.state.resting()).hasSize(1);

    // When
    camera.optOut("8ABC123");
    camera.pass(Duration.ofMillis(500));

    // Then
    assertThat(camera.state.resting()).isEmpty();
    assertThat(camera.standing).isEmpty();
    assertThat(camera.events)
        .filteredOn(PassageEvent.Retracted.class::isInstance)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((PassageEvent.Retracted) event).read().getStatus())
                    .isEqualTo(ReadStatus.RETRACTED));
  }

  @Test
  void fullCarParkIsBounded() {
    // When more vehicles stand still, and are then hidden, than are remembered
    for (int second = 0; second <= 26; second += 2) {
      for (int i = 0; i < 20; i++) {
        int vehicle = second < 14 ? i : 20 + i;
        camera.see(look(plate(vehicle), 0.95).atMillis(second * 1000L).x(250 * i));
      }
    }
    camera.pass(Duration.ofSeconds(5));

    // Then
    assertThat(camera.state.resting()).hasSize(PassageRules.MOST_RESTING);
  }

  private static String plate(int i) {
    return "%c%c%dXYW".formatted('A' + i % 26, 'Z' - i % 23, i % 10);
  }

  private void park(String plate, int fromSecond, int toSecond, int x) {
    for (int second = fromSecond; second <= toSecond; second += 2) {
      camera.see(look(plate, 0.95).atMillis(second * 1000L).x(x + second % 3));
    }
  }

  private void parkBoth(String one, int oneX, String other, int otherX, int fromSecond) {
    for (int second = fromSecond; second <= fromSecond + 10; second += 2) {
      camera.see(look(one, 0.95).atMillis(second * 1000L).x(oneX));
      camera.see(look(other, 0.95).atMillis(second * 1000L).x(otherX));
    }
  }

  private void drive(String plate, int fromSecond) {
    for (int i = 0; i < 10; i++) {
      camera.see(look(plate, 0.95).atMillis(fromSecond * 1000L + 250 * i).x(200 + 150 * i));
    }
  }
}
