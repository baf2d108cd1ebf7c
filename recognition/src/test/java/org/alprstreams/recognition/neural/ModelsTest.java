package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.alprstreams.simulation.FrameFeed;
import org.alprstreams.simulation.HotlistSample;
import org.alprstreams.simulation.OptOutSample;
import org.alprstreams.simulation.SimulatedFrame;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.Traffic;
import org.alprstreams.simulation.TrafficSettings;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.PixelBox;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.junit.jupiter.api.Test;

/** The networks of this build. */
class ModelsTest {

  private static final long SEED = 3;

  @Test
  void a_plate_of_the_simulated_town_is_found_and_read() {
    // Given the first frame that shows one plate of a readable size
    SimulatedFrame frame = frame();
    // When
    List<Look> looks;
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      looks = reader.read(TestImages.decoded(frame.jpeg()));
    }
    // Then
    assertThat(looks).extracting(Look::text).containsExactly(frame.plates().get(0).plate());
    assertThat(looks.get(0).confidence()).isBetween(0.2, 1.0);
  }

  @Test
  void a_plate_cut_out_is_read() {
    // When
    List<Look> looks;
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      looks = reader.readCrop(TestImages.decoded(TestImages.crop("7ABC123")));
    }
    // Then
    assertThat(looks).extracting(Look::text).containsExactly("7ABC123");
    assertThat(looks.get(0).confidence()).isBetween(0.2, 1.0);
  }

  @Test
  void a_cut_out_with_much_around_its_plate_is_searched() {
    // Given
    SimulatedFrame frame = frame();
    // When
    List<Look> looks;
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      looks = reader.readCrop(cutLoosely(frame));
    }
    // Then
    assertThat(looks).extracting(Look::text).containsExactly(frame.plates().get(0).plate());
  }

  @Test
  void a_dark_frame_of_any_size_holds_no_plate() {
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      for (int[] size : new int[][] {{16, 16}, {3000, 20}, {20, 3000}, {333, 777}}) {
        assertThat(reader.read(new FrameImage(size[0], size[1], new byte[size[0] * size[1] * 3])))
            .isEmpty();
      }
    }
  }

  /** The frame's plate with 60 % of its size around it on each side. */
  private static FrameImage cutLoosely(SimulatedFrame frame) {
    FrameImage whole = TestImages.decoded(frame.jpeg());
    PixelBox plate = frame.plates().get(0).box();
    int left = (int) Math.max(0, plate.x() - 0.6 * plate.width());
    int top = (int) Math.max(0, plate.y() - 0.6 * plate.height());
    int width = (int) Math.min(whole.width() - left, 2.2 * plate.width());
    int height = (int) Math.min(whole.height() - top, 2.2 * plate.height());
    return new FrameImage(width, height, whole.bgr(new Box(left, top, width, height)));
  }

  private static SimulatedFrame frame() {
    HotlistSample hotlist = HotlistSample.of(SEED, 20);
    FrameFeed feed =
        new Traffic(
                Town.of(SEED),
                TrafficSettings.demo(SEED),
                hotlist,
                OptOutSample.of(SEED, 20, hotlist),
                Instant.parse("2026-01-01T12:00:00Z"))
            .frames(new SceneRenderer(FrameFormat.standard()));
    while (true) {
      SimulatedFrame frame = feed.next();
      if (frame.plates().size() == 1 && frame.plates().get(0).plateWidth() >= 100) {
        return frame;
      }
    }
  }
}
