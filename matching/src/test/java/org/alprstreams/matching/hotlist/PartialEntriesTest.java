package org.alprstreams.matching.hotlist;

import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.partialEntry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

class PartialEntriesTest {

  private static final MatchRules RULES = new MatchRules(Set.of(HotlistCategory.STOLEN_VEHICLE), 1);

  /** Few characters, so that much fits, and look-alikes among them. */
  private static final char[] CHARACTERS = {'8', 'B', '0', 'O', 'A', '1'};

  @Property(tries = 5000)
  void whatFitsIsWhatComparingEveryEntryInFullGives(
      @ForAll("plates") PlateText plate,
      @ForAll("patterns") List<String> patterns,
      @ForAll @IntRange(max = 3) int most) {
    // Given
    List<HotlistEntry> listed =
        patterns.stream().map(pattern -> partialEntry(pattern, pattern).build()).toList();

    // When
    List<HotlistEntry> fitting = PartialEntries.of(listed, RULES, START).fitting(plate, most);

    // Then
    assertThat(fitting)
        .extracting(HotlistEntry::getPlateText)
        .containsExactlyInAnyOrderElementsOf(
            patterns.stream()
                .filter(pattern -> new PartialPlate(pattern).match(plate, most).isPresent())
                .toList());
  }

  @Provide
  Arbitrary<PlateText> plates() {
    return Arbitraries.strings()
        .withChars(CHARACTERS)
        .ofMinLength(3)
        .ofMaxLength(PlateText.MAX_LENGTH)
        .map(PlateText::new);
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    return Arbitraries.strings()
        .withChars(CHARACTERS)
        .withChars('?', '*', '*')
        .ofMinLength(4)
        .ofMaxLength(8)
        .filter(
            written ->
                PartialPlate.tryParse(written).filter(p -> p.value().equals(written)).isPresent())
        .list()
        .uniqueElements()
        .ofMaxSize(8);
  }
}
