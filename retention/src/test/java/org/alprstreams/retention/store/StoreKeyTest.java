package org.alprstreams.retention.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StoreKeyTest {

  private static final long LAST = 4_102_444_800_000L;

  @Property
  void keyComesBackAsItWentIn(
      @ForAll @AlphaChars @NumericChars @StringLength(max = 12) String subject,
      @ForAll @LongRange(max = LAST) long at,
      @ForAll @AlphaChars @NumericChars @StringLength(max = 40) String readId) {
    // Given
    StoreKey key = new StoreKey(subject, at, readId);

    // When / Then
    assertThat(StoreKey.decode(key.encoded())).isEqualTo(key);
  }

  @Property
  void keysOfOneSubjectSortByTimeAndLieWithinTheirBounds(
      @ForAll @LongRange(max = LAST) long one, @ForAll @LongRange(max = LAST) long other) {
    // Given
    String early = new StoreKey("8ABC123", Math.min(one, other), "b").encoded();
    String late = new StoreKey("8ABC123", Math.max(one, other) + 1, "a").encoded();

    // When / Then
    assertThat(early).isLessThan(late);
    assertThat(StoreKey.from("8ABC123", Instant.ofEpochMilli(Math.min(one, other))))
        .isLessThan(early);
    assertThat(StoreKey.upTo("8ABC123", Instant.ofEpochMilli(Math.min(one, other))))
        .isGreaterThan(early)
        .isLessThan(late);
  }

  @Test
  void keyOfOneSubjectIsOutsideTheBoundsOfASubjectThatIsItsBeginning() {
    // Given
    String longer = new StoreKey("8ABC1234", 5, "r").encoded();

    // When / Then
    assertThat(longer).isGreaterThan(StoreKey.upTo("8ABC123", Instant.ofEpochMilli(LAST)));
  }

  @Test
  void sentinelIsNoKey() {
    // When / Then
    assertThatThrownBy(() -> StoreKey.decode("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keyPrintsNoPlate() {
    // When / Then
    assertThat(new StoreKey("8ABC123", 5, "r").toString()).doesNotContain("8ABC123");
  }
}
