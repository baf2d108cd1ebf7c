package org.alprstreams.deploy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final String FORCED = "jdk.FileForce";

  @TempDir private Path data;
  @TempDir private Path elsewhere;

  @Test
  void aSecretIsMadeOnceAndIsTheOwnersOnly() throws IOException {
    // Given
    Path directory = data.resolve("secrets");
    String made = new Secrets(directory).get("opt-out");

    // When
    String again = new Secrets(directory).get("opt-out");

    // Then
    assertThat(again).isEqualTo(made).hasSize(64);
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(directory.resolve("opt-out"))).isEqualTo("rw-------");
  }

  @Test
  void aSecretIsOnTheDiskBeforeAnythingIsMadeWithIt() throws IOException {
    // Given
    Path dump = elsewhere.resolve("forced.jfr");
    Secrets secrets = new Secrets(data.resolve("secrets"));

    // When
    try (Recording recording = new Recording()) {
      recording.enable(FORCED).withoutThreshold();
      recording.start();
      secrets.get("opt-out");
      recording.stop();
      recording.dump(dump);
    }

    // Then its directory's name, the secret, and its name
    List<Path> forced =
        RecordingFile.readAllEvents(dump).stream()
            .filter(event -> event.getEventType().getName().equals(FORCED))
            .map(event -> Path.of(event.getString("path")))
            .filter(path -> path.startsWith(data))
            .toList();
    assertThat(forced).hasSize(3).startsWith(data).endsWith(data.resolve("secrets"));
    assertThat(forced.get(1).getFileName().toString()).startsWith("opt-out");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
