package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Utils;

/**
 * Replaces a file such that after a power cut there is the file from before or the new one, whole,
 * and the new one once the method has returned. A rename alone does not do that: file systems may
 * note the name before the content, and neither before some seconds have passed.
 */
final class DurableFile {

  private DurableFile() {}

  /**
   * Writes a file, in UTF-8, in place of the one of that name if there is one. The directory is
   * made where it is missing.
   *
   * @throws IOException if that is not possible; a file of that name is as it was then, or new
   */
  static void write(Path file, String content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Utils.flushDir(directory.getParent());
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel written =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        written.write(bytes);
      }
      written.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Utils.flushDir(directory);
  }
}
