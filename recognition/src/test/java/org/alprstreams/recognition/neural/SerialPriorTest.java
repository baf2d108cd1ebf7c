package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SerialPriorTest {

  @Test
  void an_issued_pattern_decides_where_the_reader_wavers() {
    // Given California's digit, three letters, three digits against a pattern nobody issues
    List<Spelling> wavering = List.of(new Spelling("SVDA555", 0.5), new Spelling("5VDA555", 0.45));
    // Then
    assertThat(SerialPrior.weigh(wavering).get(0).text()).isEqualTo("5VDA555");
  }

  @Test
  void a_sure_reading_that_fits_no_pattern_stays() {
    // Given
    List<Spelling> sure = List.of(new Spelling("G0VEGAN", 0.97), new Spelling("GOV3GAN", 0.02));
    // Then
    assertThat(SerialPrior.weigh(sure).get(0).text()).isEqualTo("G0VEGAN");
  }

  @Test
  void o_is_zero_where_no_state_asks_for_a_letter() {
    // Given
    List<Spelling> personalised =
        List.of(new Spelling("C0OLCAT", 0.4), new Spelling("COOLCAT", 0.3));
    // When
    List<Spelling> weighed = SerialPrior.weigh(personalised);
    // Then what was split by the glyph is one text again
    assertThat(weighed).hasSize(1);
    assertThat(weighed.get(0).text()).isEqualTo("C00LCAT");
    assertThat(weighed.get(0).probability()).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void o_stays_among_the_letters_of_an_issued_pattern() {
    assertThat(SerialPrior.weigh(List.of(new Spelling("ABO1234", 0.9))).get(0).text())
        .isEqualTo("ABO1234");
  }

  @Test
  void weighing_moves_probability_and_makes_none() {
    // Given
    List<Spelling> seen =
        List.of(new Spelling("AB12345", 0.3), new Spelling("A812345", 0.2), new Spelling("", 0.1));
    // When
    double sum = SerialPrior.weigh(seen).stream().mapToDouble(Spelling::probability).sum();
    // Then
    assertThat(sum).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void nothing_seen_stays_nothing() {
    assertThat(SerialPrior.weigh(List.of())).isEmpty();
  }
}
