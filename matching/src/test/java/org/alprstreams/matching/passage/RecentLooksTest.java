package org.alprstreams.matching.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.CameraPassages;
import org.junit.jupiter.api.Test;

class RecentLooksTest {

  private static final int MANY = 1000;

  private final Map<String, CameraPassages> stored = new HashMap<>();
  private RecentLooks looks = RecentLooks.NONE;

  @Test
  void remembersTheLastOnesOnly() {
    // When
    see(0, MANY);

    // Then
    assertThat(looks.contains(MANY - 1)).isTrue();
    assertThat(looks.contains(MANY - PassageRules.MOST_RECENT_LOOKS)).isTrue();
    assertThat(looks.contains(0)).isFalse();
  }

  @Test
  void lookWritesOneSmallPiece() {
    // Given
    see(0, MANY);
    RecentLooks before = looks;

    // When
    looks = looks.with(MANY);

    // Then
    assertThat(looks.changesSince(before).values())
        .singleElement()
        .satisfies(piece -> assertThat(piece.getRecentLooks()).hasSizeLessThanOrEqualTo(16));
    assertThat(looks.changesSince(looks)).isEmpty();
  }

  @Test
  void goesOnFromItsPiecesInAnyOrder() {
    // Given
    see(0, MANY);
    List<CameraPassages> pieces = new ArrayList<>(stored.values());
    Collections.shuffle(pieces);

    // When
    looks = RecentLooks.of(pieces);
    see(MANY, 2 * MANY);

    // Then the same are known, and the store has no more pieces than before
    assertThat(looks.fingerprints().max()).hasValue(2 * MANY - 1);
    assertThat(looks.fingerprints().min().getAsLong())
        .isGreaterThan(2 * MANY - PassageRules.MOST_RECENT_LOOKS - 17);
    assertThat(stored).hasSameSizeAs(pieces);
    assertThat(RecentLooks.of(stored.values()).fingerprints())
        .containsExactlyElementsOf(looks.fingerprints().boxed().toList());
  }

  private void see(int from, int to) {
    for (int i = from; i < to; i++) {
      RecentLooks next = looks.with(i);
      stored.putAll(next.changesSince(looks));
      looks = next;
    }
  }
}
