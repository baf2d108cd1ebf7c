package org.alprstreams.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.Test;

class PlateReadersTest {

  @Test
  void opens_the_neural_engine_by_default() {
    try (PlateReader reader = PlateReaders.open(settings(Map.of()))) {
      assertThat(reader.engine().name()).isEqualTo("neural");
    }
  }

  @Test
  void opens_the_classical_engine_when_asked() {
    try (PlateReader reader =
        PlateReaders.open(settings(Map.of("alpr.recognition.engine", "classical")))) {
      assertThat(reader.engine().name()).isEqualTo("classical");
    }
  }

  @Test
  void names_the_engines_there_are_when_asked_for_another() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlateReaders.open(settings(Map.of("alpr.recognition.engine", "psychic"))))
        .withMessageContaining("'psychic'")
        .withMessageContaining("neural")
        .withMessageContaining("classical");
  }

  private static RecognitionSettings settings(Map<String, String> pairs) {
    return Settings.of(pairs).of(RecognitionSettings.class);
  }
}
