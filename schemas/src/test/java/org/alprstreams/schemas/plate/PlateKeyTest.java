package org.alprstreams.schemas.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlateKeyTest {

  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  @Provide
  Arbitrary<PlateText> plates() {
    return Arbitraries.strings()
        .withChars(CHARACTERS)
        .ofMinLength(2)
        .ofMaxLength(8)
        .map(PlateText::new);
  }

  @Test
  void foldsEachLookAlikeClassToItsRepresentative() {
    assertThat(PlateKey.of(new PlateText("ODQ0"))).isEqualTo(PlateKey.of(new PlateText("0000")));
    assertThat(PlateKey.of(new PlateText("IL1Z2S5")))
        .extracting(PlateKey::value)
        .isEqualTo("1112255");
    assertThat(PlateKey.of(new PlateText("B8G6AC")))
        .extracting(PlateKey::value)
        .isEqualTo("8866AC");
  }

  @Test
  void refusesTextThatIsNotFolded() {
    assertThatThrownBy(() -> new PlateKey("O123")).hasMessageContaining("PlateKey.of");
  }

  @Property
  void foldingTwiceIsFoldingOnce(@ForAll("plates") PlateText text) {
    PlateKey key = PlateKey.of(text);
    assertThat(PlateKey.of(new PlateText(key.value()))).isEqualTo(key);
    assertThat(key.value()).hasSameSizeAs(text.value());
  }

  @Property
  void textsShareAKeyExactlyWhenEveryPositionLooksAlike(
      @ForAll("plates") PlateText a, @ForAll("plates") PlateText b) {
    boolean alike =
        a.length() == b.length()
            && java.util.stream.IntStream.range(0, a.length())
                .allMatch(i -> LookAlikes.same(a.value().charAt(i), b.value().charAt(i)));
    assertThat(PlateKey.of(a).equals(PlateKey.of(b))).isEqualTo(alike);
  }

  @Property
  void swappingACharacterWithinItsClassKeepsTheKey(@ForAll("plates") PlateText text) {
    for (int i = 0; i < text.length(); i++) {
      for (char other : LookAlikes.classOf(text.value().charAt(i)).toCharArray()) {
        String swapped = text.value().substring(0, i) + other + text.value().substring(i + 1);
        assertThat(PlateKey.of(new PlateText(swapped))).isEqualTo(PlateKey.of(text));
      }
    }
  }

  @Test
  void looksAlikeIsAnEquivalence() {
    // Given every character of a plate
    List<Character> all = CHARACTERS.chars().mapToObj(c -> (char) c).toList();

    // Then alike means: of one class, and each class holds exactly its members
    for (char a : all) {
      assertThat(LookAlikes.same(a, a)).isTrue();
      for (char b : all) {
        assertThat(LookAlikes.same(a, b)).isEqualTo(LookAlikes.same(b, a));
        assertThat(LookAlikes.classOf(a).indexOf(b) >= 0).isEqualTo(LookAlikes.same(a, b));
      }
    }
    assertThatThrownBy(() -> LookAlikes.representative('é')).hasMessageContaining("A-Z or 0-9");
  }
}
