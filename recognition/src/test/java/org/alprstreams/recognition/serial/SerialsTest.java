package org.alprstreams.recognition.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SerialsTest {

  @Test
  void a_text_has_the_pattern_of_its_letters_and_digits() {
    assertThat(Serials.pattern("7ABC123")).isEqualTo("9AAA999");
    assertThat(Serials.pattern("")).isEmpty();
  }

  @Test
  void common_patterns_weigh_more_and_unknown_ones_nothing() {
    assertThat(Serials.share("9AAA999")).isGreaterThan(Serials.share("A999A9"));
    assertThat(Serials.share("AAAAAAA")).isZero();
    assertThat(Serials.isIssued("7ABC123")).isTrue();
    assertThat(Serials.isIssued("C00LCAT")).isFalse();
  }

  @Test
  void the_patterns_of_a_length_share_everything_among_them() {
    assertThat(Serials.patterns(7)).containsKey("9AAA999").doesNotContainKey("AAA999");
    assertThat(Serials.patterns(7).values().stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(Serials.patterns(9)).isEmpty();
  }
}
