package org.alprstreams.service.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf16Test {

  private static final String HEADER = "file,plate,state\na.jpg,8ABC123,CA\n";

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void isToldWithoutAMarkByWhereTheZerosAre(String encoding) {
    assertThat(Utf16.recognise(start(HEADER, encoding))).contains(encoding);
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void isToldThoughTheFirstLetterIsOfAnotherScript(String encoding) {
    assertThat(Utf16.recognise(start("\u0444ile,plate\n", encoding))).contains(encoding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
  void isToldByItsMark(String encoding) {
    assertThat(Utf16.recognise(start("\uFEFF" + HEADER, encoding))).contains("UTF-16");
  }

  @Test
  void otherTextIsNot() {
    assertThat(Utf16.recognise(start(HEADER, "UTF-8"))).isEmpty();
    assertThat(Utf16.recognise(start("\uFEFF" + HEADER, "UTF-8"))).isEmpty();
    assertThat(Utf16.recognise("\0file,plate".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(Utf16.recognise(new byte[0])).isEmpty();
  }

  private static byte[] start(String text, String encoding) {
    byte[] bytes = text.getBytes(Charset.forName(encoding));
    return Arrays.copyOf(bytes, Math.min(bytes.length, Utf16.START));
  }
}
