package org.alprstreams.simulation.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrueTypeOutlinesTest {
  @Test
  void refusesAFileThatIsNoFont() {
    byte[] text = "this is not a font at all".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> TrueTypeOutlines.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Not a TrueType font");
  }

  @Test
  void refusesACharacterThatTheFacesDoNotHold() {
    assertThatThrownBy(() -> GlyphFace.OSWALD.outline("Ä", 10, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+00C4");
  }

  @Test
  void holesStayHoles() {
    // An O is filled at its rim and empty in its middle.
    var letter = GlyphFace.BARLOW_BOLD.outline("O", 100, 0);
    var bounds = letter.getBounds2D();

    assertThat(letter.contains(bounds.getCenterX(), bounds.getCenterY())).isFalse();
    assertThat(letter.contains(bounds.getMinX() + 5, bounds.getCenterY())).isTrue();
  }

  /** System fonts need fontconfig, which a machine with only a JDK may lack. */
  @Test
  void noClassOfOursUsesTheFontsOfTheSystem() throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }

    assertThat(classes).isNotEmpty();
    for (Path file : classes) {
      String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(constants)
          .as(file.toString())
          .doesNotContain("java/awt/Font", "java/awt/font/", "drawString");
    }
  }

  @Test
  void everyFaceComesWithItsLicence() {
    for (String family : List.of("BarlowCondensed", "Oswald", "RobotoCondensed", "Pacifico")) {
      assertThat(GlyphFace.class.getResource("fonts/" + family + "-OFL.txt")).isNotNull();
    }
  }
}
