package org.alprstreams.retention.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ReleaseMarkTest {

  private final ReleaseMark mark = new ReleaseMark(BundleTest.RELEASE);

  @Test
  void markStandsBelowThePictureAndLeavesItAlone() throws IOException {
    // Given
    BufferedImage picture = new BufferedImage(120, 40, BufferedImage.TYPE_INT_RGB);
    picture.createGraphics().fillRect(0, 0, 60, 40);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(picture, "jpeg", jpeg);

    // When
    BufferedImage marked = ImageIO.read(new ByteArrayInputStream(mark.on(jpeg.toByteArray())));

    // Then
    assertThat(marked.getHeight()).isGreaterThan(40);
    assertThat(new Color(marked.getRGB(20, 20)).getRed()).isGreaterThan(200);
    assertThat(new Color(marked.getRGB(100, 20)).getRed()).isLessThan(50);
    assertThat(darkBelow(marked, 40)).isGreaterThan(500);
  }

  @Test
  void whatIsNoImageIsRefused() {
    // When / Then
    assertThatThrownBy(() -> mark.on(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
  }

  private static int darkBelow(BufferedImage image, int top) {
    int dark = 0;
    for (int y = top; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark += new Color(image.getRGB(x, y)).getRed() < 100 ? 1 : 0;
      }
    }
    return dark;
  }
}
