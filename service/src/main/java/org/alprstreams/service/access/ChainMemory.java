package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.service.file.DurableFile;

/**
 * Remembers over restarts how far a writer's chain had come, in a file of its data directory, so
 * that the next chain can name it.
 */
final class ChainMemory {

  private static final int FIELDS = 3;

  private final Path file;

  /**
   * @param file made when first written, with its directory
   */
  ChainMemory(Path file) {
    this.file = file;
  }

  /**
   * The chain before, or empty on a first start.
   *
   * @throws IOException if there is a file that cannot be read or is not ours
   */
  Optional<ChainHead> load() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] fields = Files.readString(file).strip().split(" ");
    try {
      if (fields.length == FIELDS) {
        return Optional.of(
            new ChainHead(
                fields[0],
                Long.parseLong(fields[1]),
                ByteBuffer.wrap(HexFormat.of().parseHex(fields[2]))));
      }
    } catch (IllegalArgumentException e) {
      // Told below, like a file of another shape.
    }
    throw new IOException(
        file
            + " does not say which chain of access records came before. Find out who changed it;"
            + " then delete it, and the next chain will name none.");
  }

  /**
   * Remembers it, on the disk when this returns: an empty file after a power cut would keep the
   * process from starting, and an older one would deny the chains since.
   *
   * @throws IOException if it cannot be written
   */
  void save(ChainHead head) throws IOException {
    DurableFile.write(
        file,
        head.getChainId()
            + " "
            + head.getRecords()
            + " "
            + HexFormat.of().formatHex(CanonicalBytes.copy(head.getHash()))
            + "\n");
  }
}
