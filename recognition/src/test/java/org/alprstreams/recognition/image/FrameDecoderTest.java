package org.alprstreams.recognition.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.UndecodableFrameException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {

  private final FrameDecoder decoder = new FrameDecoder(4_000_000);

  @Test
  void decodes_a_photograph() throws UndecodableFrameException {
    FrameImage image = decoder.decode(TestImages.street("7ABC123", 640, 480));
    assertThat(image.width()).isEqualTo(640);
    assertThat(image.height()).isEqualTo(480);
  }

  @Test
  void refuses_no_bytes() {
    assertThat(refusal(new byte[0]).reason()).isEqualTo(Reason.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIF89a", "%PDF-1.7", "<html>", "x", "\u0000\u0000\u0000"})
  void refuses_what_is_no_photograph(String text) {
    byte[] file = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refusal(file).reason()).isEqualTo(Reason.NOT_AN_IMAGE);
  }

  @Test
  void refuses_a_bomb_before_it_unpacks() {
    // Given 33 bytes that promise 30 gigabytes
    byte[] bomb = TestImages.pngHeader(100_000, 100_000);
    // When
    UndecodableFrameException refusal = refusal(bomb);
    // Then
    assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refusal).hasMessageContaining("100000x100000").hasMessageContaining("4000000");
  }

  @Test
  void refuses_a_speck() {
    assertThat(refusal(TestImages.pngHeader(8, 8)).reason()).isEqualTo(Reason.TOO_SMALL);
  }

  @Test
  void refuses_a_header_without_pixels() {
    assertThat(refusal(TestImages.pngHeader(100, 100)).reason()).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void refuses_a_photograph_cut_off_in_its_header() {
    byte[] file = Arrays.copyOf(TestImages.street("7ABC123", 640, 480), 40);
    assertThat(refusal(file).reason()).isEqualTo(Reason.CORRUPT);
  }

  @Test
  void survives_any_damage() {
    // Given
    byte[] file = TestImages.street("7ABC123", 640, 480);
    for (int at = 2; at < file.length; at += Math.max(1, file.length / 60)) {
      byte[] damaged = file.clone();
      Arrays.fill(damaged, at, Math.min(file.length, at + 20), (byte) (at * 31));
      // When
      Object outcome = outcome(damaged);
      // Then it is an image or a refusal, never another failure
      assertThat(outcome).isInstanceOfAny(FrameImage.class, UndecodableFrameException.class);
    }
  }

  private Object outcome(byte[] file) {
    try {
      return decoder.decode(file);
    } catch (UndecodableFrameException e) {
      return e;
    }
  }

  private UndecodableFrameException refusal(byte[] file) {
    return catchThrowableOfType(UndecodableFrameException.class, () -> decoder.decode(file));
  }
}
