package org.alprstreams.recognition.neural;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The networks' files, each checked against the manifest before it is used: a damaged network would
 * misread plates and say nothing.
 */
final class ModelFiles {

  /** As {@code sha256sum *.onnx} writes it: a SHA-256 in hexadecimal, two blanks, a file name. */
  static final String MANIFEST = "models.sha256";

  private final Function<String, InputStream> source;
  private final Map<String, String> digests;
  private final String version;

  /**
   * Reads the manifest.
   *
   * @param source opens a file by its name; null when there is none
   * @throws IllegalStateException when there is no manifest
   */
  ModelFiles(Function<String, InputStream> source) {
    this.source = source;
    byte[] manifest = bytes(MANIFEST);
    digests =
        new String(manifest, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.trim().split("\\s+\\*?", 2))
            .filter(fields -> fields.length == 2)
            .collect(Collectors.toMap(fields -> fields[1], fields -> fields[0]));
    version = sha256(manifest).substring(0, 8);
  }

  static ModelFiles ofThisBuild() {
    return new ModelFiles(ModelFiles.class::getResourceAsStream);
  }

  /** Changes with every network. */
  String version() {
    return version;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalStateException when it is missing or not the file that the manifest names
   */
  byte[] read(String file) {
    String expected = digests.get(file);
    if (expected == null) {
      throw new IllegalStateException(
          "%s does not name %s: write it anew with sha256sum".formatted(MANIFEST, file));
    }
    byte[] content = bytes(file);
    String found = sha256(content);
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "The network file %s is damaged or not the one that belongs to this build: its SHA-256 is"
                  .formatted(file)
              + " %s, expected %s. Build or download the program anew".formatted(found, expected));
    }
    return content;
  }

  private byte[] bytes(String file) {
    try (InputStream in = source.apply(file)) {
      if (in == null) {
        throw new IllegalStateException(
            "The network file %s is not in this build. Build it anew, or set".formatted(file)
                + " alpr.recognition.engine=classical");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The network file %s can't be read".formatted(file), e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
