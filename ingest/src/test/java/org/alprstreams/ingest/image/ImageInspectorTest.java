package org.alprstreams.ingest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alprstreams.ingest.image.Inspection.Refused;
import org.alprstreams.ingest.image.Inspection.Sound;
import org.alprstreams.service.format.PictureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageInspectorTest {

  private final ImageInspector inspector = new ImageInspector(ImageLimits.DEFAULT);

  @Test
  void soundPicturesAreKnownByTheirBytes() {
    // When / Then
    assertThat(inspector.inspect(Pictures.jpeg(320, 200, 1)))
        .isEqualTo(new Sound(PictureFormat.JPEG, 320, 200));
    assertThat(inspector.inspect(Pictures.png(31, 17, 1)))
        .isEqualTo(new Sound(PictureFormat.PNG, 31, 17));
  }

  @Test
  void bytesAfterTheEndOfAJpegDoNoHarm() {
    // Given
    byte[] jpeg = Pictures.jpeg(16, 16, 1);

    // When
    Inspection inspection = inspector.inspect(Arrays.copyOf(jpeg, jpeg.length + 7));

    // Then
    assertThat(inspection).isEqualTo(new Sound(PictureFormat.JPEG, 16, 16));
  }

  static Stream<Arguments> broken() {
    byte[] jpeg = Pictures.jpeg(64, 64, 3);
    byte[] png = Pictures.png(64, 64, 3);
    byte[] lossless = jpeg.clone();
    lossless[Pictures.startOfFrame(jpeg) + 1] = (byte) 0xC3;
    byte[] damaged = png.clone();
    damaged[png.length / 2] ^= 1;
    byte[] noMarker = jpeg.clone();
    noMarker[Pictures.startOfFrame(jpeg)] = 0;
    return Stream.of(
        Arguments.of("empty", new byte[0], Refusal.EMPTY),
        Arguments.of(
            "text", "not a picture".getBytes(StandardCharsets.UTF_8), Refusal.NOT_AN_IMAGE),
        Arguments.of("gif", "GIF89a".getBytes(StandardCharsets.US_ASCII), Refusal.NOT_AN_IMAGE),
        Arguments.of("one byte", new byte[] {(byte) 0xFF}, Refusal.NOT_AN_IMAGE),
        Arguments.of("10 MB", new byte[10_000_000], Refusal.TOO_MANY_BYTES),
        Arguments.of("half a JPEG", Arrays.copyOf(jpeg, jpeg.length / 2), Refusal.TRUNCATED),
        Arguments.of("JPEG less 1", Arrays.copyOf(jpeg, jpeg.length - 1), Refusal.TRUNCATED),
        Arguments.of("half a PNG", Arrays.copyOf(png, png.length / 2), Refusal.TRUNCATED),
        Arguments.of("PNG less 1", Arrays.copyOf(png, png.length - 1), Refusal.TRUNCATED),
        Arguments.of("PNG with a flipped bit", damaged, Refusal.CORRUPT),
        Arguments.of("JPEG without a marker", noMarker, Refusal.CORRUPT),
        Arguments.of("JPEG of no pixels", Pictures.jpegClaiming(0, 0), Refusal.CORRUPT),
        Arguments.of("lossless JPEG", lossless, Refusal.UNSUPPORTED),
        Arguments.of("JPEG bomb", Pictures.jpegClaiming(60_000, 60_000), Refusal.TOO_MANY_PIXELS),
        Arguments.of("PNG bomb", Pictures.pngClaiming(60_000, 60_000, 8), Refusal.TOO_MANY_PIXELS),
        Arguments.of("deep PNG", Pictures.pngClaiming(6_000, 6_000, 16), Refusal.TOO_MANY_PIXELS),
        Arguments.of("negative PNG", Pictures.pngClaiming(-1, 10, 8), Refusal.CORRUPT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void whatIsBrokenIsRefusedWithItsReason(String what, byte[] bytes, Refusal reason) {
    // When
    Inspection inspection = inspector.inspect(bytes);

    // Then
    assertThat(inspection).isInstanceOf(Refused.class);
    assertThat(((Refused) inspection).reason()).isEqualTo(reason);
    assertThat(((Refused) inspection).message()).isNotBlank();
  }

  @Property(tries = 300)
  void everyCutOfAPictureIsRefused(@ForAll @IntRange(max = 100_000) int cut) {
    // Given
    byte[] jpeg = Pictures.jpeg(40, 30, 5);
    byte[] png = Pictures.png(40, 30, 5);

    // When / Then: whatever is missing, it is noticed
    assertThat(inspector.inspect(Arrays.copyOf(jpeg, cut % jpeg.length)))
        .isInstanceOf(Refused.class);
    assertThat(inspector.inspect(Arrays.copyOf(png, cut % png.length))).isInstanceOf(Refused.class);
  }

  @Property(tries = 500)
  void noBytesMakeItFail(@ForAll byte[] noise, @ForAll @IntRange(max = 100_000) int at) {
    // Given: noise alone, and a JPEG with noise in it
    byte[] jpeg = Pictures.jpeg(40, 30, 5);
    int start = at % jpeg.length;
    System.arraycopy(noise, 0, jpeg, start, Math.min(noise.length, jpeg.length - start));

    // When / Then: an answer, never an exception
    assertThat(inspector.inspect(noise)).isNotNull();
    assertThat(inspector.inspect(jpeg)).isNotNull();
  }
}
