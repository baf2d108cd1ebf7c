package org.alprstreams.service.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {

  @TempDir private Path directory;

  @Test
  void aSecretIsOnTheDiskAndSoAreItsNameAndThoseOfItsDirectories() throws IOException {
    // Given
    Path file = directory.resolve("data").resolve("secrets").resolve("opt-out");

    // When
    List<Path> forced = ForcedFiles.by(directory, () -> DurableFile.createSecret(file, "secret"));

    // Then the content before it has its name
    assertThat(forced).hasSize(4);
    assertThat(forced.subList(0, 2)).containsExactly(directory, directory.resolve("data"));
    assertThat(forced.get(2).getFileName().toString()).startsWith("opt-out").endsWith(".new");
    assertThat(forced.get(3)).isEqualTo(file.getParent());
    assertThat(file).hasContent("secret");
    assertThat(inDirectory(file.getParent())).containsExactly(file);
  }

  @Test
  void aSecretAndWhatIsMadeForItAreTheOwnersOnly() throws IOException {
    // Given
    Path file = directory.resolve("secrets").resolve("opt-out");

    // When
    DurableFile.createSecret(file, "secret");

    // Then
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
  }

  @Test
  void aSecretThatIsThereIsLeftAsItIs() throws IOException {
    // Given
    Path file = directory.resolve("opt-out");
    DurableFile.createSecret(file, "secret");

    // When / Then
    assertThatThrownBy(() -> DurableFile.createSecret(file, "another"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("secret");
    assertThat(inDirectory(directory)).containsExactly(file);
  }

  @Test
  void aFileTakesThePlaceOfTheOneBefore() throws IOException {
    // Given
    Path file = directory.resolve("access-log").resolve("writer");
    DurableFile.write(file, "a long line from before");

    // When
    DurableFile.write(file, "new");

    // Then
    assertThat(file).hasContent("new");
    assertThat(inDirectory(file.getParent())).containsExactly(file);
  }

  private static List<Path> inDirectory(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
