package org.alprstreams.schemas.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlateTextTest {

  @ParameterizedTest
  @CsvSource({
    "7abc123,7ABC123",
    "' 7 ABC-123 ',7ABC123",
    "O0O,O0O",
    "ab·c,ABC",
    "7ABC.123,7ABC123",
    "7ABC\u2013123,7ABC123",
    "7ABC\u00A0123,7ABC123"
  })
  void cleansWhatPeopleWrite(String written, String expected) {
    assertThat(PlateText.parse(written).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "ABCDEFGHI",
        "--",
        "é",
        "8ABÇ123",
        "MÜ1234",
        "MÃ\u0153123",
        "AB\uFFFD12",
        "straße",
        "7AB?123",
        "7AB*",
        "7NUL\u0000001",
        "7ABC\n123",
        "7ABC\t123",
        "7ABC\u200B123",
        "7ABC\u00AD123",
        "7ABC_123",
        "7ABC/123",
        "7ABC#123",
        "=7ABC123",
        "<b>7ABC"
      })
  void refusesWhatIsNoPlate(String written) {
    assertThat(PlateText.tryParse(written)).isEmpty();
    assertThatThrownBy(() -> PlateText.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 to 8 characters");
  }

  @Test
  void keepsThePlateOutOfMessagesAndStrings() {
    assertThat(PlateText.parse("SECRET1").toString()).doesNotContain("SECRET1");
    assertThat(PlateKey.of(PlateText.parse("SECRET1")).toString()).doesNotContain("5ECRET1");
    assertThatThrownBy(() -> new PlateText("secret1")).hasMessageNotContaining("secret1");
  }

  @Property
  void parsingTwiceIsParsingOnce(@ForAll String written) {
    PlateText.tryParse(written)
        .ifPresent(text -> assertThat(PlateText.parse(text.value())).isEqualTo(text));
  }
}
