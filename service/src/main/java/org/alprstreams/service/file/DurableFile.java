package org.alprstreams.service.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kafka.common.utils.Utils;

/**
 * Writes a file such that after a power cut there is the file from before, or none, or the new one,
 * whole, and the new one once the method has returned. A rename alone does not do that: file
 * systems may note the name before the content, and neither before some seconds have passed.
 * Content is in UTF-8.
 */
public final class DurableFile {

  private static final String OWNERS_DIRECTORY = "rwx------";
  private static final String OWNERS_FILE = "rw-------";

  private DurableFile() {}

  /**
   * Writes a file in place of the one of that name if there is one. The directory is made where it
   * is missing.
   *
   * @throws IOException if that is not possible; a file of that name is as it was then, or new
   */
  public static void write(Path file, String content) throws IOException {
    makeDirectory(directoryOf(file));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    fill(fresh, content);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Utils.flushDir(directoryOf(file));
  }

  /**
   * Makes a file that only its owner may read, as may they only the directories that are made for
   * it where they are missing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of that name; it is left as it
   *     is
   * @throws IOException if the file cannot be made
   */
  public static void createSecret(Path file, String content) throws IOException {
    makeDirectory(directoryOf(file), only(OWNERS_DIRECTORY));
    // A name of its own: another process may be at it as well.
    Path fresh =
        Files.createTempFile(
            directoryOf(file), file.getFileName().toString(), ".new", only(OWNERS_FILE));
    try {
      fill(fresh, content);
      Files.move(fresh, file);
    } finally {
      Files.deleteIfExists(fresh);
    }
    Utils.flushDir(directoryOf(file));
  }

  private static Path directoryOf(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static void makeDirectory(Path directory, FileAttribute<?>... attributes)
      throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    makeDirectory(directory.getParent(), attributes);
    // Not createDirectory: another process may be faster.
    Files.createDirectories(directory, attributes);
    Utils.flushDir(directory.getParent());
  }

  private static void fill(Path file, String content) throws IOException {
    try (FileChannel written =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        written.write(bytes);
      }
      written.force(true);
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
