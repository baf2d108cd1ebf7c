package org.alprstreams.matching.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.matching.TestData;

class VoteTest {

  @Provide
  static Arbitrary<String> plates() {
    return Arbitraries.strings().withChars("ABCDEFGH0123456789").ofMinLength(2).ofMaxLength(8);
  }

  @Property(tries = 200)
  void oneLookIsItsOwnVote(
      @ForAll("plates") String text, @ForAll @DoubleRange(min = 0.5, max = 0.99) double sure) {
    // When
    Vote vote = Vote.of(List.of(look(text, sure, 0)));

    // Then
    assertThat(vote.text().value()).isEqualTo(text);
    assertThat(vote.confidence()).isCloseTo(sure, within(0.01));
  }

  @Property(tries = 200)
  void agreementNeverLowersConfidence(
      @ForAll("plates") String text,
      @ForAll @DoubleRange(min = 0.3, max = 0.99) double sure,
      @ForAll @IntRange(min = 1, max = 10) int looks) {
    // When
    Vote fewer = Vote.of(looks(text, sure, looks));
    Vote more = Vote.of(looks(text, sure, looks + 1));

    // Then
    assertThat(more.text().value()).isEqualTo(text);
    assertThat(more.confidence()).isGreaterThanOrEqualTo(fewer.confidence() - 1e-9);
  }

  @Property(tries = 500)
  void lookThatAgreesNeverLowersItHoweverDoubtfulItIs(
      @ForAll("plates") String text,
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double sure,
      @ForAll @DoubleRange(min = 0.1, max = 0.99) double added,
      @ForAll @IntRange(min = 1, max = 11) int looks) {
    // Given
    List<Look> all = new ArrayList<>(looks(text, sure, looks));
    Vote before = Vote.of(all);

    // When
    all.add(look(text, added, looks));
    Vote after = Vote.of(all);

    // Then
    assertThat(after.text().value()).isEqualTo(text);
    assertThat(after.confidence()).isGreaterThanOrEqualTo(before.confidence() - 1e-9);
  }

  @Property(tries = 500)
  void doubtfulLookNeverOverturnsTwoSureOnes(
      @ForAll("plates") String text,
      @ForAll Random random,
      @ForAll @DoubleRange(min = 0.9, max = 0.99) double sure,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double doubtful) {
    // Given a look that reads something else of the same length
    StringBuilder other = new StringBuilder(text);
    other.setCharAt(random.nextInt(text.length()), 'Z');

    // When
    Vote vote =
        Vote.of(
            List.of(look(text, sure, 0), look(text, sure, 1), look(other.toString(), doubtful, 2)));

    // Then
    assertThat(vote.text().value()).isEqualTo(text);
  }

  @Property(tries = 200)
  void majorityOfEquallySureLooksWins(
      @ForAll("plates") String text,
      @ForAll Random random,
      @ForAll @DoubleRange(min = 0.6, max = 0.99) double sure,
      @ForAll @IntRange(min = 1, max = 5) int minority) {
    // Given
    StringBuilder other = new StringBuilder(text);
    other.setCharAt(random.nextInt(text.length()), 'Z');
    List<Look> looks = new ArrayList<>(looks(other.toString(), sure, minority));

    // When
    for (int i = 0; i <= minority; i++) {
      looks.add(look(text, sure, 100 + i));
    }

    // Then
    assertThat(Vote.of(looks).text().value()).isEqualTo(text);
  }

  @Property(tries = 200)
  void probabilitiesOfEachPositionSumToOne(
      @ForAll("plates") String one, @ForAll("plates") String other) {
    // When
    Vote vote = Vote.of(List.of(look(one, 0.9, 0), look(one, 0.7, 1), look(other, 0.6, 2)));

    // Then
    assertThat(vote.characters())
        .allSatisfy(
            position ->
                assertThat(
                        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            .chars()
                            .mapToDouble(c -> position.probability((char) c))
                            .sum())
                    .isCloseTo(1, within(1e-9)));
  }

  @Example
  void statesWithoutConfidenceAreVotedByNumber() {
    // When the reader says which state it read, but not how surely
    List<Look> looks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      looks.add(unsureOfState(i < 2 ? "CA" : "NV", i));
    }

    // Then
    assertThat(Vote.of(looks).state()).contains("CA");
    assertThat(Vote.of(looks).stateShare()).isCloseTo(2 / 3.0, within(0.001));
  }

  private static Look unsureOfState(String state, int millis) {
    return Look.of(
        PlateCandidate.newBuilder(TestData.look("8ABC123", 0.9).atMillis(millis).build())
            .setState(state)
            .setStateConfidence(0)
            .build());
  }

  @Property(tries = 200)
  void orderDoesNotMatter(
      @ForAll("plates") String one, @ForAll("plates") String other, @ForAll Random random) {
    // Given
    List<Look> looks = new ArrayList<>(looks(one, 0.8, 3));
    looks.addAll(looks(other, 0.7, 2));
    Vote vote = Vote.of(looks);

    // When
    Collections.shuffle(looks, random);
    Vote shuffled = Vote.of(looks);

    // Then
    assertThat(shuffled.text()).isEqualTo(vote.text());
    assertThat(shuffled.confidence()).isCloseTo(vote.confidence(), within(1e-9));
    assertThat(shuffled.lengthShare()).isCloseTo(vote.lengthShare(), within(1e-9));
  }

  @Property(tries = 200)
  void confidenceIsAProbability(@ForAll("plates") String one, @ForAll("plates") String other) {
    // When
    Vote vote = Vote.of(List.of(look(one, 0.9, 0), look(other, 0.6, 1)));

    // Then
    assertThat(vote.confidence()).isBetween(0.0, 1.0);
    assertThat(vote.lengthShare()).isBetween(0.0, 1.0);
    assertThat(vote.characters()).hasSize(vote.text().length());
  }

  @Example
  void twoSureLooksOutvoteAConfidentlyWrongOne() {
    // When
    Vote vote =
        Vote.of(
            List.of(look("8ABC123", 0.9, 0), look("8ABC123", 0.9, 1), look("8A8C123", 0.99, 2)));

    // Then
    assertThat(vote.text().value()).isEqualTo("8ABC123");
  }

  @Example
  void lengthIsVotedFirst() {
    // When
    Vote vote =
        Vote.of(List.of(look("8ABC123", 0.8, 0), look("8ABC123", 0.8, 1), look("ABC123", 0.9, 2)));

    // Then
    assertThat(vote.text().value()).isEqualTo("8ABC123");
    assertThat(vote.lengthShare()).isCloseTo(1.6 / 2.5, within(0.01));
  }

  @Example
  void stateIsTheOneReadWithMostConfidenceAndUnknownCountsForNone() {
    // When
    Vote vote =
        Vote.of(
            List.of(
                Look.of(TestData.look("8ABC123", 0.9).state("CA").atMillis(0).build()),
                Look.of(TestData.look("8ABC123", 0.9).state("CA").atMillis(1).build()),
                Look.of(TestData.look("8ABC123", 0.9).state("NV").atMillis(2).build()),
                Look.of(TestData.look("8ABC123", 0.9).state(null).atMillis(3).build())));

    // Then
    assertThat(vote.state()).contains("CA");
    assertThat(vote.stateConfidence()).isCloseTo(0.6, within(0.001));
  }

  private static List<Look> looks(String text, double sure, int count) {
    return IntStream.range(0, count).mapToObj(i -> look(text, sure, i)).toList();
  }

  private static Look look(String text, double sure, int millis) {
    return Look.of(TestData.look(text, sure).atMillis(millis).build());
  }
}
