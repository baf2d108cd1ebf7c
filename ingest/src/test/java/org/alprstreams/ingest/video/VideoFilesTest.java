package org.alprstreams.ingest.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.service.format.PictureFormat;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without ffmpeg, as on a machine that has nothing but Java. */
class VideoFilesTest {

  private final VideoFiles videos = new VideoFiles(Optional.empty());

  @TempDir Path directory;

  @Test
  void motionJpegAviOpensAndIsSampled() throws Exception {
    // Given: three seconds at ten pictures a second
    Path avi = Videos.avi(directory.resolve("camera.avi"), 30);

    // When
    List<Picture> pictures = read(avi, 2);

    // Then
    assertThat(pictures.stream().map(Picture::position))
        .containsExactly(
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofMillis(1000),
            Duration.ofMillis(1500),
            Duration.ofMillis(2000),
            Duration.ofMillis(2500));
    assertThat(new ImageInspector(ImageLimits.DEFAULT).inspect(pictures.get(0).jpeg()))
        .isEqualTo(new Inspection.Sound(PictureFormat.JPEG, 320, 240));
  }

  @Test
  void mp4WithH264Opens() throws Exception {
    // Given: a name that says nothing
    Path mp4 = directory.resolve("camera.bin");
    AWTSequenceEncoder encoder = AWTSequenceEncoder.createSequenceEncoder(mp4.toFile(), 5);
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 10; i++) {
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(new Color(20 * i, 100, 50));
      graphics.fillRect(0, 0, 320, 240);
      graphics.dispose();
      encoder.encodeImage(image);
    }
    encoder.finish();

    // When
    List<Picture> pictures = read(mp4, 5);

    // Then
    assertThat(pictures).hasSize(10);
    assertThat(new ImageInspector(ImageLimits.DEFAULT).inspect(pictures.get(9).jpeg()))
        .isEqualTo(new Inspection.Sound(PictureFormat.JPEG, 320, 240));
  }

  @Test
  void whatDoesNotOpenSaysWhatToDo() throws IOException {
    // Given
    Path other =
        Files.write(
            directory.resolve("camera.mkv"),
            new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 0, 0, 0, 0, 0, 0, 0, 0});
    Path empty = Files.createFile(directory.resolve("empty.mp4"));
    Path broken =
        Files.write(
            directory.resolve("broken.mp4"),
            "0000ftypisom0000".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    // When / Then
    assertThatThrownBy(() -> videos.open(other, 5))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("camera.mkv")
        .hasMessageContaining("install ffmpeg");
    assertThatThrownBy(() -> videos.open(empty, 5)).hasMessageContaining("empty or truncated");
    assertThatThrownBy(() -> videos.open(directory, 5)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> videos.open(directory.resolve("none"), 5))
        .hasMessageContaining("no file");
    assertThatThrownBy(() -> videos.open(broken, 5)).isInstanceOf(VideoException.class);
  }

  private List<Picture> read(Path video, double framesPerSecond) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    try (PictureStream stream = videos.open(video, framesPerSecond)) {
      for (Optional<Picture> next = stream.next(); next.isPresent(); next = stream.next()) {
        pictures.add(next.get());
      }
    }
    return pictures;
  }
}
