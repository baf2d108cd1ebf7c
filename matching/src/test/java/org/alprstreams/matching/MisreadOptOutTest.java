package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An opted-out vehicle that is misread with confidence, and what is not taken for one. */
class MisreadOptOutTest {

  private static final Duration FRAME = Duration.ofMillis(200);
  private static final Duration CLOSING = Duration.ofSeconds(20);

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ABC123, 1, 0.97, 7ABC123, 0.97, 1", // its first character is outside of the picture
    "ABC123, 1, 0.99, 7ABC123, 0.96, 1",
    "ABC123, 3, 0.97, 7ABC123, 0.999, 1",
    "7ABC12, 3, 0.97, 7ABC123, 0.97, 1",
    "8ABC127, 1, 0.97, 8ABC987, 0.97, 1", // two characters misread
    "8ABC127, 2, 0.99, 8ABC987, 0.97, 2",
    "8ABC127, 4, 0.99, 8ABC127X, 0.97, 1",
  })
  void truerLooksTakeBackWhatWasMisreadBefore(
      String misread, int misreads, double sure, String plate, double surer, int looks) {
    // Given
    town.optOut(plate);
    int frame = 0;

    // When it is misread in its first pictures and rightly read in the next
    for (; frame < misreads; frame++) {
      see(misread, sure, frame);
    }
    for (; frame < misreads + looks; frame++) {
      see(plate, surer, frame);
    }
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.CURRENT, ReadStatus.RETRACTED);
  }

  @Test
  void plateThatIsCutOffAsTheVehicleLeavesIsSuppressedThoughItIsReadConfidently() {
    // Given
    town.optOut("7ABC123");
    see("7ABC123", 0.97, 0);

    // When its last character, and then one more, are outside of the picture
    see("7ABC12", 0.97, 1);
    see("7ABC12", 0.97, 2);
    see("7ABC1", 0.97, 3);
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads()).isEmpty();
    assertThat(town.count("alpr.matching.suppressed", "reason", "marked")).isEqualTo(3);
  }

  @Test
  void plateThatIsAPartOfASuppressedOneIsReadWhenItFollows() {
    // Given
    town.optOut("7ABC123");
    see("7ABC123", 0.97, 0);

    // When
    see("7ABC12", 0.97, 4);

    // Then
    assertThat(town.newReads()).extracting(PlateRead::getPlateText).containsExactly("7ABC12");
  }

  /** Confidently read, so that an opted-out neighbour changes nothing. */
  @ParameterizedTest
  @CsvSource({
    "7TST125, 200, 800", // where the opted-out one is a moment later
    "7TST125, 200, 1350", // the next lane
    "8ABD124, 200, 1350", // two characters of seven
    "8ABC124, 800, 800", // one character, a car's length before
    "8ABC124, 800, 1350",
    "ABC123, 800, 800",
    "8ABC1234, 800, 1350",
  })
  void otherVehicleCloseToAnOptedOutOneKeepsItsRead(String plate, long before, int x) {
    // Given
    town.optOut("8ABC123");

    // When
    town.look(look(plate, 0.97).x(x));
    town.pass(Duration.ofMillis(before));
    town.look(look("8ABC123", 0.99).atMillis(before));
    town.look(look("8ABC123", 0.99).atMillis(before + 200).x(820));
    town.pass(CLOSING);

    // Then
    List<PlateRead> reads = town.newReads();
    assertThat(reads).extracting(PlateRead::getPlateText).containsOnly(plate);
    assertThat(reads).extracting(PlateRead::getStatus).containsOnly(ReadStatus.CURRENT);
  }

  @Test
  void otherPlateInTheSamePictureKeepsItsReadThoughItDiffersInOneCharacter() {
    // Given
    town.optOut("8ABC123");

    // When
    town.look(look("8ABC124", 0.97).frame("f").x(1200));
    town.look(look("8ABC123", 0.99).frame("f").x(800));
    town.pass(CLOSING);

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .doesNotContain(ReadStatus.RETRACTED);
  }

  @Test
  void vehicleReadSurelySeveralTimesIsNotTakenBackByOneMisreadThatIsOptedOut() {
    // Given a plate whose neighbour is opted out
    town.optOut("8ABC120");
    for (int frame = 0; frame < 4; frame++) {
      see("8ABC12O", 0.98, frame);
    }

    // When it is misread once
    see("8ABC120", 0.97, 4);
    see("8ABC12O", 0.98, 5);
    town.pass(CLOSING);

    // Then
    List<PlateRead> reads = town.newReads();
    assertThat(reads).extracting(PlateRead::getStatus).containsOnly(ReadStatus.CURRENT);
    assertThat(reads).extracting(PlateRead::getReadId).containsOnly(reads.get(0).getReadId());
  }

  /** A vehicle as it goes by, a picture every fifth of a second. */
  private void see(String text, double sure, int frame) {
    town.look(look(text, sure).atMillis(FRAME.toMillis() * frame).x(800 + 10 * frame));
    town.pass(FRAME);
  }
}
