package org.alprstreams.ingest.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one import has handed in, in a file, so that an import that was killed goes on where it was.
 * A frame is noted before it is sent and again once the broker has it; at most the last one can be
 * in doubt. The file holds hashes only, no names. Not safe for use by many threads; a lock keeps
 * other processes out.
 */
final class ImportJournal implements AutoCloseable {

  private static final String GENERATION = "generation";
  private static final String SENDING = "sending";
  private static final String DONE = "done";
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,18}");

  /**
   * A frame that may or may not have reached the broker.
   *
   * @param capturedAt when it was sent as captured
   */
  record Doubt(String frameId, Instant capturedAt) {}

  private final FileChannel channel;
  private final FileLock lock;
  private final Set<String> done = new HashSet<>();
  private String generation = "";
  private Doubt doubt;

  private ImportJournal(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the journal, making it and its directories if need be.
   *
   * @param again whether to forget everything, so that the same pictures are new frames
   * @throws IOException if it cannot be read or written, or another process has it open
   */
  static ImportJournal open(Path file, boolean again) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      ImportJournal journal = new ImportJournal(channel, lock(channel, file));
      if (again) {
        channel.truncate(0);
        journal.generation = UUID.randomUUID().toString();
        journal.append(GENERATION, journal.generation);
      } else {
        journal.load(file);
      }
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileLock lock(FileChannel channel, Path file) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // The same process has it: the same answer as for another one.
    }
    throw new IOException(
        "Another import of the same pictures for the same camera is running (it holds "
            + file
            + "); wait for it or stop it");
  }

  private void load(Path file) throws IOException {
    // A power cut can leave any bytes at the end; in this charset they are all readable.
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      String[] fields = line.split(" ");
      switch (fields[0]) {
        case GENERATION -> generation = fields.length > 1 ? fields[1] : "";
        case SENDING -> doubt = parse(fields).orElse(doubt);
        case DONE -> load(fields);
        default -> {
          // The torn end of a killed run: what it was to say is still in doubt.
        }
      }
    }
    channel.position(channel.size());
    if (channel.size() > 0) {
      // Ends a torn line.
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private static Optional<Doubt> parse(String[] fields) {
    return fields.length == 3 && MILLISECONDS.matcher(fields[2]).matches()
        ? Optional.of(new Doubt(fields[1], Instant.ofEpochMilli(Long.parseLong(fields[2]))))
        : Optional.empty();
  }

  private void load(String[] fields) {
    for (int i = 1; i < fields.length; i++) {
      done.add(fields[i]);
    }
    if (doubt != null && done.contains(doubt.frameId())) {
      doubt = null;
    }
  }

  /** Goes into the identity of every frame, so that an import made again makes new frames. */
  String generation() {
    return generation;
  }

  /** Whether a frame, or a file by its key, is done. */
  boolean isDone(String id) {
    return done.contains(id);
  }

  /** The frame the last run may have sent without learning of the broker's acknowledgement. */
  Optional<Doubt> doubt() {
    return Optional.ofNullable(doubt);
  }

  /** Notes that a frame is about to be sent. */
  void sending(String frameId, Instant capturedAt) throws IOException {
    append(SENDING, frameId, Long.toString(capturedAt.toEpochMilli()));
  }

  /** Notes that the broker has a frame. */
  void done(String frameId, String fileKey) throws IOException {
    append(DONE, frameId, fileKey);
    done.add(frameId);
    done.add(fileKey);
  }

  private void append(String... fields) throws IOException {
    ByteBuffer line =
        ByteBuffer.wrap((String.join(" ", fields) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
