package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Look;
import org.junit.jupiter.api.Test;

class SweepRunTest {

  @Test
  void the_most_confident_reading_decides() {
    // When
    Tally tally =
        Tally.NONE
            .with("AB12", List.of(look("XY99", 0.4), look("AB12", 0.8)))
            .with("AB12", List.of(look("AB12", 0.4), look("XY99", 0.8)))
            .with("AB12", List.of())
            .plus(new Tally(1, 1, 0));
    // Then
    assertThat(tally).isEqualTo(new Tally(4, 2, 1));
  }

  @Test
  void refuses_to_run_without_an_engine() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SweepRun(List.of(), 1, 1));
  }

  private static Look look(String text, double probability) {
    Box box = new Box(0, 0, 10, 5);
    return new Look(
        box,
        Corners.of(box),
        text.chars()
            .mapToObj(
                c -> new CharacterAlternatives(List.of(new CharacterGuess((char) c, probability))))
            .toList(),
        1);
  }
}
