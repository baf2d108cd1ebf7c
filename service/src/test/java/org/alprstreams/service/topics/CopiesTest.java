package org.alprstreams.service.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiesTest {

  @Test
  void oneBrokerHoldsWhatItCan() {
    assertThat(Copies.warning(1, Map.of("alpr.reads", 1))).isEmpty();
  }

  @Test
  void severalBrokersAreWastedOnOneCopy() {
    assertThat(Copies.warning(3, Map.of("alpr.reads", 1, "alpr.opt-outs", 3, "alpr.frames", 2)))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("2 topics have fewer than 3 copies on 3 brokers")
                    .contains("alpr.topics.replication-factor"));
  }

  @Test
  void threeCopiesAreEnoughOnAnyCluster() {
    assertThat(Copies.warning(7, Map.of("alpr.reads", 3))).isEmpty();
    assertThat(Copies.warning(2, Map.of("alpr.reads", 2))).isEmpty();
  }
}
