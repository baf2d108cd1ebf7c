package org.alprstreams.matching.optout;

import static org.alprstreams.matching.TestData.KEYS;
import static org.alprstreams.matching.TestData.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.matching.TestData;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.LookAlikes;
import org.alprstreams.schemas.plate.PlateText;

/** The gate's rule for every reading there can be: any plate, any distribution, any threshold. */
class GatePropertiesTest {

  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Property
  void readTextItselfIsAlwaysSuppressed(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 1) double threshold) {
    // Given
    Reading reading = Reading.any(random);

    // Then
    assertThat(decide(reading, reading.text(), null, START, threshold))
        .isEqualTo(GateDecision.OPTED_OUT);
  }

  @Property
  void oneCharacterThatTheReaderHeldPossibleIsSuppressedAndOneItDidNotIsNot(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.5) double threshold,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.5) double possible) {
    // Given the opted-out character named with this probability, all others left out
    Reading reading = Reading.any(random);
    int position = random.nextInt(reading.text().length());
    char other = otherThan(reading.text().charAt(position), random);
    Reading doubtful =
        reading.with(
            position, guess(reading.text().charAt(position), 1 - possible), guess(other, possible));

    // When
    GateDecision decision =
        decide(doubtful, replaced(reading.text(), position, other), null, START, threshold);

    // Then
    assertThat(decision)
        .isEqualTo((float) possible >= threshold ? GateDecision.OPTED_OUT : GateDecision.PASS);
  }

  @Property
  void lookAlikeThatWasNotNamedIsSuppressedByWhatTheReaderLeftOver(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.5) double threshold,
      @ForAll @Scale(4) @DoubleRange(min = 0.4, max = 1) double sure) {
    // Given a reader that names one character only, and says how sure it is
    String text = Reading.any(random).text() + "8"; // One at least has a look-alike.
    text = text.substring(text.length() - Math.min(8, text.length()));
    Reading reading = Reading.sure(text, sure);
    int position = text.length() - 1;
    String optedOut = replaced(text, position, 'B');

    // Then
    assertThat(decide(reading, optedOut, null, START, threshold))
        .isEqualTo(
            1 - (double) (float) sure >= threshold ? GateDecision.OPTED_OUT : GateDecision.PASS);
    // And a character that looks otherwise is not meant by it
    assertThat(decide(reading, replaced(text, position, 'X'), null, START, threshold))
        .isEqualTo(GateDecision.PASS);
  }

  @Property
  void twoDifferingCharactersNeverSuppressHoweverDoubtful(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 1) double threshold) {
    // Given
    Reading reading = Reading.any(random);
    int first = random.nextInt(reading.text().length());
    int second =
        (first + 1 + random.nextInt(reading.text().length() - 1)) % reading.text().length();
    String optedOut =
        replaced(
            replaced(reading.text(), first, alike(reading.text().charAt(first), random)),
            second,
            alike(reading.text().charAt(second), random));

    // Then
    assertThat(decide(reading, optedOut, null, START, threshold)).isEqualTo(GateDecision.PASS);
  }

  @Property
  void plateOfAnotherLengthIsNeverSuppressed(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 1) double threshold) {
    // Given
    Reading reading = Reading.any(random);
    String shorter = reading.text().substring(1);

    // Then
    if (shorter.length() >= PlateText.MIN_LENGTH) {
      assertThat(decide(reading, shorter, null, START, threshold)).isEqualTo(GateDecision.PASS);
    }
  }

  @Property
  void confidentReadingIsSuppressedByItsOwnTextOnly(
      @ForAll Random random,
      @ForAll @Scale(4) @DoubleRange(min = 0.01, max = 0.5) double threshold,
      @ForAll @Scale(4) @DoubleRange(min = 0.001, max = 0.999) double doubt) {
    // Given
    Reading reading = Reading.sure(Reading.any(random).text(), 1 - threshold * doubt);
    int position = random.nextInt(reading.text().length());
    String optedOut =
        replaced(reading.text(), position, alike(reading.text().charAt(position), random));

    // Then
    assertThat(decide(reading, optedOut, null, START, threshold)).isEqualTo(GateDecision.PASS);
    assertThat(decide(reading, reading.text(), null, START, threshold))
        .isEqualTo(GateDecision.OPTED_OUT);
  }

  @Property
  void optOutHoldsUntilTheInstantItExpiresAndNoLonger(
      @ForAll Random random, @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long millis) {
    // Given
    Reading reading = Reading.any(random);
    Instant expiry = START.plusMillis(millis);

    // Then
    assertThat(decide(reading, reading.text(), expiry, START, 0.05))
        .isEqualTo(millis > 0 ? GateDecision.OPTED_OUT : GateDecision.PASS);
  }

  @Property
  void listOfAnotherSecretLetsNothingPass(
      @ForAll Random random, @ForAll @IntRange(min = 8, max = 100) int otherSecret) {
    // Given
    Reading reading = Reading.any(random);
    OptOutGate gate = new OptOutGate(TestData.keys(otherSecret), new LookAlikeReadings(0.05));

    // Then
    assertThat(
            gate.decide(
                new PlateText(reading.text()),
                reading.characters(),
                ListedOptOuts.of(Reading.any(random).text(), null),
                START))
        .isEqualTo(GateDecision.NOT_READY);
  }

  private static GateDecision decide(
      Reading reading, String optedOut, Instant expiry, Instant now, double threshold) {
    return new OptOutGate(KEYS, new LookAlikeReadings(threshold))
        .decide(
            new PlateText(reading.text()),
            reading.characters(),
            ListedOptOuts.of(optedOut, expiry),
            now);
  }

  private static CharacterGuess guess(char c, double probability) {
    return new CharacterGuess(String.valueOf(c), (float) probability);
  }

  private static String replaced(String text, int position, char c) {
    return text.substring(0, position) + c + text.substring(position + 1);
  }

  private static char otherThan(char c, Random random) {
    char other;
    do {
      other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    } while (other == c);
    return other;
  }

  /** A look-alike where there is one: what is most easily suppressed. */
  private static char alike(char c, Random random) {
    String others = LookAlikes.classOf(c).replace(String.valueOf(c), "");
    return others.isEmpty() ? otherThan(c, random) : others.charAt(random.nextInt(others.length()));
  }

  /**
   * What a reader may say: a text, and for each character some guesses that sum up to 1 at most.
   */
  private record Reading(String text, List<CharacterReading> characters) {

    static Reading any(Random random) {
      StringBuilder text = new StringBuilder();
      List<CharacterReading> characters = new ArrayList<>();
      int length = PlateText.MIN_LENGTH + random.nextInt(PlateText.MAX_LENGTH - 1);
      for (int i = 0; i < length; i++) {
        char best = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
        text.append(best);
        double left = random.nextDouble();
        List<CharacterGuess> guesses = new ArrayList<>(List.of(guess(best, 1 - left)));
        for (int more = random.nextInt(4); more > 0; more--) {
          double share = left * random.nextDouble();
          guesses.add(guess(otherThan(best, random), share));
          left -= share;
        }
        characters.add(new CharacterReading(guesses));
      }
      return new Reading(text.toString(), characters);
    }

    static Reading sure(String text, double sure) {
      return new Reading(
          text,
          text.chars()
              .mapToObj(c -> new CharacterReading(List.of(guess((char) c, sure))))
              .toList());
    }

    Reading with(int position, CharacterGuess... guesses) {
      List<CharacterReading> changed = new ArrayList<>(characters);
      changed.set(position, new CharacterReading(List.of(guesses)));
      return new Reading(text, changed);
    }
  }
}
