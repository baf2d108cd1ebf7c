package org.alprstreams.service.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * Lines in the order of their keys, however many: they are sorted in RocksDB, in a directory that
 * only the owner can read and that is deleted with this. Takes some 10 MiB of memory, off the heap.
 */
public final class DiskSort implements AutoCloseable {

  private static final long WRITE_BUFFER_BYTES = 4L << 20;
  private static final int OPEN_FILES = 64;

  static {
    RocksDB.loadLibrary();
  }

  private final Path directory;
  private final Options options =
      new Options()
          .setCreateIfMissing(true)
          .setWriteBufferSize(WRITE_BUFFER_BYTES)
          .setMaxOpenFiles(OPEN_FILES)
          .setTableFormatConfig(new BlockBasedTableConfig().setNoBlockCache(true));

  /** What a crash leaves is of no use to anybody. */
  private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

  private final RocksDB lines;

  /**
   * @param parent where the sorting directory is made; made itself if it is not there
   * @throws IOException if it cannot be made
   */
  public DiskSort(Path parent) throws IOException {
    Files.createDirectories(parent);
    directory = Files.createTempDirectory(parent, ".alpr-sort-");
    try {
      lines = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** What lines are ordered by: its parts, one after the other. */
  public static final class Key {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Texts are ordered by their UTF-16 code units, as {@link String#compareTo} does. */
    public Key text(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_16BE));
      bytes.writeBytes(new byte[Character.BYTES]);
      return this;
    }

    /** The smaller number comes first. */
    public Key number(long number) {
      // With the sign bit turned over, bytes order as numbers do.
      bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
      return this;
    }
  }

  /** Takes a line. */
  @FunctionalInterface
  public interface Sink {

    /** Takes the next line. */
    void accept(String line) throws IOException;
  }

  /**
   * Adds a line; of two under one key the later is kept.
   *
   * @throws UncheckedIOException if the disk does not take it
   */
  public void add(Key key, String line) {
    try {
      lines.put(unlogged, key.bytes.toByteArray(), line.getBytes(StandardCharsets.UTF_8));
    } catch (RocksDBException e) {
      throw new UncheckedIOException(failed(e));
    }
  }

  /**
   * Hands over all lines, in order.
   *
   * @throws IOException if the disk does not give them back
   */
  public void forEach(Sink sink) throws IOException {
    try (RocksIterator all = lines.newIterator()) {
      for (all.seekToFirst(); all.isValid(); all.next()) {
        sink.accept(new String(all.value(), StandardCharsets.UTF_8));
      }
      all.status();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  private IOException failed(RocksDBException e) {
    return new IOException(
        "Nothing can be sorted in " + directory + "; is the disk full? " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    lines.close();
    try {
      RocksDB.destroyDB(directory.toString(), options);
    } catch (RocksDBException e) {
      throw new IOException("Delete " + directory + " by hand: it holds access records.", e);
    } finally {
      unlogged.close();
      options.close();
    }
    Files.deleteIfExists(directory);
  }
}
