package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.alprstreams.avro.ChainHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainMemoryTest {

  private static final String FORCED = "jdk.FileForce";

  @TempDir private Path directory;

  @Test
  void whatIsRememberedIsOnTheDiskAndSoIsItsName() throws IOException {
    // Given
    Path file = directory.resolve("access-log").resolve("writer");
    ChainHead head = new ChainHead("chain-2", 7L, ByteBuffer.wrap(new byte[32]));

    // When
    List<Path> forced = forcedBy(() -> new ChainMemory(file).save(head));

    // Then the content before it takes its place, then its name and that of its directory
    assertThat(forced)
        .containsExactly(directory, file.resolveSibling("writer.new"), file.getParent());
    assertThat(new ChainMemory(file).load()).contains(head);
  }

  private interface Work {
    void run() throws IOException;
  }

  /** The files and directories that are forced to the disk, as the Java runtime sees it. */
  private List<Path> forcedBy(Work work) throws IOException {
    Path dump = directory.resolve("forced.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(FORCED).withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(dump);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(dump);
    Files.delete(dump);
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(FORCED))
        .map(event -> Path.of(event.getString("path")))
        .filter(path -> path.startsWith(directory))
        .toList();
  }
}
