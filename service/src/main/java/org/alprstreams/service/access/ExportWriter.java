package org.alprstreams.service.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.ExportLines.Header;

/**
 * Brings records and checkpoints, in whatever order they come, into the order of an export: by
 * chain, and there each checkpoint right behind the last record that it covers. They are sorted on
 * the disk beside the file to be.
 */
public final class ExportWriter implements AutoCloseable {

  private static final int CHECKPOINT = 0;
  private static final int RECORD = 1;

  private final Path file;
  private final DiskSort sort;
  private long checkpoints;
  private long records;

  /**
   * @param file what is to be written; there must be none yet
   * @throws FileAlreadyExistsException if there is such a file
   * @throws IOException if nothing can be written there
   */
  public ExportWriter(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    this.file = file;
    this.sort = new DiskSort(file.toAbsolutePath().getParent());
  }

  /**
   * How much was written.
   *
   * @param checkpoints how many
   * @param records how many
   */
  public record Written(long checkpoints, long records) {}

  /**
   * @throws UncheckedIOException if the disk does not take it
   */
  public void add(AccessCheckpoint checkpoint) {
    // A number of its own for each, so that what is there twice is written twice.
    sort.add(
        new DiskSort.Key()
            .text(checkpoint.getHead().getChainId())
            .number(checkpoint.getHead().getRecords())
            .number(CHECKPOINT)
            .number(checkpoint.getAt().toEpochMilli())
            .number(checkpoints++),
        ExportLines.write(checkpoint));
  }

  /**
   * @throws UncheckedIOException if the disk does not take it
   */
  public void add(AccessRecord record) {
    sort.add(
        new DiskSort.Key()
            .text(record.getChainId())
            .number(record.getSequence())
            .number(RECORD)
            .number(records++),
        ExportLines.write(record));
  }

  /**
   * Writes the file. Only its owner can read it: it holds plates and names.
   *
   * @param from first moment of the span that the log was taken for, or null
   * @param to first moment after it, or null
   * @throws IOException if it cannot be written
   */
  public Written finish(Instant now, Instant from, Instant to) throws IOException {
    Files.createFile(file, ownerOnly());
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(ExportLines.write(new Header(now, from, to, checkpoints, records)));
      out.write('\n');
      sort.forEach(
          line -> {
            out.write(line);
            out.write('\n');
          });
    }
    return new Written(checkpoints, records);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public void close() throws IOException {
    sort.close();
  }
}
