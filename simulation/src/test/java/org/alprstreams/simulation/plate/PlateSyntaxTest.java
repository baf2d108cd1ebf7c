package org.alprstreams.simulation.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PlateSyntaxTest {
  @Provide
  Arbitrary<PlateStyle> styles() {
    return Arbitraries.of(PlateStyles.all());
  }

  @Property
  void drawsOnlyTextsOfItsOwnSyntax(@ForAll("styles") PlateStyle style, @ForAll long seed) {
    Plate plate = style.draw(new SplittableRandom(seed));

    assertThat(style.syntax().matches(plate.text())).isTrue();
    assertThat(plate.text()).matches("[A-Z0-9]{2,8}");
  }

  @Property
  void spacingChangesNothingButSpaces(@ForAll("styles") PlateStyle style, @ForAll long seed) {
    String text = style.syntax().draw(new SplittableRandom(seed));

    assertThat(style.syntax().spaced(text).replace(" ", "")).isEqualTo(text);
  }

  @Property
  void fixedPlacesFollowTheStatesPattern(@ForAll long seed) {
    Map<String, String> patterns =
        Map.of(
            "california-passenger", "[0-9][A-Z]{3}[0-9]{3}",
            "california-commercial", "[0-9]{5}[A-Z][0-9]",
            "california-commercial-older", "[0-9][A-Z][0-9]{5}",
            "california-personalised", "[A-Z0-9]{2,7}",
            "texas", "[A-Z]{3}[0-9]{4}");

    patterns.forEach(
        (style, pattern) ->
            assertThat(PlateStyles.named(style).draw(new SplittableRandom(seed)).text())
                .matches(pattern));
  }

  @Test
  void refusesAPatternOfOtherSigns() {
    assertThatThrownBy(() -> PlateSyntax.of("9XX"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9XX");
  }

  @Test
  void holdsTheStylesOfAtLeastTenStates() {
    assertThat(PlateStyles.all().stream().map(PlateStyle::state).distinct())
        .hasSizeGreaterThanOrEqualTo(10)
        .contains("CA", "NV", "AZ", "OR", "WA", "TX", "NY", "FL", "CO", "UT");
    assertThat(PlateStyles.all().stream().map(PlateStyle::name)).doesNotHaveDuplicates();
  }
}
