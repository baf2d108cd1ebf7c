package org.alprstreams.schemas.plate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateAlignmentTest {

  /** A dash stands for a position of which the text says nothing certain. */
  @ParameterizedTest
  @CsvSource({
    "7ABC123,7ABC123,7ABC123",
    "7ABC123,7A8C123,7A8C123",
    "7ABC123,ABC123,-ABC123",
    "7ABC123,7ABC1123,7AB-123",
    "7ABC123,'',-------"
  })
  void alignsByTheFewestEdits(String reading, String text, String aligned) {
    assertThat(new String(PlateAlignment.of(reading, text)).replace(PlateAlignment.NOTHING, '-'))
        .isEqualTo(aligned);
  }
}
