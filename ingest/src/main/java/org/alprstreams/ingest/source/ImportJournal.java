package org.alprstreams.ingest.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one import has handed in, in a file, so that an import that was killed goes on where it was.
 * A frame is noted before it is sent and again once the broker has it; at most the last one can be
 * in doubt. The file holds hashes only, no names. What is known of files that are gone is kept for
 * the newest {@value #NEWEST} of them, so that a folder from which pictures go does not fill memory
 * and disk. Not safe for use by many threads; a lock keeps other processes out.
 */
final class ImportJournal implements AutoCloseable {

  private static final String GENERATION = "generation";
  private static final String SENDING = "sending";
  private static final String DONE = "done";

  /**
   * At a picture a second, 14 hours. Twice as many are held until the next are forgotten, at some
   * 250 bytes each: 25 MB.
   */
  private static final int NEWEST = 50_000;

  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,18}");

  /**
   * A frame that may or may not have reached the broker.
   *
   * @param capturedAt when it was sent as captured
   */
  record Doubt(String frameId, Instant capturedAt) {}

  private record Done(String frameId, String fileKey) {}

  private final Path file;
  private final int newest;
  private final List<Done> inOrder = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private FileChannel channel;
  private FileChannel replaced;
  private long lines;
  private String generation = "";
  private Doubt doubt;

  private ImportJournal(Path file, FileChannel channel, int newest) {
    this.file = file;
    this.channel = channel;
    this.newest = newest;
  }

  /**
   * Opens the journal, making it and its directories if need be.
   *
   * @param again whether to forget everything, so that the same pictures are new frames
   * @throws IOException if it cannot be read or written, or another process has it open
   */
  static ImportJournal open(Path file, boolean again) throws IOException {
    return open(file, again, NEWEST);
  }

  /**
   * As the other, and says how much is kept.
   *
   * @param newest of how many files that are gone
   */
  static ImportJournal open(Path file, boolean again, int newest) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock(channel, file);
      ImportJournal journal = new ImportJournal(file, channel, newest);
      if (again) {
        channel.truncate(0);
        journal.generation = UUID.randomUUID().toString();
        journal.append(GENERATION, journal.generation);
      } else {
        journal.load();
      }
      return journal;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Until the channel is closed, or, on some systems, any other of this process on the file. */
  private static void lock(FileChannel channel, Path file) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // The same process has it: the same answer as for another one.
    }
    throw new IOException(
        "Another import of the same pictures for the same camera is running (it holds "
            + file
            + "); wait for it or stop it");
  }

  private void load() throws IOException {
    // Neither closed nor read by another channel, whose end would be the lock's. A power cut can
    // leave any bytes at the end; in this charset they are all readable.
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines++;
      String[] fields = line.split(" ");
      switch (fields[0]) {
        case GENERATION -> generation = fields.length > 1 ? fields[1] : "";
        case SENDING -> doubt = parse(fields).orElse(doubt);
        case DONE -> loadDone(fields);
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

  private void loadDone(String[] fields) {
    if (fields.length > 1) {
      add(new Done(fields[1], fields.length > 2 ? fields[fields.length - 1] : ""));
    }
  }

  private void add(Done one) {
    inOrder.add(one);
    done.add(one.frameId());
    done.add(one.fileKey());
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
    add(new Done(frameId, fileKey));
  }

  /**
   * Whether there is so much in it that {@link #forgetGone} is worth its while.
   *
   * @param present how many files there are
   */
  boolean isLong(int present) {
    long most = present + 2L * newest;
    return inOrder.size() > most || lines > 2 * most;
  }

  /**
   * Forgets files that are gone, but for the newest. One of them that comes back later is imported
   * again, as the same frame.
   *
   * @param present keys of the files there are
   * @throws IOException if it cannot be written anew; what is in the file stays
   */
  void forgetGone(Set<String> present) throws IOException {
    List<Done> kept = new ArrayList<>();
    int gone = 0;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      Done one = inOrder.get(i);
      if (present.contains(one.fileKey()) || gone++ < newest) {
        kept.add(one);
      }
    }
    Collections.reverse(kept);
    rewrite(kept);
    inOrder.clear();
    done.clear();
    kept.forEach(this::add);
  }

  /** Whenever it is killed, the file is whole: the one from before or the new one. */
  private void rewrite(List<Done> kept) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    FileChannel written =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      lock(written, file);
      write(written, text(kept));
      written.force(true);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      written.close();
      throw e;
    }
    // The one before stays locked, for who had opened it and not yet asked for the lock.
    if (replaced != null) {
      replaced.close();
    }
    replaced = channel;
    channel = written;
    lines = kept.size();
  }

  private String text(List<Done> kept) {
    StringBuilder text = new StringBuilder();
    if (!generation.isEmpty()) {
      text.append(line(GENERATION, generation));
    }
    for (Done one : kept) {
      text.append(line(DONE, one.frameId(), one.fileKey()));
    }
    if (doubt != null) {
      text.append(line(SENDING, doubt.frameId(), Long.toString(doubt.capturedAt().toEpochMilli())));
    }
    return text.toString();
  }

  private void append(String... fields) throws IOException {
    write(channel, line(fields));
    lines++;
  }

  private static String line(String... fields) {
    return String.join(" ", fields) + "\n";
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (replaced != null) {
      replaced.close();
    }
  }
}
