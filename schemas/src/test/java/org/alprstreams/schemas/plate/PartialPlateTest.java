package org.alprstreams.schemas.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alprstreams.schemas.plate.PartialPlate.Substitution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialPlateTest {

  private static final int MOST = PlateText.MAX_LENGTH;

  @Provide
  static Arbitrary<PlateText> plates() {
    return Arbitraries.strings()
        .withChars("AB0O1I8")
        .ofMinLength(2)
        .ofMaxLength(8)
        .map(PlateText::new);
  }

  @Provide
  static Arbitrary<PartialPlate> patterns() {
    return Arbitraries.strings()
        .withChars("AB0O1I8?*")
        .ofMinLength(4)
        .ofMaxLength(9)
        .map(PartialPlate::tryParse)
        .filter(Optional::isPresent)
        .map(Optional::get);
  }

  @ParameterizedTest
  @CsvSource({
    "7AB*12?, 7AB123, true",
    "7AB*12?, 7ABX124, true",
    "7AB*12?, 7ABXY124, true",
    "7AB*12?, 7AB12, false",
    "7AB*12?, 7AC124, false",
    "7AB*, 7AB, true",
    "*123, 8ABC123, true",
    "*123, 8ABC1234, false",
    "8?BC123, 8ABC123, true",
    "8?BC123, 8BC123, false"
  })
  void questionMarkIsOneCharacterAndAsteriskAnyNumber(String pattern, String plate, boolean fits) {
    assertThat(new PartialPlate(pattern).match(new PlateText(plate), 0).isPresent())
        .isEqualTo(fits);
  }

  @Test
  void lookAlikesAreSaidWithTheirPositions() {
    // When
    Optional<List<Substitution>> found =
        new PartialPlate("7AB*1O?").match(new PlateText("7A8XI03"), 3);

    // Then
    assertThat(found)
        .contains(
            List.of(
                new Substitution(2, '8', 'B'),
                new Substitution(4, 'I', '1'),
                new Substitution(5, '0', 'O')));
    assertThat(new PartialPlate("7AB*1O?").match(new PlateText("7A8XI03"), 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8ABC123", "", "?*", "AB*", "ABC**", "ABCDEFGH?", "ABC-*", "abc*"})
  void whatIsNoPartialPlateIsRefusedWithoutBeingQuoted(String value) {
    assertThatThrownBy(() -> new PartialPlate(value))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(value.isEmpty() || !e.getMessage().contains(value)).isTrue());
  }

  @Test
  void writtenFormsAreCleaned() {
    assertThat(PartialPlate.tryParse(" 7ab-**12? ")).contains(new PartialPlate("7AB*12?"));
    assertThat(PartialPlate.tryParse("8ABC123")).isEmpty();
    assertThat(PartialPlate.tryParse("8ABÇ*12")).isEmpty();
  }

  @Property(tries = 2000)
  void agreesWithARegularExpressionWhereNothingLooksAlike(
      @ForAll("patterns") PartialPlate pattern, @ForAll("plates") PlateText plate) {
    // Given
    String expression =
        pattern
            .value()
            .chars()
            .mapToObj(c -> c == '?' ? "." : c == '*' ? ".*" : String.valueOf((char) c))
            .collect(Collectors.joining());

    // Then
    assertThat(pattern.match(plate, 0).isPresent()).isEqualTo(plate.value().matches(expression));
  }

  @Property(tries = 2000)
  void substitutionsAreThoseThatMakeItFitAndNeverMoreThanAllowed(
      @ForAll("patterns") PartialPlate pattern, @ForAll("plates") PlateText plate) {
    // When
    Optional<List<Substitution>> found = pattern.match(plate, MOST);

    // Then
    found.ifPresent(
        substitutions -> {
          StringBuilder listed = new StringBuilder(plate.value());
          substitutions.forEach(
              s -> {
                assertThat(LookAlikes.same(s.read(), s.listed())).isTrue();
                assertThat(plate.value().charAt(s.position())).isEqualTo(s.read());
                listed.setCharAt(s.position(), s.listed());
              });
          assertThat(pattern.match(new PlateText(listed.toString()), 0)).contains(List.of());
          if (!substitutions.isEmpty()) {
            assertThat(pattern.match(plate, substitutions.size() - 1)).isEmpty();
          }
        });
  }

  @Property(tries = 2000)
  void keysAreThoseOfThePlatesThatFitOrLookAsIfTheyDid(
      @ForAll("patterns") PartialPlate pattern, @ForAll("plates") PlateText plate) {
    // When
    String key = PlateKey.of(plate).value();
    boolean matches = pattern.keys().matcher(key).matches();

    // Then
    assertThat(matches).isEqualTo(pattern.match(plate, MOST).isPresent());
    assertThat(matches && !key.startsWith(pattern.keyPrefix())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"7AB*12?, 7A8", "O?ABC, 0", "*123, ''"})
  void keysBeginWithWhatIsKnownBeforeTheFirstWildcard(String pattern, String prefix) {
    assertThat(new PartialPlate(pattern).keyPrefix()).isEqualTo(prefix);
  }
}
