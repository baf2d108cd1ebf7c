package org.alprstreams.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void givesPercentilesOfWhatWasMeasuredInAnyOrder() {
    Distribution hundred =
        Distribution.of(IntStream.range(0, 100).mapToObj(i -> (double) (99 - i)).toList());

    assertThat(hundred.percentile(0.5)).isEqualTo(50);
    assertThat(hundred.percentile(0.99)).isEqualTo(99);
    assertThat(hundred.percentile(1)).isEqualTo(99);
  }

  @Test
  void hasNoPercentileOfNothing() {
    assertThatThrownBy(() -> Distribution.of(List.of()).percentile(0.5))
        .hasMessageContaining("Nothing was measured");
  }
}
