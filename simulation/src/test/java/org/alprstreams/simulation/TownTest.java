package org.alprstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TownTest {
  @Test
  void hasFortyCamerasAroundTheTown() {
    Town town = Town.of(1);

    assertThat(town.cameras()).hasSize(40);
    assertThat(town.cameras()).extracting(TownCamera::id).startsWith("CAM-01").endsWith("CAM-40");
    assertThat(town.cameras()).extracting(TownCamera::id).doesNotHaveDuplicates();
    assertThat(town.cameras()).extracting(TownCamera::name).doesNotHaveDuplicates();
    assertThat(town.cameras())
        .allSatisfy(
            camera -> {
              assertThat(camera.latitude()).isBetween(37.34, 37.42);
              assertThat(camera.longitude()).isBetween(-122.18, -122.1);
              assertThat(camera.direction()).isEqualTo("inbound");
            });
  }

  @Test
  void isTheSameForTheSameSeedOnly() {
    assertThat(Town.of(7).cameras()).isEqualTo(Town.of(7).cameras());
    assertThat(Town.of(7).cameras()).isNotEqualTo(Town.of(8).cameras());
  }

  @Test
  void aSmallerTownIsAPartOfTheWholeOne() {
    assertThat(Town.of(7, 5).cameras()).isEqualTo(Town.of(7).cameras().subList(0, 5));
  }

  @Test
  void refusesMoreCamerasThanItHasEntrances() {
    assertThatThrownBy(() -> Town.of(1, 41))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("41");
  }

  @Test
  void namesTheUnknownCamera() {
    assertThatThrownBy(() -> Town.of(1).camera("CAM-99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CAM-99");
  }
}
