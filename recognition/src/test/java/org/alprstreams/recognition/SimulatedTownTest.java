package org.alprstreams.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.alprstreams.recognition.classical.ClassicalOptions;
import org.alprstreams.recognition.classical.ClassicalPlateReader;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.simulation.FrameFeed;
import org.alprstreams.simulation.HotlistSample;
import org.alprstreams.simulation.OptOutSample;
import org.alprstreams.simulation.SimulatedFrame;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.Traffic;
import org.alprstreams.simulation.TrafficSettings;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.PlateTruth;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

/** The demonstration stands on this: what the simulated cameras send must be readable. */
class SimulatedTownTest {

  private static final long SEED = 11;
  private static final int FRAMES = 30;

  /** Pixels of a plate's width from which on it is expected to be read. */
  private static final double READABLE = 100;

  @Test
  void most_plates_of_a_readable_size_are_read_exactly() {
    // Given
    HotlistSample hotlist = HotlistSample.of(SEED, 20);
    FrameFeed feed =
        new Traffic(
                Town.of(SEED),
                TrafficSettings.demo(SEED),
                hotlist,
                OptOutSample.of(SEED, 20, hotlist),
                Instant.parse("2026-01-01T12:00:00Z"))
            .frames(new SceneRenderer(FrameFormat.standard()));
    int plates = 0;
    int exact = 0;
    // When
    try (PlateReader reader = new ClassicalPlateReader(ClassicalOptions.defaults(1))) {
      for (int i = 0; i < FRAMES; i++) {
        SimulatedFrame frame = feed.next();
        Set<String> read = new HashSet<>();
        for (Look look : reader.read(TestImages.decoded(frame.jpeg()))) {
          read.add(look.text());
        }
        for (PlateTruth truth : frame.plates()) {
          if (truth.plateWidth() >= READABLE) {
            plates++;
            exact += read.contains(truth.plate()) ? 1 : 0;
          }
        }
      }
    }
    // Then
    assertThat(plates).isGreaterThanOrEqualTo(8);
    assertThat(exact / (double) plates)
        .as("%d of %d plates read exactly", exact, plates)
        .isGreaterThanOrEqualTo(0.7);
  }
}
