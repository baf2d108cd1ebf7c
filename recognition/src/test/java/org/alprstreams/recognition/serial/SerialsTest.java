package org.alprstreams.recognition.serial;

import static org.assertj.core.api.Assertions.assertThat;

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
}
