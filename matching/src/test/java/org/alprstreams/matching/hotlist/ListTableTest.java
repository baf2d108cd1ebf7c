package org.alprstreams.matching.hotlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alprstreams.schemas.identity.DerivedId;
import org.junit.jupiter.api.Test;

class ListTableTest {

  @Property(tries = 200)
  void itTellsWhatMapsTell(
      @ForAll @Size(max = 200) List<@IntRange(max = 100) Integer> was,
      @ForAll @Size(max = 200) List<@IntRange(max = 100) Integer> file,
      @ForAll @IntRange(min = 1, max = 3) int modulus) {
    // Given a table and two maps
    ListTable table = new ListTable();
    Map<String, Long> before = new HashMap<>();
    Map<String, Long> after = new HashMap<>();
    for (int i = 0; i < was.size(); i++) {
      String id = id(was.get(i));
      long digest = i % 5 == 0 ? 0 : 1 + i % modulus;
      table.before(id, digest);
      if (digest == 0) {
        before.remove(id);
      } else {
        before.put(id, digest);
      }
    }
    for (int i = 0; i < file.size(); i++) {
      String id = DerivedId.of("test", String.valueOf(file.get(i)));
      int earlier = table.after(id, 1 + i % modulus, i + 1);
      assertThat(earlier != 0).isEqualTo(after.containsKey(id));
      after.putIfAbsent(id, 1L + i % modulus);
    }

    // When
    ListTable.Difference difference = table.difference();

    // Then
    Set<String> removed = new HashSet<>(before.keySet());
    removed.removeAll(after.keySet());
    Set<String> told = new HashSet<>();
    table.forEachRemoved(told::add);
    assertThat(told).isEqualTo(removed);
    assertThat(difference)
        .isEqualTo(
            new ListTable.Difference(
                before.size(),
                after.size(),
                after.keySet().stream().filter(id -> !before.containsKey(id)).count(),
                after.entrySet().stream()
                    .filter(e -> before.containsKey(e.getKey()))
                    .filter(e -> !before.get(e.getKey()).equals(e.getValue()))
                    .count(),
                removed.size()));
  }

  @Test
  void itGrowsAndKeepsWhatItHas() {
    // Given
    ListTable table = new ListTable();
    for (int i = 0; i < 50_000; i++) {
      table.before(DerivedId.of("test", "b" + i), 7);
      assertThat(table.after(DerivedId.of("test", "a" + i), 9, i + 1)).isZero();
    }

    // Then
    assertThat(table.difference())
        .isEqualTo(new ListTable.Difference(50_000, 50_000, 50_000, 0, 50_000));
    assertThat(table.after(DerivedId.of("test", "a41234"), 9, 99_999)).isEqualTo(41_235);
    assertThat(table.isChange(DerivedId.of("test", "a41234"), 41_235)).isTrue();
    assertThat(table.isChange(DerivedId.of("test", "a41234"), 99_999)).isFalse();
  }

  @Test
  void aMillionEntriesFitIntoTheHeapOfACommand() {
    assertThat(new ListTable(384L << 20).limit()).isGreaterThan(1_500_000);
  }

  @Test
  void tooManyEntriesAreRefusedInWords() {
    ListTable table = new ListTable(1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 2000; i++) {
                table.before(DerivedId.of("test", "b" + i), 7);
              }
            })
        .isInstanceOf(ListTable.TooManyEntriesException.class)
        .hasMessageContaining("ALPR_HEAP");
  }

  /** Every third is an id that others made. */
  private static String id(int number) {
    return number % 3 == 0 ? "foreign-" + number : DerivedId.of("test", String.valueOf(number));
  }
}
