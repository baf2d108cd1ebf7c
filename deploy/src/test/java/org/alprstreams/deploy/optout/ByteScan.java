package org.alprstreams.deploy.optout;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Looks for texts of capital letters and digits in every byte of every file under a directory, as
 * whoever takes the disk could; in compressed batches of records also after decompression.
 */
public final class ByteScan {

  private final Map<Integer, Set<String>> wanted;
  private final int shortest;
  private final Path directory;
  private final Map<String, Set<String>> filesByText = new TreeMap<>();
  private long bytes;

  private ByteScan(Path directory, Collection<String> texts) {
    this.directory = directory;
    wanted = texts.stream().collect(Collectors.groupingBy(String::length, Collectors.toSet()));
    shortest = wanted.keySet().stream().min(Comparator.naturalOrder()).orElse(Integer.MAX_VALUE);
  }

  /** Scans all there is now; a file that goes meanwhile is gone. */
  public static ByteScan of(Path directory, Collection<String> texts) throws IOException {
    ByteScan scan = new ByteScan(directory, texts);
    for (Path file : files(directory)) {
      scan.file(file);
    }
    return scan;
  }

  /** Which of these texts were found, and where. */
  public Map<String, Set<String>> found(Collection<String> texts) {
    Map<String, Set<String>> found = new TreeMap<>(filesByText);
    found.keySet().retainAll(Set.copyOf(texts));
    return found;
  }

  /** Where any of these texts was found, files relative to the directory. */
  public Set<String> filesWith(Collection<String> texts) {
    return texts.stream()
        .flatMap(text -> filesByText.getOrDefault(text, Set.of()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many bytes were looked at. */
  public long bytes() {
    return bytes;
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private void file(Path file) throws IOException {
    String name = directory.relativize(file).toString();
    try {
      byte[] content = Files.readAllBytes(file);
      bytes += content.length;
      content(content, name);
      if (name.contains(".log") && name.startsWith("broker")) {
        compressedBatches(file.toFile(), name);
      }
    } catch (NoSuchFileException e) {
      // Deleted, or replaced by its successor, since the directory was listed.
    }
  }

  private void compressedBatches(File file, String name) throws IOException {
    FileRecords records = FileRecords.open(file, false);
    try {
      for (RecordBatch batch : records.batches()) {
        if (batch.compressionType() != CompressionType.NONE) {
          for (Record record : batch) {
            content(array(record.key()), name);
            content(array(record.value()), name);
          }
        }
      }
    } catch (KafkaException e) {
      // No log of records, or one that is being written: its plain bytes have been looked at.
    } finally {
      records.closeHandlers(); // Closing the records would trim the broker's file.
    }
  }

  private static byte[] array(ByteBuffer buffer) {
    if (buffer == null) {
      return new byte[0];
    }
    byte[] array = new byte[buffer.remaining()];
    buffer.duplicate().get(array);
    return array;
  }

  private void content(byte[] content, String name) {
    int run = 0;
    for (int i = 0; i < content.length; i++) {
      run = isPlateCharacter(content[i]) ? run + 1 : 0;
      if (run >= shortest) { // Most of what a broker keeps open is zeros.
        textsEndingAt(i, run, content, name);
      }
    }
  }

  private void textsEndingAt(int i, int run, byte[] content, String name) {
    for (Map.Entry<Integer, Set<String>> texts : wanted.entrySet()) {
      int length = texts.getKey();
      if (run >= length) {
        String found = new String(content, i - length + 1, length, StandardCharsets.ISO_8859_1);
        if (texts.getValue().contains(found)) {
          filesByText.computeIfAbsent(found, text -> new TreeSet<>()).add(name);
        }
      }
    }
  }

  private static boolean isPlateCharacter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }
}
