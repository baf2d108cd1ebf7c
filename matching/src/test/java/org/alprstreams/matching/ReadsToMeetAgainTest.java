package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.alprstreams.avro.ReadImage;
import org.junit.jupiter.api.Test;

class ReadsToMeetAgainTest {

  private final ReadsToMeetAgain reads = new ReadsToMeetAgain();

  @Test
  void readMeetsTheListsTwiceWithinTenSeconds() {
    // Given
    reads.add(image("r1"), START);

    // Then
    assertThat(IntStream.rangeClosed(0, 20).filter(second -> !due(second).isEmpty()).toArray())
        .containsExactly(1, 10);
  }

  @Test
  void alertShowsNoScene() {
    // Given
    reads.add(image("r1"), START);

    // Then
    assertThat(reads.due(START.plusSeconds(1)).get(0).getScene()).isNull();
  }

  @Test
  void processThatStoodStillDoesNotTakeThePastForAMomentAgo() {
    // Given
    reads.add(image("r1"), START);

    // Then
    assertThat(due(21)).isEmpty();
    assertThat(due(22)).isEmpty();
  }

  @Test
  void clockThatWasSetBackEndsTheWait() {
    // Given
    reads.add(image("r1"), START.plusSeconds(3600));
    assertThat(due(3600)).isEmpty();

    // When
    assertThat(due(0)).isEmpty();

    // Then
    assertThat(due(3601)).isEmpty();
  }

  @Test
  void whereThereAreManyTheNextDueWaitNoLonger() {
    // Given
    int most = 2_000;
    IntStream.range(0, most + 3).forEach(i -> reads.add(image("r" + i), START.plusNanos(i)));

    // Then each meets the lists at least once
    assertThat(due(0)).containsExactly("r0", "r1", "r2");
    assertThat(due(2)).hasSize(most).doesNotContain("r0", "r1", "r2");
  }

  private List<String> due(int second) {
    return reads.due(START.plusSeconds(second)).stream().map(ReadImage::getReadId).toList();
  }

  private static ReadImage image(String readId) {
    return new ReadImage(readId, null, ByteBuffer.allocate(1), ByteBuffer.allocate(1));
  }
}
