package org.alprstreams.service.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFormatTest {

  @ParameterizedTest
  @CsvSource({
    "ffd8ffe000104a46, JPEG",
    "ffd8ff, JPEG",
    "89504e470d0a1a0a0000, PNG",
    "89504e470d0a1a0a, PNG",
  })
  void formatIsToldByTheFirstBytes(String start, PictureFormat format) {
    assertThat(PictureFormat.of(HexFormat.of().parseHex(start))).contains(format);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "ffd8",
    "ffd800",
    "89504e47", // A PNG that line ends were changed in, or that was cut off.
    "89504e470a1a0a",
    "474946383961",
  })
  void whatIsNeitherHasNoFormat(String start) {
    assertThat(PictureFormat.of(HexFormat.of().parseHex(start))).isEmpty();
  }
}
