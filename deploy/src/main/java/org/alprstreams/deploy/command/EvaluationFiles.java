package org.alprstreams.deploy.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.service.format.PictureFormat;

/**
 * The files of an evaluation, looked at before hours of reading: they can be read and written, and
 * nothing that a person made is written over.
 *
 * @param directory with the pictures
 * @param labels if any
 * @param outputs to be written, by the option that names them
 */
record EvaluationFiles(Path directory, Optional<Path> labels, Map<String, Path> outputs) {

  /**
   * Whether an output would be written over the labels, a picture or another output.
   *
   * <p>Files that are no regular ones, such as /dev/null, may be named as often as one likes.
   *
   * @return what is wrong and what to do
   */
  Optional<String> clash() throws IOException {
    List<Map.Entry<String, Path>> files = new ArrayList<>();
    labels.ifPresent(file -> files.add(Map.entry("--labels", file)));
    for (Map.Entry<String, Path> output : outputs.entrySet()) {
      for (Map.Entry<String, Path> other : files) {
        if (isSame(output.getValue(), other.getValue())) {
          return Optional.of(
              "%s and %s name the same file, %s, which would be written over; name another"
                  .formatted(other.getKey(), output.getKey(), output.getValue()));
        }
      }
      if (isPicture(output.getValue())) {
        return Optional.of(
            "%s names a picture, %s, which would be written over; name another file"
                .formatted(output.getKey(), output.getValue()));
      }
      files.add(output);
    }
    return Optional.empty();
  }

  /**
   * Checks that all is there.
   *
   * @throws IOException says what is wrong and what to do
   */
  void check() throws IOException {
    checkDirectory();
    if (labels.isPresent()) {
      checkLabels(labels.get());
    }
    for (Map.Entry<String, Path> output : outputs.entrySet()) {
      checkOutput(output.getKey(), output.getValue());
    }
  }

  private void checkDirectory() throws IOException {
    if (Files.notExists(directory)) {
      throw new IOException(
          "There is no folder %s; name the one that holds the pictures".formatted(directory));
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "%s is a file; name the folder that holds the pictures".formatted(directory));
    }
    if (!Files.isReadable(directory)) {
      throw new IOException("The folder %s may not be read by this user".formatted(directory));
    }
  }

  private static void checkLabels(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new IOException(
          "--labels: there is no file %s; a path is taken from where the command runs, not from the folder of pictures"
              .formatted(file));
    }
    if (Files.isDirectory(file)) {
      throw new IOException("--labels: %s is a folder; name the CSV file".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new IOException("--labels: %s may not be read by this user".formatted(file));
    }
  }

  private static void checkOutput(String option, Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new IOException("%s: %s is a folder; name a file in it".formatted(option, file));
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "%s: there is no folder %s; make it, or name a file elsewhere".formatted(option, folder));
    }
    try {
      tryToWrite(file);
    } catch (IOException e) {
      throw new IOException(
          "%s: %s can't be written (%s); name a file elsewhere"
              .formatted(option, file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Permissions do not tell of all that can be in the way. Leaves no file behind. */
  private static void tryToWrite(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return;
    }
    boolean isNew = Files.notExists(file);
    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
    if (isNew) {
      Files.delete(file);
    }
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    if (Files.exists(one) && Files.exists(other)) {
      return Files.isRegularFile(one) && Files.isSameFile(one, other);
    }
    return resolved(one).equals(resolved(other));
  }

  /** A file that need not be there, with the links in the path to it followed. */
  private static Path resolved(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    return folder != null && Files.exists(folder)
        ? folder.toRealPath().resolve(absolute.getFileName())
        : absolute;
  }

  private static boolean isPicture(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(jpe?g|png)")) {
      return true;
    }
    if (!Files.isReadable(file)) {
      return false;
    }
    // Labels may name pictures that are called otherwise.
    try (InputStream in = Files.newInputStream(file)) {
      return PictureFormat.of(in.readNBytes(PictureFormat.START)).isPresent();
    }
  }
}
