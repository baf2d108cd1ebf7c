package org.alprstreams.matching.hotlist;

import static org.alprstreams.matching.TestData.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.matching.TestData;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

class HotlistMatcherTest {

  private static final int MOST_DIFFERENCES = 1;

  private final HotlistMatcher matcher =
      new HotlistMatcher(
          new MatchRules(EnumSet.of(HotlistCategory.STOLEN_VEHICLE), MOST_DIFFERENCES));

  @Provide
  static Arbitrary<String> plates() {
    return Arbitraries.strings().withChars("0ODQ1IL2Z5S8B6GAX").ofMinLength(2).ofMaxLength(8);
  }

  @Property(tries = 500)
  void matchIsExactOrWithinTheLimitAndNeverHighWhenDoubtful(
      @ForAll("plates") String read, @ForAll("plates") String listed) {
    // When
    Optional<Match> match = match(read(read, "CA"), listed, "CA");

    // Then
    boolean sameKey = PlateKey.of(new PlateText(read)).equals(PlateKey.of(new PlateText(listed)));
    int differences = sameKey ? differences(read, listed) : Integer.MAX_VALUE;
    assertThat(match.isPresent()).isEqualTo(differences <= MOST_DIFFERENCES);
    match.ifPresent(
        found -> {
          assertThat(found.kind())
              .isEqualTo(differences == 0 ? MatchKind.EXACT : MatchKind.LOOKALIKE);
          assertThat(found.differences()).hasSize(differences);
          assertThat(found.priority())
              .isEqualTo(differences == 0 ? Priority.HIGH : Priority.MEDIUM);
        });
  }

  @Property(tries = 100)
  void everyPlateMatchesItself(@ForAll("plates") String plate) {
    assertThat(match(read(plate, "CA"), plate, "CA"))
        .get()
        .extracting(Match::kind, Match::state)
        .containsExactly(MatchKind.EXACT, StateMatch.MATCH);
  }

  @Property(tries = 50)
  void entryAlertsFromItsStartUntilBeforeItsEnd(@ForAll @IntRange(max = 4) int seconds) {
    // Given
    HotlistEntry entry =
        TestData.entry("e", "8ABC123")
            .setEffectiveAt(START.plusSeconds(1))
            .setExpiresAt(START.plusSeconds(3))
            .build();

    // Then
    assertThat(matcher.match(read("8ABC123", "CA"), entry, START.plusSeconds(seconds)).isPresent())
        .isEqualTo(seconds == 1 || seconds == 2);
  }

  @Example
  void stateThatEitherSideDoesNotKnowIsUnknownAndDoesNotLowerPriority() {
    assertThat(match(read("8ABC123", null), "8ABC123", "CA"))
        .get()
        .extracting(Match::state, Match::priority)
        .containsExactly(StateMatch.UNKNOWN, Priority.HIGH);
    assertThat(match(read("8ABC123", "CA"), "8ABC123", null))
        .get()
        .extracting(Match::state)
        .isEqualTo(StateMatch.UNKNOWN);
  }

  private Optional<Match> match(PlateRead read, String listed, String state) {
    return matcher.match(read, TestData.entry("e", listed).setState(state).build(), START);
  }

  private static PlateRead read(String text, String state) {
    return PlateRead.newBuilder()
        .setReadId("r")
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(text)).value())
        .setPlateText(text)
        .setCharacters(TestData.look(text, 0.9).build().getCharacters())
        .setConfidence(0.9f)
        .setState(state)
        .setStateConfidence(state == null ? 0 : 0.9f)
        .setCameraId(TestData.CAMERA)
        .setCapturedAt(START)
        .setFirstSeenAt(START)
        .setLastSeenAt(START)
        .setLooks(1)
        .setFrameId("f")
        .setBox(new BoundingBox(0, 0, 10, 5))
        .setEngine("test")
        .build();
  }

  private static int differences(String a, String b) {
    int differences = 0;
    for (int i = 0; i < a.length(); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences;
  }
}
