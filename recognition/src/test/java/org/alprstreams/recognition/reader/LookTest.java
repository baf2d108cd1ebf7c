package org.alprstreams.recognition.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookTest {

  private static final Box BOX = new Box(0, 0, 10, 5);

  @Test
  void is_as_confident_as_its_weakest_character() {
    // Given
    Look look = look(List.of(sure('A'), unsure('B', 0.4, '8', 0.35), sure('7')));
    // Then
    assertThat(look.text()).isEqualTo("AB7");
    assertThat(look.confidence()).isEqualTo(0.4);
  }

  @Test
  void guesses_are_ordered_whatever_order_they_come_in() {
    assertThat(unsure('8', 0.35, 'B', 0.4).best().character()).isEqualTo('B');
  }

  @Test
  void refuses_texts_no_plate_has() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> look(List.of(sure('A'))))
        .withMessageContaining("2 to 8");
    assertThatIllegalArgumentException().isThrownBy(() -> look(Collections.nCopies(9, sure('A'))));
  }

  @Test
  void refuses_characters_and_probabilities_that_can_not_be() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CharacterGuess('a', 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new CharacterGuess('É', 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new CharacterGuess('A', 1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> new CharacterGuess('A', Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new CharacterAlternatives(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> unsure('A', 0.2, 'A', 0.2));
    assertThatIllegalArgumentException().isThrownBy(() -> unsure('A', 0.7, 'B', 0.7));
  }

  private static Look look(List<CharacterAlternatives> characters) {
    return new Look(BOX, Corners.of(BOX), characters, 0.9);
  }

  private static CharacterAlternatives sure(char character) {
    return new CharacterAlternatives(List.of(new CharacterGuess(character, 0.99)));
  }

  private static CharacterAlternatives unsure(char one, double p, char other, double q) {
    return new CharacterAlternatives(
        List.of(new CharacterGuess(one, p), new CharacterGuess(other, q)));
  }
}
