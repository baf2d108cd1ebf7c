package org.alprstreams.matching.passage;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.TestData.LookBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A camera may say itself that a vehicle is parked, and report it again as another track. */
class VehicleSaidToBeParkedTest {

  private static final Duration GAP = TestData.PASSAGES.parkedGap();

  private final OneCamera camera = new OneCamera();
  private int tracks;

  @Test
  void reportedAgainAndAgainItIsOneRead() {
    // When it is reported while its passage is open, while it rests, and in another instance
    for (int second : new int[] {0, 2, 8, 60, 200, 430}) {
      camera.see(group("8ABC123", second).parked());
      camera.moveToAnotherInstance();
    }
    camera.pass(GAP.plusSeconds(1));

    // Then
    String readId = camera.published.get(0).getReadId();
    assertThat(camera.published)
        .extracting(PlateRead::getReadId, PlateRead::getOver, PlateRead::getLooks)
        .containsExactly(tuple(readId, false, 1), tuple(readId, true, 6));
    assertThat(camera.published.get(1).getLastSeenAt()).isEqualTo(START.plusSeconds(430));
    assertThat(camera.state.isIdle()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 60})
  void firstReportedBeforeItWasKnownToBeParkedItIsOneRead(int later) {
    // When
    camera.see(group("8ABC123", 0));
    camera.see(group("8ABC123", later).parked());

    // Then
    assertThat(camera.standing).hasSize(1);
    assertThat(camera.published).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "7XYW456, 800, 8", // another vehicle in its place
    "7XYW456, 800, 60",
    "8ABC124, 800, 8", // one of the same fleet
    "8ABC124, 800, 60",
    "8ABC123, 1000, 8", // the next bay
    "8ABC123, 1000, 60",
    "8ABC123, 800, 300", // long after
  })
  void otherPlateOtherPlaceOrLaterIsANewPassage(String plate, int x, int later) {
    // When
    camera.see(group("8ABC123", 0).parked());
    camera.see(group(plate, later).x(x).parked());

    // Then
    assertThat(camera.published)
        .filteredOn(read -> !read.getOver())
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", plate);
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void neighboursReportedInTurnAreOneReadEach() {
    // When
    for (int second = 0; second < 300; second += 20) {
      camera.see(group("8ABC123", second).x(800).parked());
      camera.see(group("8ABC124", second).x(1000).parked());
    }

    // Then
    assertThat(camera.published)
        .extracting(PlateRead::getPlateText)
        .containsExactly("8ABC123", "8ABC124");
  }

  @Test
  void seenElsewhereAsItLeavesItIsANewPassage() {
    // Given
    camera.see(group("8ABC123", 0).parked());
    camera.see(group("8ABC123", 60).parked());

    // When
    camera.see(group("8ABC123", 100).x(1400));

    // Then
    assertThat(camera.standing).hasSize(2);
  }

  @Test
  void itRestsThoughTheCameraDoesNotFollowIt() {
    // When
    camera.see(look("8ABC123", 0.95).parked());
    camera.pass(Duration.ofSeconds(10));
    assertThat(camera.state.resting()).hasSize(1);
    camera.see(look("8ABC123", 0.95).atMillis(60_000).parked());

    // Then
    assertThat(camera.published).hasSize(1);
  }

  @Test
  void optedOutInAnotherReportItsReadIsTakenBack() {
    // Given a report that misreads the plate, doubtfully
    camera.optOut("8ABC123");
    camera.see(look("8ABC128", 0.8).saw(6, '8', 0.6, '3', 0.35).track("1").parked());
    camera.pass(Duration.ofSeconds(30));
    assertThat(camera.standing).hasSize(1);

    // When
    camera.see(look("8ABC123", 0.95).track("2").parked().atMillis(60_000));

    // Then
    assertThat(camera.standing).isEmpty();
    assertThat(camera.state.resting()).isEmpty();
  }

  /** What a camera says of a vehicle, each time as a track of its own. */
  private LookBuilder group(String plate, int second) {
    return look(plate, 0.93).track("t" + tracks++).atMillis(second * 1000L);
  }
}
