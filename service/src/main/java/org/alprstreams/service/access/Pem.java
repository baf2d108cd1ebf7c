package org.alprstreams.service.access;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Blocks of a PEM file (RFC 7468). */
final class Pem {

  private static final int LINE = 64;

  private Pem() {}

  /** The first block with this label, or empty where there is none that can be read. */
  static Optional<byte[]> block(String text, String label) {
    Matcher block =
        Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label)
            .matcher(text);
    if (!block.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getMimeDecoder().decode(block.group(1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Not base64: whoever asks says so with the file's name.
    }
  }

  static String write(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }
}
