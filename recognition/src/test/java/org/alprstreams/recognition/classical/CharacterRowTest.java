package org.alprstreams.recognition.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CharacterRowTest {

  private static final Threshold THRESHOLD = new Threshold(15, true);

  @Test
  void a_row_that_climbs_is_straight_but_sloped() {
    // Given five characters, each two pixels higher than the one before
    CharacterRow row = row(0, -2, -4, -6, -8);
    // Then
    assertThat(row.slope()).isCloseTo(-0.1, within(1e-9));
    assertThat(row.unevenness()).isCloseTo(0, within(1e-9));
    assertThat(row.yAt(row.centreX())).isCloseTo(111, within(1e-9));
  }

  @Test
  void a_jumping_row_is_uneven() {
    assertThat(row(0, 8, 0, 8, 0).unevenness()).isGreaterThan(0.1);
  }

  @Test
  void of_rows_on_one_spot_the_better_is_kept() {
    CharacterRow even = row(0, 0, 0, 0, 0, 0);
    CharacterRow uneven = row(0, 3, 0, 3, 0);
    assertThat(RowRanking.best(List.of(uneven, even), 5)).containsExactly(even);
  }

  @Test
  void lines_of_a_sign_are_no_plates() {
    CharacterRow upper = row(0, 0, 0, 0, 0);
    CharacterRow lower = row(40, 40, 40, 40, 40);
    CharacterRow below = row(200, 200, 200, 200, 200);
    assertThat(RowRanking.best(List.of(upper, lower, below), 5)).containsExactly(below);
  }

  /** Characters of 12 by 30 pixels every 20 pixels, shifted down as given from 100. */
  private static CharacterRow row(int... down) {
    return new CharacterRow(
        IntStream.range(0, down.length)
            .mapToObj(i -> new Blob(i + 1, 20 * i, 100 + down[i], 12, 30, 200))
            .toList(),
        THRESHOLD);
  }
}
