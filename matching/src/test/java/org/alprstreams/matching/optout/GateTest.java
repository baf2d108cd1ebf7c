package org.alprstreams.matching.optout;

import static org.alprstreams.matching.TestData.KEYS;
import static org.alprstreams.matching.TestData.START;
import static org.alprstreams.matching.TestData.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.matching.TestData;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.LookAlikes;
import org.alprstreams.schemas.plate.PlateText;

class GateTest {

  private static final double THRESHOLD = 0.05;
  private final OptOutGate gate = new OptOutGate(KEYS, new LookAlikeReadings(THRESHOLD));

  @Provide
  static Arbitrary<String> plates() {
    return Arbitraries.strings()
        .withChars("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        .ofMinLength(2)
        .ofMaxLength(8);
  }

  @Property(tries = 300)
  void optedOutPlateNeverPassesHoweverSureItWasRead(
      @ForAll("plates") String plate, @ForAll @DoubleRange(min = 0.1, max = 1) double sure) {
    assertThat(decide(plate, characters(plate, sure), plate)).isEqualTo(GateDecision.OPTED_OUT);
  }

  @Property(tries = 300)
  void doubtfulLookAlikeOfAnOptedOutPlateNeverPasses(
      @ForAll("plates") String plate,
      @ForAll @IntRange(max = 7) int where,
      @ForAll @DoubleRange(min = 0.2, max = 0.94) double sure) {
    // Given a reading with one character taken for its look-alike
    int position = where % plate.length();
    String others = LookAlikes.classOf(plate.charAt(position));
    Assume.that(others.length() > 1);
    char misread = others.charAt((others.indexOf(plate.charAt(position)) + 1) % others.length());
    String read = with(plate, position, misread);

    // Then
    assertThat(decide(read, characters(read, sure), plate)).isEqualTo(GateDecision.OPTED_OUT);
  }

  @Property(tries = 300)
  void confidentReadingOfAnotherPlateAlwaysPasses(
      @ForAll("plates") String plate,
      @ForAll("plates") String read,
      @ForAll @DoubleRange(min = 0.96, max = 1) double sure) {
    Assume.that(!plate.equals(read));
    assertThat(decide(read, characters(read, sure), plate)).isEqualTo(GateDecision.PASS);
  }

  @Property(tries = 300)
  void readingThatDiffersInTwoCharactersAlwaysPasses(
      @ForAll("plates") String plate,
      @ForAll("plates") String read,
      @ForAll @DoubleRange(min = 0.1, max = 1) double sure) {
    Assume.that(differences(plate, read) >= 2);
    assertThat(decide(read, characters(read, sure), plate)).isEqualTo(GateDecision.PASS);
  }

  @Example
  void alternativeThatTheReaderNamedCountsThoughItIsNoLookAlike() {
    // Given
    List<CharacterReading> characters =
        List.of(reading('7', 0.99), reading('K', 0.9, 'X', 0.08, 'Y', 0.02));

    // Then
    assertThat(decide("7K", characters, "7X")).isEqualTo(GateDecision.OPTED_OUT);
    assertThat(decide("7K", characters, "7Y")).isEqualTo(GateDecision.PASS);
    assertThat(decide("7K", characters, "7W")).isEqualTo(GateDecision.PASS);
  }

  @Example
  void otherSecretMakesTheGateFailClosed() {
    // Given
    OptOutGate other = new OptOutGate(TestData.keys(9), new LookAlikeReadings(THRESHOLD));

    // Then
    assertThat(
            other.decide(
                new PlateText("8ABC123"),
                characters("8ABC123", 1),
                ListedOptOuts.of("7XYW456", null),
                START))
        .isEqualTo(GateDecision.NOT_READY);
  }

  @Example
  void distributionsThatDoNotFitTheTextAreRefused() {
    assertThatThrownBy(() -> decide("8ABC", characters("8AB", 1), "8ABC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 distributions")
        .hasMessageNotContaining("8ABC");
  }

  private GateDecision decide(String read, List<CharacterReading> characters, String optedOut) {
    return gate.decide(new PlateText(read), characters, ListedOptOuts.of(optedOut, null), START);
  }

  private static List<CharacterReading> characters(String text, double sure) {
    return text.chars().mapToObj(c -> reading((char) c, sure)).collect(Collectors.toList());
  }

  private static String with(String text, int position, char c) {
    return text.substring(0, position) + c + text.substring(position + 1);
  }

  private static int differences(String a, String b) {
    int differences = Math.abs(a.length() - b.length()) * 2;
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences;
  }
}
