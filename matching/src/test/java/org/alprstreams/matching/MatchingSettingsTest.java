package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchingSettingsTest {

  @Test
  void defaultsAndTheTownsPolicyGiveRules() throws IOException {
    // Given
    Settings settings = Settings.of(Map.of());

    // When
    MatchingRules rules =
        MatchingApplication.rules(
            settings.of(MatchingSettings.class),
            settings.of(OptOutSettings.class),
            UsagePolicy.losAltosHills());

    // Then
    assertThat(rules.passages().gap()).isEqualTo(Duration.ofSeconds(3));
    assertThat(rules.matches().maxDifferences()).isEqualTo(1);
    assertThat(rules.matches().alertable())
        .contains(HotlistCategory.STOLEN_VEHICLE)
        .doesNotContain(HotlistCategory.IMMIGRATION_VIOLATOR, HotlistCategory.LOST_PLATE);
    assertThat(rules.lookAlikeThreshold()).isEqualTo(0.05);
    assertThat(rules.passages().lookLife()).isLessThan(rules.transientRetention());
  }

  @Test
  void matchingCommitsExactlyOnceUnlessTold() {
    // Given
    Settings told = Settings.of(Map.of("alpr.matching.processing-guarantee", "at_least_once"));

    // Then
    assertThat(MatchingApplication.streams(Settings.of(Map.of()).of(MatchingSettings.class)))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("commit.interval.ms", 50L);
    assertThat(MatchingApplication.streams(told.of(MatchingSettings.class)))
        .containsEntry("processing.guarantee", "at_least_once");
  }

  @Test
  void secretHasNoDefault() {
    OptOutSettings none = Settings.of(Map.of()).of(OptOutSettings.class);
    assertThatThrownBy(() -> OptOutKeys.of(none))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.opt-out.secret");
  }

  @Test
  void secretGivesTheKeysOfTheList() {
    // Given
    Settings settings = Settings.of(Map.of("alpr.opt-out.secret", "07".repeat(32)));

    // Then
    assertThat(OptOutKeys.of(settings.of(OptOutSettings.class)).of(new PlateText("8ABC123")))
        .isEqualTo(TestData.KEYS.of(new PlateText("8ABC123")));
  }

  @Test
  void passageThatOutlivesTheLooksIsRefused() {
    // Given
    Settings settings = Settings.of(Map.of("alpr.matching.track-idle", "PT25H"));

    // Then
    assertThatThrownBy(
            () ->
                MatchingApplication.rules(
                    settings.of(MatchingSettings.class),
                    settings.of(OptOutSettings.class),
                    UsagePolicy.losAltosHills()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shorten");
  }

  @Test
  void stolenOverrideOfAPolicyIsRefusedRatherThanIgnored(@TempDir Path directory)
      throws IOException {
    // Given
    Path file = directory.resolve("policy.yaml");
    try (InputStream town = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String text = new String(town.readAllBytes(), StandardCharsets.UTF_8);
      Files.writeString(file, text.replace("overrideForStolen: false", "overrideForStolen: true"));
    }
    UsagePolicy policy = UsagePolicy.load(List.of(file));

    // Then
    Settings settings = Settings.of(Map.of());
    assertThatThrownBy(
            () ->
                MatchingApplication.rules(
                    settings.of(MatchingSettings.class), settings.of(OptOutSettings.class), policy))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("overrideForStolen");
  }
}
