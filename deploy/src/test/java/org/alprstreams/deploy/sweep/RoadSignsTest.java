package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.PlateReaders;
import org.alprstreams.recognition.RecognitionSettings;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.alprstreams.recognition.neural.NeuralPlateReader;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.service.config.Settings;
import org.junit.jupiter.api.Test;

/**
 * A sign that says SPEED or QUIET stands beside each of these streets. Networks that were trained
 * without signs read five of them as plates, and SPEED with a confidence of 1.0.
 */
class RoadSignsTest {

  private static final List<Double> PLATE_WIDTHS = List.of(85.0, 100.0, 120.0);

  private record Street(long seed, int sample) {}

  private static final List<Street> STREETS =
      List.of(
          new Street(1, 3),
          new Street(1, 7),
          new Street(1, 8),
          new Street(3, 11),
          new Street(3, 14));

  @Test
  void are_not_read_as_plates() throws UndecodableFrameException {
    // When
    List<String> plates = new ArrayList<>();
    List<String> read = new ArrayList<>();
    Map<String, String> settings = Map.of("alpr.recognition.engine", NeuralPlateReader.NAME);
    try (PlateReader reader =
        PlateReaders.open(Settings.of(settings).of(RecognitionSettings.class))) {
      for (Street street : STREETS) {
        Scenes scenes = new Scenes(street.seed());
        for (double width : PLATE_WIDTHS) {
          Scenes.Scene scene = scenes.draw(street.sample(), width);
          plates.add(scene.text());
          reader.read(photographed(scenes, scene, street, width)).stream()
              .map(Look::text)
              .forEach(read::add);
        }
      }
    }
    // Then
    assertThat(read).as("looks at plates").hasSameSizeAs(plates);
    assertThat(read).doesNotContain("SPEED", "QUIET");
  }

  private static FrameImage photographed(
      Scenes scenes, Scenes.Scene scene, Street street, double width)
      throws UndecodableFrameException {
    long noise = 7 * street.seed() + street.sample();
    return new FrameDecoder(Long.MAX_VALUE)
        .decode(scenes.jpeg(Camera.photograph(scene, Sweep.WIDTH.conditions(width), noise)));
  }
}
