package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CtcBeamTest {

  private static final double EXACT = 1e-6;

  private final CtcBeam beam = new CtcBeam(16);

  @Test
  void equal_neighbours_are_one_character() {
    // Given two steps: both A, or one of them blank, write A
    float[] steps = steps(List.of(Map.of('A', 0.6, '-', 0.4), Map.of('A', 0.6, '-', 0.4)));
    // When
    List<Spelling> found = beam.search(steps);
    // Then 0.36 + 0.24 + 0.24, and nothing at all 0.16
    assertThat(found).extracting(Spelling::text).containsExactly("A", "");
    assertThat(found.get(0).probability()).isCloseTo(0.84, within(EXACT));
    assertThat(found.get(1).probability()).isCloseTo(0.16, within(EXACT));
  }

  @Test
  void a_blank_between_makes_two_of_one() {
    // Given
    float[] steps = steps(List.of(Map.of('A', 1.0), Map.of('A', 0.3, '-', 0.7), Map.of('A', 1.0)));
    // When
    List<Spelling> found = beam.search(steps);
    // Then
    assertThat(found.get(0).text()).isEqualTo("AA");
    assertThat(found.get(0).probability()).isCloseTo(0.7, within(EXACT));
    assertThat(found.get(1).text()).isEqualTo("A");
    assertThat(found.get(1).probability()).isCloseTo(0.3, within(EXACT));
  }

  @Test
  void a_text_written_in_many_ways_beats_the_single_best_way() {
    // Given that the best single way is to write nothing: 0.6 * 0.6 against 0.4 * 0.6 for A
    float[] steps = steps(List.of(Map.of('-', 0.6, 'A', 0.4), Map.of('-', 0.6, 'A', 0.4)));
    // Then A has 0.16 + 0.24 + 0.24
    assertThat(beam.search(steps).get(0).text()).isEqualTo("A");
    assertThat(beam.search(steps).get(0).probability()).isCloseTo(0.64, within(EXACT));
  }

  @Test
  void all_texts_together_are_certain() {
    // Given few enough texts to keep all
    float[] steps =
        steps(
            List.of(
                Map.of('8', 0.5, 'B', 0.3, '-', 0.2),
                Map.of('-', 0.9, 'B', 0.1),
                Map.of('1', 0.8, '-', 0.2)));
    // When
    double sum = beam.search(steps).stream().mapToDouble(Spelling::probability).sum();
    // Then
    assertThat(sum).isCloseTo(1, within(EXACT));
  }

  @Test
  void many_uncertain_steps_do_not_vanish() {
    // Given 400 steps of which each halves the probability
    List<Map<Character, Double>> steps = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      steps.add(Map.of(i % 2 == 0 ? 'A' : 'B', 0.1, 'C', 0.1));
    }
    // When
    List<Spelling> found = beam.search(steps(steps));
    // Then
    assertThat(found).isNotEmpty().allMatch(spelling -> spelling.text().length() > 100);
  }

  @Test
  void a_network_gone_wrong_says_nothing() {
    // Given
    float[] steps = new float[2 * Alphabet.CLASSES];
    Arrays.fill(steps, Float.NaN);
    // Then
    assertThat(beam.search(steps)).isEmpty();
    assertThat(Decoder.decode(List.of(steps))).isEmpty();
  }

  /** Steps of probabilities; '-' is the blank. */
  private static float[] steps(List<Map<Character, Double>> steps) {
    float[] all = new float[steps.size() * Alphabet.CLASSES];
    for (int i = 0; i < steps.size(); i++) {
      int at = i * Alphabet.CLASSES;
      steps
          .get(i)
          .forEach(
              (character, probability) -> all[at + symbol(character)] = probability.floatValue());
    }
    return all;
  }

  private static int symbol(char character) {
    for (int symbol = 1; symbol < Alphabet.CLASSES; symbol++) {
      if (Alphabet.character(symbol) == character) {
        return symbol;
      }
    }
    return Alphabet.BLANK;
  }
}
