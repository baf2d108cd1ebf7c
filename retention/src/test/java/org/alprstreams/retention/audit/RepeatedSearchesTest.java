package org.alprstreams.retention.audit;

import static org.alprstreams.retention.audit.Records.search;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.junit.jupiter.api.Test;

class RepeatedSearchesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  private final RepeatedSearches searches = new RepeatedSearches(3, WEEK);

  @Test
  void thirdSearchOfOnePlateIsFlagged() {
    // When
    searches.add(search("1", "8ABC123", NOW).build());
    searches.add(search("2", "8ABC123", NOW.plusSeconds(1)).build());
    List<RepeatedSearches.Flag> early = searches.due();
    searches.add(search("3", "8ABC123", NOW.plusSeconds(2)).build());
    List<RepeatedSearches.Flag> flags = searches.due();

    // Then
    assertThat(early).isEmpty();
    assertThat(flags).hasSize(1);
    assertThat(flags.get(0).elements())
        .containsEntry("user", "ana")
        .containsEntry("organisation", "Sheriff")
        .containsEntry("plate", "8ABC123")
        .containsEntry("count", "3")
        .containsEntry("first", NOW.toString())
        .containsEntry("last", NOW.plusSeconds(2).toString());
    assertThat(flags.get(0).toString()).doesNotContain("ana").doesNotContain("8ABC123");
  }

  @Test
  void searchesOfOneMillisecondCountEach() {
    // When
    searches.add(search("1", "8ABC123", NOW).build());
    searches.add(search("2", "8ABC123", NOW).build());
    List<RepeatedSearches.Flag> early = searches.due();
    searches.add(search("3", "8ABC123", NOW).build());

    // Then
    assertThat(early).isEmpty();
    assertThat(searches.due())
        .singleElement()
        .satisfies(flag -> assertThat(flag.elements()).containsEntry("count", "3"));
  }

  @Test
  void searchThatIsReadAgainCountsOnce() {
    for (int i = 0; i < 3; i++) {
      searches.add(search("1", "8ABC123", NOW).build());
    }
    assertThat(searches.due()).isEmpty();
  }

  @Test
  void searchOfTheMillisecondOfAFlagsLastCountsForTheNext() {
    // Given a flag, and one more search of its last millisecond, which comes in after it
    List<AccessRecord> log = new ArrayList<>();
    List<String> flagged = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      follow(searches, log, flagged, search("z" + i, "8ABC123", NOW).build());
    }
    follow(searches, log, flagged, search("a", "8ABC123", NOW).build());

    // When two more follow
    follow(searches, log, flagged, search("b", "8ABC123", NOW.plusMillis(1)).build());
    follow(searches, log, flagged, search("c", "8ABC123", NOW.plusMillis(2)).build());

    // Then they make a flag, and whoever reads all of it again finds nothing left to flag
    assertThat(flagged).doesNotHaveDuplicates().hasSize(2);
    RepeatedSearches other = new RepeatedSearches(3, WEEK);
    log.forEach(other::add);
    assertThat(other.due()).isEmpty();
  }

  @Test
  void platesThatLookAlikeCountAsOne() {
    searches.add(search("1", "8ABC120", NOW).build());
    searches.add(search("2", "8ABC12O", NOW.plusSeconds(1)).build());
    searches.add(search("3", "BABC12D", NOW.plusSeconds(2)).build());
    assertThat(searches.due()).hasSize(1);
  }

  @Test
  void partOfAPlateCountsAsItWasWritten() {
    // When
    searches.add(search("1", "4P*12?", NOW).build());
    searches.add(search("2", "4P*12?", NOW.plusSeconds(1)).build());
    searches.add(search("3", "4P12", NOW.plusSeconds(2)).build());
    List<RepeatedSearches.Flag> tooFew = searches.due();
    searches.add(search("4", "4P*12?", NOW.plusSeconds(3)).build());

    // Then
    assertThat(tooFew).isEmpty();
    assertThat(searches.due())
        .singleElement()
        .satisfies(flag -> assertThat(flag.elements()).containsEntry("plate", "4P*12?"));
  }

  @Test
  void partThatFixesAPlateCountsAsThatPlate() {
    // When
    searches.add(search("1", "8ABC123*", NOW).build());
    searches.add(search("2", "*8ABC123", NOW.plusSeconds(1)).build());
    searches.add(search("3", "8AB*C12?", NOW.plusSeconds(2)).build());
    List<RepeatedSearches.Flag> tooFew = searches.due();
    searches.add(search("4", "BABC123", NOW.plusSeconds(3)).build());

    // Then
    assertThat(tooFew).isEmpty();
    assertThat(searches.due())
        .singleElement()
        .satisfies(
            flag ->
                assertThat(flag.elements())
                    .containsEntry("count", "3")
                    .containsEntry("plate", "BABC123"));
  }

  @Test
  void flagOfAnEarlierVersionSettlesAPartOfAPlateToo() {
    // Given: its key has the part as it was written
    searches.add(
        search("flag", "x", NOW.plusSeconds(3))
            .setAction(RepeatedSearches.ACTION)
            .setElements(
                Map.of(
                    "user", "ana",
                    "organisation", "Sheriff",
                    "plateKey", "4P*12?",
                    "last", NOW.plusSeconds(2).toString()))
            .build());

    // When
    for (int i = 0; i < 3; i++) {
      searches.add(search("" + i, "4P*12?", NOW.plusSeconds(i)).build());
    }

    // Then
    assertThat(searches.due()).isEmpty();
  }

  @Test
  void othersWithACaseNumberFurtherPagesAndRefusalsDoNotCount() {
    // When
    searches.add(search("1", "8ABC123", NOW).build());
    searches.add(search("2", "8ABC123", NOW.plusSeconds(1)).build());
    searches.add(search("3", "8ABC123", NOW.plusSeconds(2)).setCaseNumber("26-117").build());
    searches.add(search("4", "8ABC123", NOW.plusSeconds(3)).setUsername("bob").build());
    searches.add(search("5", "8ABC124", NOW.plusSeconds(4)).build());
    searches.add(
        search("6", "8ABC123", NOW.plusSeconds(5))
            .setElements(Map.of("plate", "8ABC123", "cursor", "x"))
            .build());
    searches.add(
        search("7", "8ABC123", NOW.plusSeconds(6)).setOutcome(AccessOutcome.DENIED).build());
    searches.add(search("8", "8ABC123", NOW.plusSeconds(7)).setAction("VIEW_IMAGE").build());
    searches.add(
        search("9", "8ABC123", NOW.plusSeconds(8)).setElements(Map.of("camera", "north")).build());

    // Then
    assertThat(searches.due()).isEmpty();
  }

  @Test
  void searchesFurtherApartThanTheWindowAreNotFlagged() {
    searches.add(search("1", "8ABC123", NOW).build());
    searches.add(search("2", "8ABC123", NOW.plus(Duration.ofDays(4))).build());
    searches.add(search("3", "8ABC123", NOW.plus(Duration.ofDays(8))).build());
    assertThat(searches.due()).isEmpty();
  }

  @Test
  void whoWasSearchedForLongAgoIsForgottenAndNobodyElse() {
    // Given
    searches.add(search("1", "8ABC123", NOW).build());
    searches.add(search("2", "7XYW456", NOW.plus(Duration.ofDays(1))).build());
    searches.due();

    // When
    searches.settled(NOW.plus(WEEK));
    int whileBothCount = searches.remembered();
    searches.settled(NOW.plus(WEEK).plusSeconds(1));

    // Then
    assertThat(whileBothCount).isEqualTo(2);
    assertThat(searches.remembered()).isEqualTo(1);
  }

  @Test
  void whatAFlagCountsIsNotCountedAgain() {
    // Given
    for (int i = 0; i < 3; i++) {
      searches.add(search("" + i, "8ABC123", NOW.plusSeconds(i)).build());
    }
    RepeatedSearches.Flag first = searches.due().get(0);
    searches.written(first);
    searches.settled(NOW);

    // When
    searches.add(search("3", "8ABC123", NOW.plusSeconds(3)).build());
    searches.add(search("4", "8ABC123", NOW.plusSeconds(4)).build());
    List<RepeatedSearches.Flag> tooFew = searches.due();
    searches.add(search("5", "8ABC123", NOW.plusSeconds(5)).build());
    RepeatedSearches.Flag second = searches.due().get(0);

    // Then
    assertThat(tooFew).isEmpty();
    assertThat(second.elements()).containsEntry("first", NOW.plusSeconds(3).toString());
    assertThat(second.recordId()).isNotEqualTo(first.recordId());
  }

  @Test
  void flagThatCouldNotBeWrittenIsDueAgainUnderTheSameId() {
    // Given
    for (int i = 0; i < 3; i++) {
      searches.add(search("" + i, "8ABC123", NOW.plusSeconds(i)).build());
    }

    // When / Then
    assertThat(searches.due().get(0).recordId()).isEqualTo(searches.due().get(0).recordId());
  }

  @Test
  void flagOfSomebodyElsesMakingSettlesNothingAndHarmsNothing() {
    searches.add(search("x", "8ABC123", NOW).setAction(RepeatedSearches.ACTION).build());
    assertThat(searches.due()).isEmpty();
  }

  /** Whoever takes over reads the same searches and flags, in whatever order partitions give. */
  @Property(tries = 200)
  void whoeverTakesOverFindsNoFlagTwice(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 2) Integer> plates,
      @ForAll @IntRange(min = 1, max = 40) int restart,
      @ForAll @IntRange(min = 1, max = 5) int aMillisecond) {
    // Given
    RepeatedSearches one = new RepeatedSearches(3, WEEK);
    List<AccessRecord> log = new ArrayList<>();
    List<String> flagged = new ArrayList<>();
    for (int i = 0; i < Math.min(restart, plates.size()); i++) {
      follow(one, log, flagged, nth(i, plates.get(i), aMillisecond));
    }

    // When
    RepeatedSearches other = new RepeatedSearches(3, WEEK);
    log.stream().filter(r -> r.getAction().equals(RepeatedSearches.ACTION)).forEach(other::add);
    log.stream().filter(r -> !r.getAction().equals(RepeatedSearches.ACTION)).forEach(other::add);
    assertThat(other.due()).isEmpty();
    for (int i = Math.min(restart, plates.size()); i < plates.size(); i++) {
      follow(other, log, flagged, nth(i, plates.get(i), aMillisecond));
    }

    // Then
    int expected = 0;
    for (int plate = 0; plate <= 2; plate++) {
      int which = plate;
      expected += (int) plates.stream().filter(p -> p == which).count() / 3;
    }
    assertThat(flagged).doesNotHaveDuplicates().hasSize(expected);
  }

  /**
   * @param aMillisecond how many searches come within one
   */
  private static AccessRecord nth(int i, int plate, int aMillisecond) {
    return search("r" + i, "8ABC12" + (3 + plate), NOW.plusMillis(i / aMillisecond)).build();
  }

  private static void follow(
      RepeatedSearches searches,
      List<AccessRecord> log,
      List<String> flagged,
      AccessRecord record) {
    Instant at = record.getAt();
    log.add(record);
    searches.add(record);
    for (RepeatedSearches.Flag flag : searches.due()) {
      log.add(Records.of(flag, at));
      flagged.add(flag.recordId());
      searches.written(flag);
    }
    searches.settled(at);
  }
}
