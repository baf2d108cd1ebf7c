package org.alprstreams.matching.csv;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A CSV file {@code line,kind,reason} of all that is remarkable about another file's rows. */
public final class RemarkFile implements RowReport.Log {

  private final Path path;
  private final BufferedWriter writer;
  private IOException failure;

  private RemarkFile(Path path, BufferedWriter writer) {
    this.path = path;
    this.writer = writer;
  }

  /**
   * Begins the file, in place of one that is there.
   *
   * @param about the file that is remarked on
   * @throws UnusableFileException if it cannot be written, or is that file itself
   */
  public static RemarkFile create(Path path, Path about) throws UnusableFileException {
    try {
      if (Files.exists(path) && Files.exists(about) && Files.isSameFile(path, about)) {
        throw new UnusableFileException(
            "The report would replace the file that it is about; name another file.");
      }
      BufferedWriter writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
      writer.write("line,kind,reason\n");
      return new RemarkFile(path, writer);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  @Override
  public void remark(long line, String kind, String reason) {
    if (failure == null) {
      try {
        writer.write(line + "," + kind + ",\"" + reason.replace("\"", "\"\"") + "\"\n");
      } catch (IOException e) {
        failure = e; // Told at the end: the rows are worth checking all the same.
      }
    }
  }

  /**
   * Ends the file.
   *
   * @throws UnusableFileException if it could not be written
   */
  public void finish() throws UnusableFileException {
    try {
      writer.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
    if (failure != null) {
      throw unwritable(path, failure);
    }
  }

  private static UnusableFileException unwritable(Path path, IOException e) {
    return new UnusableFileException(
        "The report cannot be written to "
            + path
            + " ("
            + e.getClass().getSimpleName()
            + "); name another file, or leave --errors out.");
  }
}
