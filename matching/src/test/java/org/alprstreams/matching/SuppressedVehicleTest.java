package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.CAMERA;
import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the marker of an opted-out vehicle hides, and what it does not. */
class SuppressedVehicleTest {

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 40, 200})
  void suppressedTrackStaysSuppressedWhenItIsReadWorseMuchLater(int seconds) {
    // Given
    town.optOut("8ABC123");

    // When the camera reads the vehicle differently, and not confidently, after any other marker
    town.look(look("8ABC123", 0.97).track("7"));
    town.pass(Duration.ofSeconds(seconds));
    town.look(look("8AEG1Z3", 0.85).track("7").atMillis(1000L * seconds));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).isEmpty();
  }

  @Test
  void characterThatResemblesNoneIsNotReadSurelyByThat() {
    // Given a plate without a character that looks like another
    town.optOut("7EHK49X");
    town.look(look("7EHK49X", 0.9).track("7"));

    // When the camera thinks worse of it
    town.look(look("7FHK49X", 0.6).track("7").atMillis(400));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.suppressed", "reason", "marked")).isEqualTo(1);
  }

  @Test
  void otherTrackBesideASuppressedOneIsRead() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.97).track("7"));

    // When another vehicle, by the camera's word, is read without certainty where that one was
    town.look(look("7XYW456", 0.85).track("8").atMillis(300));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsExactly("7XYW456");
  }

  @Test
  void otherTrackThatReadsNearlyTheSameMayBeTheSameVehicle() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.97).track("7"));

    // When the camera loses it and follows it anew, reading one character otherwise
    town.look(look("8ARC123", 0.85).track("8").atMillis(900));
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).isEmpty();
  }

  @Test
  void suppressedVehicleThatIsSaidToBeParkedStaysSuppressedInLaterReports() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95).track("7").parked());

    // When the camera reports it every two minutes, each time as another track and misread
    for (int i = 1; i <= 6; i++) {
      town.pass(Duration.ofMinutes(2));
      town.look(look("8AEC123", 0.85).track("later-" + i).parked().atMillis(120_000L * i));
    }
    town.pass(Duration.ofSeconds(20));

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.suppressed", "reason", "marked")).isEqualTo(6);
  }

  @Test
  void otherVehicleThatParksWhereASuppressedOneDidIsRead() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95).track("7").parked());
    town.pass(Duration.ofMinutes(1));

    // When
    town.look(look("7XYW456", 0.85).track("8").parked().atMillis(60_000));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsExactly("7XYW456");
  }

  @Test
  void otherPlateInThePictureOfASuppressedVehicleIsReadInEitherOrder() {
    // Given
    town.optOut("8ABC123");

    // When two vehicles are in one picture, and then two more in another the other way round
    town.look(look("7XYW456", 0.85).frame("f1").x(300));
    town.look(look("8ABC123", 0.95).frame("f1").x(800));
    town.look(look("8ABC123", 0.95).frame("f2").x(800).atMillis(60_000));
    town.look(look("6DEF789", 0.85).frame("f2").x(300).atMillis(60_000));

    // Then both others are read, and neither read is taken back
    assertThat(town.newReads())
        .extracting(PlateRead::getPlateText, PlateRead::getStatus)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("7XYW456", ReadStatus.CURRENT),
            org.assertj.core.groups.Tuple.tuple("6DEF789", ReadStatus.CURRENT));
  }

  @Test
  void suppressedVehicleDoesNotHideAllThatFollowItCloselyUncertainlyRead() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95));

    // When a queue follows, two seconds from vehicle to vehicle, each seen three times
    for (int i = 1; i <= 10; i++) {
      for (int look = 0; look < 3; look++) {
        town.look(
            look("7XY%dW5%d".formatted(i % 10, i % 7), 0.85)
                .atMillis(2_000L * i + 200L * look)
                .x(700 + 150 * look));
      }
      town.pass(Duration.ofSeconds(2));
    }
    town.pass(CLOSING);

    // Then it hides none of them
    assertThat(town.newReads().stream().map(PlateRead::getReadId).distinct()).hasSize(10);
  }

  /** As other makers' cameras send them: nine tenths sure, and without other readings. */
  @ParameterizedTest
  @CsvSource({
    "7TST125, 0.90, 200, 1350", // the next lane
    "7TST125, 0.90, 1500, 700",
    "7TST125, 0.72, 1500, 700",
    "8ABD124, 0.90, 2600, 700", // two characters of seven
    "8ABC1234, 0.99, 1500, 700", // one more, surely
  })
  void doubtfulOtherPlateCloseToASuppressedVehicleIsReadInEitherOrder(
      String plate, double confidence, long later, int x) {
    // Given
    town.optOut("8ABC123");

    // When it comes after the opted-out vehicle, and another day before it
    town.look(look("8ABC123", 0.95));
    town.look(look(plate, confidence).atMillis(later).x(x));
    town.look(look(plate, confidence).atMillis(60_000).x(x));
    town.look(look("8ABC123", 0.95).atMillis(60_000 + later));
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads())
        .allMatch(read -> read.getStatus() == ReadStatus.CURRENT)
        .extracting(PlateRead::getPlateText)
        .containsOnly(plate);
    assertThat(town.count("alpr.matching.suppressed", "reason", "marked")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "8ABC128, 0.90, 1500, 700", // one character of seven
    "8AEC1Z8, 0.70, 1500, 700",
    "8ABC12, 0.80, 1500, 700",
    "7TST125, 0.90, 400, 800", // where it was a moment ago is no other vehicle
  })
  void lookThatMayBeOfTheSuppressedVehicleIsSuppressed(
      String text, double confidence, long later, int x) {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95));

    // When
    town.look(look(text, confidence).atMillis(later).x(x));
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.suppressed", "reason", "marked")).isEqualTo(1);
  }

  @Test
  void suppressedVehicleThatStandsStaysSuppressedHoweverItIsRead() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95));

    // When it stands for a while and is read worse
    for (int i = 1; i <= 40; i++) {
      town.look(look("8AEC1Z8", 0.7).atMillis(500L * i));
      town.pass(Duration.ofMillis(500));
    }
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads()).isEmpty();
  }

  @Test
  void worseLookAtASuppressedVehicleIsSuppressedToo() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95));

    // When
    town.look(look("8AEC1Z8", 0.7).atMillis(300).x(900));
    town.pass(CLOSING);

    // Then
    assertThat(town.reads.isEmpty()).isTrue();
    assertThat(town.count("alpr.matching.suppressed", "camera", CAMERA, "reason", "marked"))
        .isEqualTo(1);
  }

  @Test
  void confidentOtherPlateBesideASuppressedVehicleIsRead() {
    // Given
    town.optOut("8ABC123");
    town.look(look("8ABC123", 0.95));

    // When
    town.look(look("7XYW456", 0.97).atMillis(300).x(900));

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsExactly("7XYW456");
  }
}
