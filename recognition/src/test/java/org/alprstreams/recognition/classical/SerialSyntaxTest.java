package org.alprstreams.recognition.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.junit.jupiter.api.Test;

class SerialSyntaxTest {

  @Test
  void a_serial_decides_where_the_engine_wavers() {
    // Given California's digit, three letters, three digits, with S and 5 nearly even
    List<CharacterAlternatives> wavering =
        reading("S.5/5.4", "V.9", "D.9", "A.9", "S.5/5.4", "5.9", "S.6/5.3");
    // When
    String text = text(SerialSyntax.weigh(wavering));
    // Then
    assertThat(text).isEqualTo("5VDA555");
  }

  @Test
  void zero_stands_for_o_among_digits_and_where_no_serial_fits() {
    assertThat(text(SerialSyntax.weigh(reading("A.9", "B.9", "C.9", "1.9", "O.9", "3.9"))))
        .isEqualTo("ABC103");
    assertThat(text(SerialSyntax.weigh(reading("B.9", "O.9", "O.9")))).isEqualTo("B00");
  }

  @Test
  void a_sure_reading_that_fits_no_serial_stays() {
    // Given the plate that a well-known reader turned into 1Z91164
    List<CharacterAlternatives> sure =
        reading("1.99", "2.99", "9.99", "1.99", "1.99", "6.99", "4.99");
    // Then
    assertThat(text(SerialSyntax.weigh(sure))).isEqualTo("1291164");
    assertThat(text(SerialSyntax.weigh(reading("C.9", "T.9", "H.9", "U.9", "L.9", "H.9", "U.9"))))
        .isEqualTo("CTHULHU");
  }

  @Test
  void a_position_keeps_its_probability_in_all() {
    // When
    CharacterAlternatives weighed = SerialSyntax.weigh(reading("S.3/5.1", "4.9")).get(0);
    // Then
    assertThat(weighed.guesses().stream().mapToDouble(CharacterGuess::probability).sum())
        .isCloseTo(0.4, within(0.01));
  }

  @Test
  void nothing_that_was_not_seen_or_confusable_appears() {
    assertThat(
            SerialSyntax.weigh(reading("M.9", "X.9", "7.9")).stream()
                .flatMap(position -> position.guesses().stream())
                .map(CharacterGuess::character))
        .containsOnly('M', 'X', '7');
  }

  private static String text(List<CharacterAlternatives> reading) {
    return reading.stream()
        .map(position -> String.valueOf(position.best().character()))
        .collect(Collectors.joining());
  }

  /** Positions such as {@code "S.5/5.4"}: S with probability 0.5, 5 with 0.4. */
  private static List<CharacterAlternatives> reading(String... positions) {
    return Arrays.stream(positions)
        .map(
            position ->
                new CharacterAlternatives(
                    Arrays.stream(position.split("/"))
                        .map(
                            guess ->
                                new CharacterGuess(
                                    guess.charAt(0), Double.parseDouble(guess.substring(1))))
                        .toList()))
        .toList();
  }
}
