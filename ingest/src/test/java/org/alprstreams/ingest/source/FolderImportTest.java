package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps an import from going on; what goes in is tested on a broker. */
class FolderImportTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final MockProducer<String, Frame> producer = Intakes.producer(true);

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(directory.resolve("pictures"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void missingFolderSaysSoAndFails(boolean watch) {
    // When / Then: a watch too, as a mistyped path would wait for ever
    assertThat(run(newImport(Intakes::camera), directory.resolve("none"), watch))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("There is no folder").contains("none");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fileInsteadOfAFolderSaysSoAndFails(boolean watch) throws Exception {
    // Given
    Path file = Files.write(directory.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));

    // When / Then
    assertThat(run(newImport(Intakes::camera), file, watch)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("a.jpg is no folder").contains("give the folder");
  }

  @Test
  void fileThatCannotBeReadIsNamedAndTheOthersComeIn() throws Exception {
    // Given: a file that goes between the listing and its turn, as rights bind no administrator
    Files.write(folder.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));
    Path gone = Files.write(folder.resolve("b.jpg"), Pictures.jpeg(64, 48, 2));
    Files.write(folder.resolve("c.jpg"), Pictures.jpeg(64, 48, 3));
    FolderImport pictures =
        newImport(
            id -> {
              delete(gone);
              return Intakes.camera(id);
            });

    // When
    ExitCode code = run(pictures, folder, false);

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(pictures.report().refused())
        .containsOnlyKeys(Refusal.UNREADABLE)
        .containsEntry(Refusal.UNREADABLE, List.of("b.jpg"));
    assertThat(pictures.report().accepted()).isEqualTo(2);
    assertThat(text(out)).contains("unreadable (1)").contains("check its rights").contains("b.jpg");
  }

  @Test
  void watchedFileThatCouldNotBeReadIsTriedAgainAndReportedOnce() throws Exception {
    // Given: one that goes while its neighbour comes in, and is there again, the same, with the
    // next
    Files.write(folder.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));
    Path away = Files.write(folder.resolve("b.jpg"), Pictures.jpeg(64, 48, 2));
    Files.write(folder.resolve("c.jpg"), Pictures.jpeg(64, 48, 3));
    FileTime modified = Files.getLastModifiedTime(away);
    FolderImport pictures =
        newImport(
            id -> {
              if (producer.history().isEmpty()) {
                delete(away);
              } else if (!Files.exists(away)) {
                write(away, Pictures.jpeg(64, 48, 2), modified);
              }
              return Intakes.camera(id);
            });

    // When
    CompletableFuture<ExitCode> watch =
        CompletableFuture.supplyAsync(() -> run(pictures, folder, true));

    // Then
    await().atMost(LONG).until(() -> pictures.report().accepted() == 3);
    assertThat(pictures.report().refused())
        .containsExactly(Map.entry(Refusal.UNREADABLE, List.of("b.jpg")));
    pictures.stop();
    assertThat(watch.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({"true, 50001", "false, 110001"})
  void journalOfFilesLongGoneIsShortenedUnlessTheFolderIsEmpty(boolean there, int lines)
      throws Exception {
    // Given: one picture, and 110,000 that have gone
    Path picture = Files.write(folder.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));
    run(newImport(Intakes::camera), folder, false);
    Path journal;
    try (Stream<Path> journals = Files.list(directory.resolve("state").resolve("imports"))) {
      journal = journals.findFirst().orElseThrow();
    }
    String gone =
        IntStream.range(0, 110_000)
            .mapToObj(i -> "done frame" + i + " file" + i + "\n")
            .collect(Collectors.joining());
    Files.writeString(journal, gone, StandardOpenOption.APPEND);
    if (!there) {
      // As a folder looks whose mount is away
      Files.delete(picture);
    }

    // When
    run(newImport(Intakes::camera), folder, false);

    // Then
    try (Stream<String> kept = Files.lines(journal)) {
      assertThat(kept.filter(line -> line.startsWith("done"))).hasSize(lines);
    }
  }

  @Test
  void emptyFolderIsClean() {
    assertThat(run(newImport(Intakes::camera), folder, false)).isEqualTo(ExitCode.CLEAN);
    assertThat(text(out)).contains("accepted 0");
  }

  @Test
  void stateDirectoryThatCannotBeMadeSaysSoAndFails() throws Exception {
    // Given: a file where the directory should be
    Files.createFile(directory.resolve("state"));
    Files.write(folder.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));

    // When / Then: nothing is sent that could not be remembered
    assertThat(run(newImport(Intakes::camera), folder, false)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("journal").contains("Check the directory").contains("state");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void secondImportOfTheSameFolderIsTurnedAway() throws Exception {
    // Given: one that is under way, at its first picture
    Files.write(folder.resolve("a.jpg"), Pictures.jpeg(64, 48, 1));
    FolderImport second = newImport(Intakes::camera);
    ByteArrayOutputStream secondErr = new ByteArrayOutputStream();
    FolderImport first =
        newImport(
            id -> {
              second.run(options(folder, false), print(out), print(secondErr), false);
              return Intakes.camera(id);
            });

    // When / Then
    assertThat(run(first, folder, false)).isEqualTo(ExitCode.CLEAN);
    assertThat(text(secondErr)).contains("is running").contains("wait for it or stop it");
    assertThat(producer.history()).hasSize(1);
  }

  private FolderImport newImport(Function<String, Optional<Camera>> cameras) {
    return new FolderImport(
        Intakes.of(producer, Clock.systemUTC(), new SimpleMeterRegistry(), cameras),
        (frameId, capturedAt) -> false,
        directory.resolve("state"),
        Clock.systemUTC());
  }

  private ExitCode run(FolderImport pictures, Path folder, boolean watch) {
    return pictures.run(options(folder, watch), print(out), print(err), false);
  }

  private static FolderImport.Options options(Path folder, boolean watch) {
    return new FolderImport.Options(folder, "CAM", watch, false, false, Duration.ofMillis(50));
  }

  private static void write(Path file, byte[] bytes, FileTime modified) {
    try {
      // Moved in whole: a look in between would see another file.
      Path made = Files.write(file.resolveSibling(".made"), bytes);
      Files.setLastModifiedTime(made, modified);
      Files.move(made, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
