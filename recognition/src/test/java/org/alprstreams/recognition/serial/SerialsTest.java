package org.alprstreams.recognition.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void training_draws_its_texts_from_the_same_table() throws IOException {
    // Given the table of texts.py, L for a letter and D for a digit there
    String texts = Files.readString(Path.of("training", "alpr_training", "texts.py"));
    String table = texts.substring(texts.indexOf("PATTERNS"), texts.indexOf("\n}"));
    Matcher entry = Pattern.compile("\"([LD]+)\": ([0-9.]+)").matcher(table);
    Map<String, Double> weights = new HashMap<>();
    while (entry.find()) {
      weights.put(
          entry.group(1).replace('D', '9').replace('L', 'A'), Double.parseDouble(entry.group(2)));
    }
    double total = weights.values().stream().mapToDouble(Double::doubleValue).sum();

    // Then
    for (int length = 2; length <= 8; length++) {
      for (String pattern : Serials.patterns(length).keySet()) {
        assertThat(weights).as("texts.py").containsKey(pattern);
      }
    }
    assertThat(weights).hasSizeGreaterThan(40);
    weights.forEach(
        (pattern, weight) ->
            assertThat(Serials.share(pattern)).as(pattern).isCloseTo(weight / total, within(1e-9)));
  }
}
