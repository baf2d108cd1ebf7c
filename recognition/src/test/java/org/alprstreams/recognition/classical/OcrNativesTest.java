package org.alprstreams.recognition.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.classical.OcrNatives.Platform;
import org.alprstreams.recognition.image.Jpegs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcrNativesTest {

  @TempDir private Path cache;

  @Test
  void takes_tesseract_from_its_own_directory_and_nowhere_else() {
    // When
    Path directory = OcrNatives.load();
    // Then
    Path library = NativeLibrary.getInstance(Platform.current().tesseractName()).getFile().toPath();
    assertThat(library).startsWith(directory);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void maps_no_tesseract_or_leptonica_of_the_system() throws IOException {
    // Given
    Path directory = OcrNatives.load();
    new LineReader(directory).close();
    Jpegs.scene(TestImages.decoded(TestImages.street("7ABC123", 800, 600)), 400);
    // When
    List<String> mapped =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("libtesseract") || line.contains("liblept"))
            .toList();
    // Then
    assertThat(mapped).isNotEmpty().allMatch(line -> line.contains(directory.toString()));
  }

  @Test
  void processes_that_start_together_all_find_whole_files() throws Exception {
    // Given
    int starters = 4;
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(starters);
    try {
      List<Future<Path>> directories = new ArrayList<>();
      for (int i = 0; i < starters; i++) {
        directories.add(
            threads.submit(
                () -> {
                  go.await();
                  return OcrNatives.unpack(Platform.current(), cache);
                }));
      }
      // When
      go.countDown();
      // Then
      for (Future<Path> directory : directories) {
        assertThat(directory.get()).isEqualTo(directories.get(0).get());
      }
      assertThat(names(cache)).noneMatch(name -> name.endsWith(".tmp"));
      assertThat(names(cache)).contains("eng.traineddata");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void one_copy_is_kept_in_whatever_order_the_libraries_are_named() {
    // Given
    Platform platform = Platform.current();
    Map<String, String> reversed = new LinkedHashMap<>();
    List<String> resources = new ArrayList<>(platform.libraries().keySet());
    Collections.reverse(resources);
    resources.forEach(resource -> reversed.put(resource, platform.libraries().get(resource)));
    // When
    Path one = OcrNatives.unpack(platform, cache);
    Path other =
        OcrNatives.unpack(
            new Platform(platform.classifier(), platform.tesseractName(), reversed), cache);
    // Then
    assertThat(other).isEqualTo(one);
  }

  @Test
  void mends_a_file_that_was_cut_off() throws IOException {
    // Given
    Path directory = OcrNatives.unpack(Platform.current(), cache);
    Path model = directory.resolve("tessdata").resolve("eng.traineddata");
    long size = Files.size(model);
    Files.write(model, new byte[10]);
    // When
    OcrNatives.unpack(Platform.current(), cache);
    // Then
    assertThat(model).hasSize(size);
  }

  @Test
  void says_what_to_do_when_it_can_not_unpack() throws IOException {
    Path file = Files.createFile(cache.resolve("occupied"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> OcrNatives.unpack(Platform.current(), file))
        .withMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void says_how_to_build_for_a_platform_that_was_left_out() {
    Platform other = new Platform("linux-riscv64", "tesseract", Map.of("nowhere/lib.so", "lib.so"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> OcrNatives.unpack(other, cache))
        .withMessageContaining("-Dnative.platform=linux-riscv64");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,amd64,linux-x86_64",
    "Linux,aarch64,linux-arm64",
    "Mac OS X,aarch64,macosx-arm64",
    "Mac OS X,x86_64,macosx-x86_64",
    "Windows 11,amd64,windows-x86_64"
  })
  void knows_its_platforms(String os, String arch, String classifier) {
    assertThat(Platform.of(os, arch).classifier()).isEqualTo(classifier);
  }

  @ParameterizedTest
  @CsvSource({"Linux,riscv64", "SunOS,sparc", "Windows 11,aarch64"})
  void names_the_platforms_it_has_when_asked_for_another(String os, String arch) {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> Platform.of(os, arch))
        .withMessageContaining(os)
        .withMessageContaining("Supported: Linux and macOS");
  }

  @Test
  void keeps_to_the_users_own_cache() {
    assertThat(OcrNatives.cache(Map.of("XDG_CACHE_HOME", "/var/c"), "/home/u"))
        .isEqualTo(Path.of("/var/c/alpr-streams/natives"));
    assertThat(OcrNatives.cache(Map.of(), "/home/u"))
        .isEqualTo(Path.of("/home/u/.cache/alpr-streams/natives"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
