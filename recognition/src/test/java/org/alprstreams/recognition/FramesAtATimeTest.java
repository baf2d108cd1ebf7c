package org.alprstreams.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesAtATimeTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "6, 3", "8, 4", "64, 4"})
  void takes_half_of_the_machine_while_there_are_partitions(int processors, int frames) {
    assertThat(FramesAtATime.suiting(processors)).isEqualTo(frames);
  }

  @Test
  void takes_what_is_set() {
    // Given
    RecognitionSettings settings =
        Settings.of(Map.of("alpr.recognition.threads", "7")).of(RecognitionSettings.class);

    // Then
    assertThat(FramesAtATime.of(settings)).isEqualTo(7);
  }
}
