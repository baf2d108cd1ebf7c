package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.junit.jupiter.api.Test;

/**
 * The engine around stand-ins for the networks: plates are bright rectangles of 80×40 pixels, and
 * what they say is how bright they are.
 */
class NeuralPlateReaderTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 352;
  private static final int PLATE_WIDTH = 80;
  private static final int PLATE_HEIGHT = 40;

  @Test
  void a_plate_is_found_placed_and_spelled() {
    // When
    List<Look> looks;
    try (PlateReader reader = reader(0, 1, StageTimer.NONE)) {
      looks = reader.read(frame(208, 104, 230));
    }
    // Then
    assertThat(looks).hasSize(1);
    assertThat(looks.get(0).text()).isEqualTo("A23");
    assertThat(looks.get(0).box().overlap(new Box(208, 104, PLATE_WIDTH, PLATE_HEIGHT)))
        .isGreaterThan(0.9);
    // The search gives 0.7, the closer look 0.9
    assertThat(looks.get(0).detection()).isCloseTo(Math.sqrt(0.7 * 0.9), within(1e-6));
    assertThat(looks.get(0).state()).isEqualTo(Look.UNKNOWN_STATE);
  }

  @Test
  void a_crop_is_read_as_it_is() {
    try (PlateReader reader = reader(0, 1, StageTimer.NONE)) {
      // Given a picture that is one plate
      byte[] pixels = new byte[PLATE_WIDTH * PLATE_HEIGHT * FrameImage.CHANNELS];
      Arrays.fill(pixels, (byte) 210);
      // When
      List<Look> looks = reader.readCrop(new FrameImage(PLATE_WIDTH, PLATE_HEIGHT, pixels));
      // Then
      assertThat(looks).extracting(Look::text).containsExactly("A21");
      assertThat(looks.get(0).box()).isEqualTo(new Box(0, 0, PLATE_WIDTH, PLATE_HEIGHT));
    }
  }

  @Test
  void print_on_a_plate_that_cannot_be_read_is_not_taken_for_it() {
    // Given a picture of which a hundredth reads like a plate, and nothing as a whole
    try (PlateReader reader = cropReader(NeuralPlateReaderTest::detect)) {
      // When
      List<Look> looks = reader.readCrop(frame(208, 104, 230));
      // Then
      assertThat(looks).isEmpty();
    }
  }

  @Test
  void a_plate_that_is_cut_out_loosely_is_searched_for() {
    // Given a picture of which a fifth is a plate, and nothing reads as a whole
    float[] more = {-120, -60, 120, -60, 120, 60, -120, 60};
    Network search =
        (input, shape) -> {
          Map<String, float[]> found = detect(input, shape);
          float[] corners = found.get("corners");
          for (int i = 0; i < corners.length; i++) {
            corners[i] += more[i / (corners.length / more.length)];
          }
          return found;
        };
    try (PlateReader reader = cropReader(search)) {
      // When
      List<Look> looks = reader.readCrop(frame(208, 104, 230));
      // Then
      assertThat(looks).extracting(Look::text).containsExactly("A23");
    }
  }

  @Test
  void a_place_that_can_hardly_be_a_plate_is_not_looked_at_closely() {
    // Given a search that finds a place a plate with a probability of 0.15
    AtomicInteger closer = new AtomicInteger();
    Network search =
        (input, shape) -> {
          Map<String, float[]> found = detect(input, shape);
          float[] heat = found.get("heat");
          for (int i = 0; i < heat.length; i++) {
            heat[i] = Math.min(heat[i], 0.15f);
          }
          return found;
        };
    Network closerLook =
        (input, shape) -> {
          closer.incrementAndGet();
          return refine(input, shape);
        };
    Models models = new Models(search, closerLook, NeuralPlateReaderTest::spell, "test");
    // When
    List<Look> looks;
    try (PlateReader reader =
        new NeuralPlateReader(new NeuralOptions(5, 0, 1), StageTimer.NONE, models)) {
      looks = reader.read(frame(208, 104, 230));
    }
    // Then
    assertThat(looks).isEmpty();
    assertThat(closer).hasValue(0);
  }

  @Test
  void an_empty_street_gives_nothing() {
    try (PlateReader reader = reader(0, 1, StageTimer.NONE)) {
      assertThat(reader.read(frame(208, 104, 20))).isEmpty();
    }
  }

  @Test
  void a_reading_with_a_weak_character_is_left_out() {
    try (PlateReader reader = reader(0.95, 1, StageTimer.NONE)) {
      assertThat(reader.read(frame(208, 104, 230))).isEmpty();
    }
  }

  @Test
  void each_stage_tells_its_time() {
    // Given
    List<String> stages = new ArrayList<>();
    // When
    try (PlateReader reader = reader(0, 1, (stage, nanos) -> stages.add(stage))) {
      reader.read(frame(208, 104, 230));
    }
    // Then
    assertThat(stages).containsExactly("detect", "refine", "read");
  }

  @Test
  void threads_do_not_mix_their_frames() throws Exception {
    // Given more threads than workers and a different plate in every frame
    List<Future<String>> read = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    // When
    try (PlateReader reader = reader(0, 2, StageTimer.NONE)) {
      for (int i = 0; i < 60; i++) {
        int brightness = 200 + i % 5 * 10;
        int x = 8 * (5 + i % 40);
        expected.add("A" + brightness / 10);
        read.add(
            threads.submit(
                () -> {
                  Look look = reader.read(frame(x, 104, brightness)).get(0);
                  assertThat(look.box().x()).isCloseTo(x, within(3));
                  return look.text();
                }));
      }
      // Then
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).get()).isEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closing_frees_the_networks() {
    // Given
    AtomicInteger closed = new AtomicInteger();
    Network network =
        new Network() {
          @Override
          public Map<String, float[]> run(FloatBuffer input, long... shape) {
            return Map.of();
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    // When
    new NeuralPlateReader(
            NeuralOptions.defaults(1),
            StageTimer.NONE,
            new Models(network, network, network, "test"))
        .close();
    // Then
    assertThat(closed).hasValue(3);
  }

  /** Spells nothing where the middle is dark. */
  private static PlateReader cropReader(Network search) {
    Network letters =
        (input, shape) -> {
          Map<String, float[]> spelled = spell(input, shape);
          if (input.get(24 * 160 + 80) < 100) {
            float[] steps = spelled.get("probabilities");
            for (int i = 0; i < steps.length; i++) {
              steps[i] = i % Alphabet.CLASSES == 0 ? 1 : 0;
            }
          }
          return spelled;
        };
    return new NeuralPlateReader(
        new NeuralOptions(5, 0, 1),
        StageTimer.NONE,
        new Models(search, NeuralPlateReaderTest::refine, letters, "test"));
  }

  private static PlateReader reader(double minConfidence, int workers, StageTimer timer) {
    return new NeuralPlateReader(
        new NeuralOptions(5, minConfidence, workers),
        timer,
        new Models(
            NeuralPlateReaderTest::detect,
            NeuralPlateReaderTest::refine,
            NeuralPlateReaderTest::spell,
            "test"));
  }

  /** A dark street with one bright rectangle; its size is the detector's own, unscaled. */
  private static FrameImage frame(int x, int y, int brightness) {
    byte[] pixels = new byte[WIDTH * HEIGHT * FrameImage.CHANNELS];
    for (int row = y; row < y + PLATE_HEIGHT; row++) {
      int from = (row * WIDTH + x) * FrameImage.CHANNELS;
      Arrays.fill(pixels, from, from + PLATE_WIDTH * FrameImage.CHANNELS, (byte) brightness);
    }
    return new FrameImage(WIDTH, HEIGHT, pixels);
  }

  private static Map<String, float[]> detect(FloatBuffer input, long... shape) {
    int columns = (int) shape[3] / 8;
    int cells = (int) shape[2] / 8 * columns;
    float[] heat = new float[cells];
    float[] corners = new float[8 * cells];
    for (int row = 0; row < shape[2]; row++) {
      for (int column = 0; column < shape[3]; column++) {
        if (input.get((int) (row * shape[3]) + column) > 100) {
          int cell = (row + PLATE_HEIGHT / 2) / 8 * columns + (column + PLATE_WIDTH / 2) / 8;
          float[] offsets = {-40, -20, 40, -20, 40, 20, -40, 20};
          double centreX = (cell % columns + 0.5) * 8;
          double centreY = (cell / columns + 0.5) * 8;
          for (int i = 0; i < 8; i++) {
            double off =
                i % 2 == 0
                    ? column + PLATE_WIDTH / 2.0 - centreX
                    : row + PLATE_HEIGHT / 2.0 - centreY;
            corners[i * cells + cell] = (float) (offsets[i] + off);
          }
          heat[cell] = 0.7f;
          return Map.of("heat", heat, "corners", corners);
        }
      }
    }
    return Map.of("heat", heat, "corners", corners);
  }

  /** A patch whose middle is bright is a plate that takes 60 % of it. */
  private static Map<String, float[]> refine(FloatBuffer input, long... shape) {
    int count = (int) shape[0];
    float[] plate = new float[count];
    float[] corners = new float[8 * count];
    for (int i = 0; i < count; i++) {
      plate[i] = input.get(i * 64 * 128 + 32 * 128 + 64) > 100 ? 0.9f : 0.1f;
      float[] middle = {25.6f, 12.8f, 102.4f, 12.8f, 102.4f, 51.2f, 25.6f, 51.2f};
      System.arraycopy(middle, 0, corners, 8 * i, 8);
    }
    return Map.of("plate", plate, "corners", corners);
  }

  /** Spells A and the tens of the brightness, each character with 0.9. */
  private static Map<String, float[]> spell(FloatBuffer input, long... shape) {
    int count = (int) shape[0];
    List<float[]> plates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int tens = Math.round(input.get(i * 48 * 160 + 24 * 160 + 80)) / 10;
      float[] steps = new float[40 * Alphabet.CLASSES];
      for (int step = 0; step < 40; step++) {
        steps[step * Alphabet.CLASSES] = 1;
      }
      int[] symbols = {11, 1 + tens / 10, 1 + tens % 10};
      for (int k = 0; k < symbols.length; k++) {
        int at = (10 + 6 * k) * Alphabet.CLASSES;
        steps[at] = 0.1f;
        steps[at + symbols[k]] = 0.9f;
      }
      plates.add(steps);
    }
    float[] all = new float[count * 40 * Alphabet.CLASSES];
    for (int i = 0; i < count; i++) {
      System.arraycopy(plates.get(i), 0, all, i * plates.get(i).length, plates.get(i).length);
    }
    return Collections.singletonMap("probabilities", all);
  }
}
