package org.alprstreams.recognition.classical;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Look;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicalPlateReaderTest {

  private static ClassicalPlateReader reader;

  @BeforeAll
  static void open() {
    reader = new ClassicalPlateReader(ClassicalOptions.defaults(2));
  }

  @AfterAll
  static void close() {
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7ABC123", "MKR482", "348XTN"})
  void finds_and_reads_a_plate_on_a_street(String plate) {
    // When
    List<Look> looks = reader.read(street(plate));
    // Then
    assertThat(looks).extracting(Look::text).containsExactly(plate);
    Look look = looks.get(0);
    assertThat(look.box().overlap(new Box(426, 360, 358, 178))).isGreaterThan(0.5);
    assertThat(look.confidence()).isBetween(0.2, 1.0);
    assertThat(look.detection()).isBetween(0.5, 1.0);
    assertThat(look.state()).isEqualTo(Look.UNKNOWN_STATE);
    assertThat(look.corners().within(1280, 720)).isEqualTo(look.box());
  }

  @Test
  void reads_a_plate_that_was_cut_out() {
    List<Look> looks = reader.readCrop(TestImages.decoded(TestImages.crop("7ABC123")));
    assertThat(looks).extracting(Look::text).containsExactly("7ABC123");
  }

  @Test
  void sees_nothing_where_nothing_is() {
    assertThat(reader.read(new FrameImage(640, 480, new byte[640 * 480 * 3]))).isEmpty();
    assertThat(reader.read(new FrameImage(16, 16, new byte[16 * 16 * 3]))).isEmpty();
    assertThat(reader.readCrop(new FrameImage(16, 16, new byte[16 * 16 * 3]))).isEmpty();
  }

  @Test
  void leaves_words_alone() {
    assertThat(reader.read(street("PARKING"))).isEmpty();
  }

  @Test
  void more_threads_than_workers_read_at_once_what_one_reads_alone() throws Exception {
    // Given
    List<String> plates = List.of("7ABC123", "MKR482", "348XTN");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      // When
      List<Future<List<Look>>> reads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        FrameImage street = street(plates.get(i % 3));
        reads.add(threads.submit(() -> reader.read(street)));
      }
      // Then
      for (int i = 0; i < 12; i++) {
        assertThat(reads.get(i).get()).extracting(Look::text).containsExactly(plates.get(i % 3));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void keeps_no_native_memory_of_frames_it_has_read() throws IOException {
    // Given a reader that has reached its working size
    FrameImage street = street("7ABC123");
    for (int i = 0; i < 10; i++) {
      reader.read(street);
    }
    long before = residentKilobytes();
    // When: one leaked grey copy of a frame would be 0.9 MB a read
    for (int i = 0; i < 40; i++) {
      reader.read(street);
    }
    // Then
    assertThat(residentKilobytes() - before).isLessThan(25_000);
  }

  private static FrameImage street(String plate) {
    return TestImages.decoded(TestImages.street(plate, 1280, 720));
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
