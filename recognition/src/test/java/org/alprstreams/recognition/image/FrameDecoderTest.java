package org.alprstreams.recognition.image;

import static org.alprstreams.recognition.image.Colours.BLUE;
import static org.alprstreams.recognition.image.Colours.GREY;
import static org.alprstreams.recognition.image.Colours.RED;
import static org.alprstreams.recognition.image.Colours.assertNear;
import static org.alprstreams.recognition.image.Colours.pixel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.UndecodableFrameException.Reason;
import org.alprstreams.recognition.reader.Box;
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

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void brightness_is_that_of_the_colours(String format) throws UndecodableFrameException {
    // Given a red and a blue half, of odd size
    byte[] file = TestImages.halves(641, 481, RED, BLUE, format);
    // When
    FrameImage image = decoder.decode(file);
    // Then 0.299 × red, 0.114 × blue
    assertThat(image.grey()).hasSize(641 * 481);
    assertThat(image.grey()[240 * 641 + 100] & 0xFF).isCloseTo(60, within(3));
    assertThat(image.grey()[240 * 641 + 540] & 0xFF).isCloseTo(23, within(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {".jpg", ".png"})
  void colours_of_the_whole_and_of_a_part_are_those_of_the_file(String format)
      throws UndecodableFrameException {
    // Given
    FrameImage image = decoder.decode(TestImages.halves(641, 481, RED, BLUE, format));
    // When the part begins and ends at odd places, and holds the edge between the halves
    byte[] whole = image.bgr();
    byte[] part = image.bgr(new Box(301, 201, 39, 7));
    // Then
    assertThat(whole).hasSize(641 * 481 * 3);
    assertNear(pixel(whole, 240 * 641 + 640), BLUE);
    assertThat(part).hasSize(39 * 7 * 3);
    assertNear(pixel(part, 0), RED);
    assertNear(pixel(part, 39 * 7 - 1), BLUE);
    for (int i = 0; i < 39; i++) {
      assertThat(pixel(part, i)).isEqualTo(pixel(whole, 201 * 641 + 301 + i));
    }
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

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 95})
  void what_a_truncated_photograph_lacks_is_grey_and_never_another_frames(int percent)
      throws UndecodableFrameException {
    // Given
    byte[] whole = TestImages.street("7ABC123", 640, 480);
    byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
    FrameImage first = decoder.decode(cut);
    byte[] colours = first.bgr();
    // When other frames of that size were decoded in between
    leaveBehind(decoder.decode(TestImages.halves(640, 480, RED, BLUE, ".jpg")));
    leaveBehind(decoder.decode(TestImages.halves(640, 480, BLUE, RED, ".jpg")));
    FrameImage second = decoder.decode(cut);
    // Then it is grey, both times
    assertThat(second.grey()).isEqualTo(first.grey());
    assertThat(second.bgr()).isEqualTo(colours);
    assertThat(second.grey()[second.grey().length - 1] & 0xFF).isEqualTo(128);
    assertNear(pixel(colours, 640 * 480 - 1), GREY);
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

  private static void leaveBehind(FrameImage image) {
    assertThat(image.bgr()).isNotEmpty();
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
