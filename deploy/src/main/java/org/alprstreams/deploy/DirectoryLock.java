package org.alprstreams.deploy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a directory to one process. The operating system lets go of it when the process ends,
 * however it ends, so nothing has to be cleaned up after {@code kill -9}.
 */
public final class DirectoryLock implements AutoCloseable {

  /** Not {@code .lock}, which Kafka takes in its own directory. */
  private static final String FILE = ".alpr-lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, making the directory if it is not there.
   *
   * @return empty if another process, or this one, holds it
   * @throws IOException if the directory or the file in it cannot be written
   */
  public static Optional<DirectoryLock> tryTake(Path directory) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel).isEmpty()) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new DirectoryLock(channel));
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      // This process holds it already.
      return Optional.empty();
    }
  }

  /** Lets go. Idempotent. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
