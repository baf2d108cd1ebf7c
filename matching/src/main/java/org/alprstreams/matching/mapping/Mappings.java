package org.alprstreams.matching.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alprstreams.matching.csv.UnusableFileException;

/** Finds mappings: those that come with the system by name, others by their path. */
public final class Mappings {

  /** The mappings that come with the system. */
  public static final List<String> SHIPPED =
      List.of("boss", "flock", "genetec", "genetec-fixed", "ncic", "svs");

  /** The largest mapping file, bytes; larger ones are something else. */
  private static final int LARGEST = 256 << 10;

  private final Vocabulary vocabulary;

  /**
   * @param vocabulary what the mappings may speak of
   */
  public Mappings(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A mapping.
   *
   * @param nameOrPath one of {@link #SHIPPED}, or the path of a file
   * @throws UnusableFileException if there is none
   * @throws InvalidMappingException naming everything that is wrong with it
   */
  public FileMapping find(String nameOrPath) throws UnusableFileException, InvalidMappingException {
    return SHIPPED.contains(nameOrPath) ? shipped(nameOrPath) : ofFile(nameOrPath);
  }

  /** The text of a mapping that comes with the system: a start for one's own. */
  public static String text(String shipped) {
    return new String(bytes(shipped), StandardCharsets.UTF_8);
  }

  private FileMapping shipped(String name) throws InvalidMappingException {
    return MappingReader.read(name, bytes(name), vocabulary);
  }

  private FileMapping ofFile(String path) throws UnusableFileException, InvalidMappingException {
    byte[] bytes;
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      bytes = file.readNBytes(LARGEST + 1);
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableFileException(
          "There is no mapping "
              + path
              + ": give the path of a mapping file that can be read, or one of "
              + String.join(", ", SHIPPED)
              + ".");
    }
    if (bytes.length > LARGEST) {
      throw new UnusableFileException(path + " is too large to be a mapping file.");
    }
    return MappingReader.read(path, bytes, vocabulary);
  }

  private static byte[] bytes(String shipped) {
    String path = "/hotlist-mappings/" + shipped + ".yaml";
    try (InputStream file = Mappings.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalArgumentException(shipped + " is not shipped: " + SHIPPED + " are.");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the shipped mapping " + shipped + ".", e);
    }
  }
}
