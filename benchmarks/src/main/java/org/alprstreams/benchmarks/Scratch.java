package org.alprstreams.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories of one run: a broker that is worked through ten times leaves gigabytes. */
public final class Scratch {

  private Scratch() {}

  /** A temporary directory that goes with this process. */
  public static Path directory(String prefix) throws IOException {
    return forThisRun(Files.createTempDirectory(prefix));
  }

  /** Has a directory go with this process, though it be interrupted; returns it. */
  public static Path forThisRun(Path directory) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAtEnd(directory)));
    return directory;
  }

  /** Deletes a directory and all that is in it. */
  public static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Scratch::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteAtEnd(Path directory) {
    try {
      delete(directory);
    } catch (IOException e) {
      // A broker that outlives an interrupted run for a moment may still write.
      System.err.println(directory + " could not be deleted whole; delete it");
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
