package org.alprstreams.ingest.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.ingest.vendor.PlateReading.Alternative;
import org.alprstreams.schemas.plate.PlateText;
import org.junit.jupiter.api.Test;

class PlateReadingTest {

  private static final PlateText BEST = new PlateText("8SMP042");

  @Test
  void withoutAlternativesEveryCharacterIsAsSureAsTheText() {
    // When
    PlateReading reading = PlateReading.of(BEST, 0.9, List.of());

    // Then
    assertThat(reading.confidence()).isCloseTo(0.9, within(1e-6));
    assertThat(reading.characters()).allSatisfy(c -> assertThat(c.getAlternatives()).hasSize(1));
  }

  @Test
  void closeAlternativeTakesFromThePositionWhereItDiffersAndFromNoOther() {
    // When: 2.5 points less, so e to the -0.5 times as likely
    PlateReading reading = PlateReading.of(BEST, 0.9, List.of(scored("8SMPO42", 0.875)));

    // Then
    double weight = Math.exp(-0.5);
    assertThat(probability(reading, 4, '0')).isCloseTo(1 / (1 + weight), within(1e-6));
    assertThat(probability(reading, 4, 'O')).isCloseTo(weight / (1 + weight), within(1e-6));
    assertThat(probability(reading, 0, '8')).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void distantAlternativeHardlyMatters() {
    // When
    PlateReading reading = PlateReading.of(BEST, 0.9, List.of(scored("8SMPO42", 0.6)));

    // Then
    assertThat(probability(reading, 4, '0')).isCloseTo(0.9, within(1e-6));
    assertThat(probability(reading, 4, 'O')).isLessThan(0.01);
  }

  @Test
  void alternativeOfAnotherLengthMakesThePositionDoubtful() {
    // When
    PlateReading reading = PlateReading.of(BEST, 0.9, List.of(scored("SMP042", 0.9)));

    // Then
    assertThat(probability(reading, 0, '8')).isCloseTo(0.5, within(1e-6));
    assertThat(reading.characters().get(0).getAlternatives()).hasSize(1);
    assertThat(probability(reading, 1, 'S')).isCloseTo(0.9, within(1e-6));
  }

  @Test
  void alternativeWithoutAScoreGetsItsPartOfTheDoubt() {
    // When
    PlateReading reading =
        PlateReading.of(BEST, 0.8, List.of(new Alternative("8SMPO42", Optional.empty())));

    // Then
    assertThat(probability(reading, 4, '0')).isCloseTo(0.8, within(1e-6));
    assertThat(probability(reading, 4, 'O')).isCloseTo(0.2, within(1e-6));
  }

  @Property(tries = 300)
  void distributionsSpellTheTextAndNeverExceedOne(
      @ForAll @DoubleRange(min = 0, max = 1) double score,
      @ForAll @Size(max = 12) List<@AlphaChars @StringLength(max = 10) String> texts,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    // When
    PlateReading reading =
        PlateReading.of(
            BEST,
            score,
            texts.stream()
                .map(text -> scored(text.toUpperCase(java.util.Locale.ROOT), other))
                .toList());

    // Then
    StringBuilder spelt = new StringBuilder();
    for (CharacterReading position : reading.characters()) {
      List<CharacterGuess> guesses = position.getAlternatives();
      spelt.append(guesses.get(0).getCharacter());
      assertThat(guesses.stream().mapToDouble(CharacterGuess::getProbability).sum())
          .isLessThanOrEqualTo(1.0001);
      assertThat(guesses)
          .allSatisfy(
              guess ->
                  assertThat(guess.getProbability())
                      .isBetween(0f, guesses.get(0).getProbability()));
      assertThat(guesses.get(0).getProbability()).isLessThanOrEqualTo((float) score);
    }
    assertThat(spelt).hasToString(BEST.value());
  }

  private static Alternative scored(String text, double score) {
    return new Alternative(text, Optional.of(score));
  }

  private static double probability(PlateReading reading, int position, char c) {
    return reading.characters().get(position).getAlternatives().stream()
        .filter(guess -> guess.getCharacter().equals(String.valueOf(c)))
        .mapToDouble(CharacterGuess::getProbability)
        .findFirst()
        .orElse(0);
  }
}
