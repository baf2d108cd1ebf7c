package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.junit.jupiter.api.Test;

class PositionDistributionsTest {

  private static final double EXACT = 1e-9;

  @Test
  void alternatives_stand_at_their_positions() {
    // When
    List<CharacterAlternatives> positions =
        PositionDistributions.of(
                List.of(
                    new Spelling("AB8", 0.6), new Spelling("ABB", 0.3), new Spelling("A88", 0.1)))
            .orElseThrow();
    // Then
    assertThat(positions.get(0).guesses()).hasSize(1);
    assertThat(probability(positions.get(0), 'A')).isCloseTo(1, within(EXACT));
    assertThat(probability(positions.get(1), '8')).isCloseTo(0.1, within(EXACT));
    assertThat(probability(positions.get(2), '8')).isCloseTo(0.7, within(EXACT));
    assertThat(probability(positions.get(2), 'B')).isCloseTo(0.3, within(EXACT));
  }

  @Test
  void a_text_without_a_position_takes_from_that_position_only() {
    // When
    List<CharacterAlternatives> positions =
        PositionDistributions.of(List.of(new Spelling("ABC123", 0.8), new Spelling("ABC23", 0.2)))
            .orElseThrow();
    // Then
    assertThat(positions.get(3).best().probability()).isCloseTo(0.8, within(EXACT));
    assertThat(positions.get(2).best().probability()).isCloseTo(1, within(EXACT));
    assertThat(positions.get(4).best().probability()).isCloseTo(1, within(EXACT));
  }

  @Test
  void a_text_with_one_more_takes_from_the_position_beside_it() {
    // Given that a picture may be a further character, at the start or in the middle
    List<Spelling> seen =
        List.of(
            new Spelling("ABC123", 0.6),
            new Spelling("ABCO123", 0.3),
            new Spelling("7ABC123", 0.1));
    // When
    List<CharacterAlternatives> positions = PositionDistributions.of(seen).orElseThrow();
    // Then
    assertThat(positions.get(2).best().probability()).isCloseTo(0.7, within(EXACT));
    assertThat(positions.get(0).best().probability()).isCloseTo(0.9, within(EXACT));
    assertThat(positions.get(5).best().probability()).isCloseTo(1, within(EXACT));
  }

  @Test
  void the_characters_spell_the_most_probable_text() {
    // Given that at the last place alone X would be more probable
    List<Spelling> seen =
        List.of(new Spelling("AB1", 0.4), new Spelling("CBX", 0.3), new Spelling("DBX", 0.3));
    // When
    List<CharacterAlternatives> positions = PositionDistributions.of(seen).orElseThrow();
    // Then
    assertThat(text(positions)).isEqualTo("AB1");
  }

  @Test
  void a_text_that_no_plate_has_is_no_reading() {
    assertThat(PositionDistributions.of(List.of(new Spelling("", 0.9), new Spelling("A", 0.1))))
        .isEmpty();
    // and of a plate's length even if it is less probable
    assertThat(
            text(
                PositionDistributions.of(
                        List.of(new Spelling("ABCDE12345", 0.6), new Spelling("ABCD1234", 0.4)))
                    .orElseThrow()))
        .isEqualTo("ABCD1234");
  }

  @Test
  void no_position_is_more_than_certain() {
    // Given steps of any kind
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      float[] steps = new float[40 * Alphabet.CLASSES];
      for (int at = 0; at < steps.length; at += Alphabet.CLASSES) {
        double sum = 0;
        for (int symbol = 0; symbol < Alphabet.CLASSES; symbol++) {
          steps[at + symbol] = (float) Math.exp(6 * random.nextGaussian() + (symbol == 0 ? 6 : 0));
          sum += steps[at + symbol];
        }
        for (int symbol = 0; symbol < Alphabet.CLASSES; symbol++) {
          steps[at + symbol] /= (float) sum;
        }
      }
      // Then: CharacterAlternatives refuses sums above 1
      Decoder.decode(List.of(steps))
          .ifPresent(
              positions ->
                  assertThat(positions).allMatch(position -> position.best().probability() > 0));
    }
  }

  private static double probability(CharacterAlternatives position, char character) {
    return position.guesses().stream()
        .filter(guess -> guess.character() == character)
        .mapToDouble(CharacterGuess::probability)
        .sum();
  }

  private static String text(List<CharacterAlternatives> positions) {
    return positions.stream()
        .map(position -> String.valueOf(position.best().character()))
        .collect(Collectors.joining());
  }
}
