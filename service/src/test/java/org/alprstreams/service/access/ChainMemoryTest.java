package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.service.file.ForcedFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainMemoryTest {

  @TempDir private Path directory;

  @Test
  void whatIsRememberedIsOnTheDiskAndSoIsItsName() throws IOException {
    // Given
    Path file = directory.resolve("access-log").resolve("writer");
    ChainHead head = new ChainHead("chain-2", 7L, ByteBuffer.wrap(new byte[32]));

    // When
    List<Path> forced = ForcedFiles.by(directory, () -> new ChainMemory(file).save(head));

    // Then the content before it takes its place, then its name and that of its directory
    assertThat(forced)
        .containsExactly(directory, file.resolveSibling("writer.new"), file.getParent());
    assertThat(new ChainMemory(file).load()).contains(head);
  }
}
