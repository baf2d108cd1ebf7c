package org.alprstreams.ingest.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIds;

/** The files of a folder, sorted by name; subfolders are not entered. */
final class FolderListing {

  private static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png");

  /** What programs call a file while they write it. */
  private static final Set<String> UNFINISHED = Set.of("part", "tmp", "filepart", "crdownload");

  private FolderListing() {}

  /**
   * A file as it was at one look.
   *
   * @param bytes its length
   * @param modifiedMillis its modification time, milliseconds since 1970
   */
  record Entry(Path file, long bytes, long modifiedMillis) {

    String name() {
      return file.getFileName().toString();
    }

    /** The same while the file is not changed. */
    String key() {
      return FrameIds.of(name(), FrameSource.FOLDER, bytes + ":" + modifiedMillis);
    }

    /** Whether its name says it is a picture. */
    boolean claimsToBePicture() {
      return PICTURES.contains(extension(name()));
    }
  }

  /**
   * @throws FolderException if there is no such folder or it may not be read
   */
  static List<Entry> of(Path folder) throws FolderException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        add(file, entries);
      }
    } catch (NoSuchFileException e) {
      throw new FolderException("There is no folder " + folder + "; check the path", e);
    } catch (NotDirectoryException e) {
      throw new FolderException(folder + " is no folder; give the folder that holds it", e);
    } catch (AccessDeniedException e) {
      throw new FolderException(
          "The folder " + folder + " may not be read; give this user read and execute rights", e);
    } catch (IOException | DirectoryIteratorException e) {
      throw new FolderException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  private static void add(Path file, List<Entry> entries) throws IOException {
    String name = file.getFileName().toString();
    if (name.startsWith(".") || UNFINISHED.contains(extension(name))) {
      return;
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime().toMillis()));
      }
    } catch (NoSuchFileException e) {
      // Gone since it was listed, as when a camera rotates its files.
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
