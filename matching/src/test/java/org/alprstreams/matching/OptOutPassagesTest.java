package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a vehicle of which some looks are doubtful and some are not. */
class OptOutPassagesTest {

  private final TopologyFixture town = new TopologyFixture();

  @AfterEach
  void close() {
    town.close();
  }

  @Test
  void doubtfulLookDoesNotTakeBackWhatAConfidentOneSaid() {
    // Given a plate that differs from an opted-out one in a single look-alike
    town.optOut("8ABC120");

    // When it is read with confidence, and then less well
    town.look(TestData.look("8ABC12O", 0.97).atMillis(0));
    town.look(TestData.look("8ABC12O", 0.9).atMillis(200).x(820));
    town.pass(Duration.ofSeconds(3));

    // Then its read stands, and the doubtful look is no part of it
    List<PlateRead> reads = town.newReads();
    assertThat(reads)
        .isNotEmpty()
        .extracting(PlateRead::getStatus)
        .containsOnly(ReadStatus.CURRENT);
    assertThat(reads).extracting(PlateRead::getLooks).containsOnly(1);
    assertThat(town.count("alpr.matching.suppressed", "reason", "opted-out")).isEqualTo(1);
  }

  @Test
  void doubtfulLookAtTheOptedOutTextItselfTakesTheMisreadBack() {
    // Given
    town.optOut("8ABC120");

    // When a misread is confident and the true look is not
    town.look(TestData.look("8ABC12O", 0.97).atMillis(0));
    town.look(TestData.look("8ABC120", 0.85).atMillis(200).x(820));

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.CURRENT, ReadStatus.RETRACTED);
    assertThat(town.images.readValuesToList())
        .last()
        .satisfies(image -> assertThat(image.getRead().getStatus()).isEqualTo(ReadStatus.RETRACTED))
        .extracting(ReadImage::getPlateCrop)
        .isNull();
  }

  @Test
  void looksThatShareOneDoubtAreDroppedByANewOptOutThoughTogetherTheySoundSure() {
    // Given an open passage of which every look may be the other plate
    for (int look = 0; look < 4; look++) {
      town.look(TestData.look("8ABC12O", 0.9).atMillis(100L * look).x(800 + 10 * look));
    }
    assertThat(town.newReads()).extracting(PlateRead::getStatus).containsOnly(ReadStatus.CURRENT);

    // When
    town.optOut("8ABC120");
    town.pass(PassageProcessor.TICK);

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.RETRACTED);
  }

  @Test
  void whatWasPublishedIsNotSaidAgainAtTheEndOnceItIsOptedOut() {
    // Given a passage that was published as one plate, and looks that now say another
    String[] texts = {"8ABC774", "8ABC123", "8ABC123", "8ABC774", "8ABC774"};
    double[] sure = {0.9, 0.97, 0.97, 0.9, 0.9};
    for (int i = 0; i < texts.length; i++) {
      town.look(TestData.look(texts[i], sure[i]).atMillis(200 * i).x(800 + 20 * i));
    }
    assertThat(town.newReads()).last().extracting(PlateRead::getPlateText).isEqualTo("8ABC123");

    // When
    town.optOut("8ABC123");
    town.pass(Duration.ofSeconds(10));

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.RETRACTED);
  }

  @Test
  void oneLookThatIsSureKeepsThePassageWhenItsNeighbourOptsOut() {
    // Given
    town.look(TestData.look("8ABC12O", 0.9).atMillis(0));
    town.look(TestData.look("8ABC12O", 0.98).atMillis(100).x(810));
    town.newReads();

    // When
    town.optOut("8ABC120");
    town.pass(Duration.ofSeconds(3));

    // Then
    assertThat(town.newReads())
        .extracting(PlateRead::getStatus)
        .doesNotContain(ReadStatus.RETRACTED);
  }
}
