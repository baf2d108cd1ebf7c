package org.alprstreams.retention.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.health.HealthState.Level;
import org.junit.jupiter.api.Test;

class StandbyErasureTest {

  @Test
  void standbyCopiesAreWarnedOfSinceTheirFilesAreNotErased() {
    // When
    HealthState state = StandbyErasure.of(1);

    // Then
    assertThat(state.level()).isEqualTo(Level.WARNING);
    assertThat(state.detail()).contains("alpr.streams.standby-replicas is 1", "evidence");
  }

  @Test
  void withoutStandbysNothingIsLeft() {
    // When / Then
    assertThat(StandbyErasure.of(0).level()).isEqualTo(Level.UP);
  }
}
