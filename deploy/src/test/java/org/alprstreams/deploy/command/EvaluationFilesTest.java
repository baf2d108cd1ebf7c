package org.alprstreams.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationFilesTest {

  @TempDir private Path directory;
  private Path labels;

  @BeforeEach
  void labels() throws IOException {
    labels = Files.writeString(directory.resolve("labels.csv"), "file,plate\na.bin,AB12\n");
  }

  @Test
  void labels_are_not_written_over_by_whatever_path() throws IOException {
    // Given
    Path roundabout =
        directory.resolve("..").resolve(directory.getFileName()).resolve("labels.csv");
    Path link = Files.createSymbolicLink(directory.resolve("link.csv"), labels);
    // When / Then
    assertThat(files(Map.of("--out", labels)).clash())
        .hasValueSatisfying(said -> assertThat(said).contains("--labels and --out", "labels.csv"));
    assertThat(files(Map.of("--report", roundabout)).clash()).isPresent();
    assertThat(files(Map.of("--markdown", link)).clash()).isPresent();
  }

  @Test
  void outputs_differ_whether_they_are_there_or_not() throws IOException {
    // Given
    Path there = Files.createFile(directory.resolve("there"));
    Path missing = directory.resolve("missing");
    // When / Then
    assertThat(files(outputs(there, there)).clash()).isPresent();
    assertThat(files(outputs(missing, directory.resolve("./missing"))).clash()).isPresent();
    assertThat(files(outputs(there, missing)).clash()).isEmpty();
    assertThat(files(outputs(Path.of("/dev/null"), Path.of("/dev/null"))).clash()).isEmpty();
  }

  @Test
  void pictures_are_not_written_over_whatever_they_are_called() throws IOException {
    // Given
    Path named = Files.createFile(directory.resolve("a.JPG"));
    Path unnamed =
        Files.write(directory.resolve("a.bin"), new byte[] {(byte) 0xFF, (byte) 0xD8, -1, 0});
    // When / Then
    assertThat(files(Map.of("--out", named)).clash())
        .hasValueSatisfying(said -> assertThat(said).contains("--out names a picture"));
    assertThat(files(Map.of("--out", unnamed)).clash()).isPresent();
  }

  @Test
  void what_is_to_be_written_may_be_there_and_is_left_as_it_is() throws IOException {
    // Given
    Path old = Files.writeString(directory.resolve("old.csv"), "old");
    Path fresh = directory.resolve("fresh.html");
    // When
    files(outputs(old, fresh)).check();
    // Then
    assertThat(old).hasContent("old");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void says_what_is_wrong_with_the_folder_of_pictures() {
    assertSaid(new EvaluationFiles(Path.of("gone"), Optional.empty(), Map.of()), "no folder gone");
    assertSaid(new EvaluationFiles(labels, Optional.empty(), Map.of()), labels + " is a file");
  }

  @Test
  void says_what_is_wrong_with_the_labels() {
    assertSaid(
        new EvaluationFiles(directory, Optional.of(Path.of("gone.csv")), Map.of()),
        "--labels: there is no file gone.csv");
    assertSaid(
        new EvaluationFiles(directory, Optional.of(directory), Map.of()),
        "--labels: " + directory + " is a folder");
  }

  @Test
  void says_what_is_wrong_with_an_output() {
    assertSaid(
        files(Map.of("--report", directory.resolve("gone/r.html"))),
        "--report: there is no folder " + directory.resolve("gone"));
    assertSaid(files(Map.of("--markdown", directory)), "--markdown: " + directory + " is a folder");
    // A name that no file system takes: permissions would not stop root.
    assertSaid(
        files(Map.of("--out", directory.resolve("x".repeat(300)))),
        "can't be written",
        "elsewhere");
  }

  private static void assertSaid(EvaluationFiles files, String... words) {
    assertThatIOException()
        .isThrownBy(files::check)
        .satisfies(e -> assertThat(e).hasMessageContainingAll(words));
  }

  private EvaluationFiles files(Map<String, Path> outputs) {
    return new EvaluationFiles(directory, Optional.of(labels), outputs);
  }

  private static Map<String, Path> outputs(Path out, Path report) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    outputs.put("--out", out);
    outputs.put("--report", report);
    return outputs;
  }
}
