package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.alprstreams.service.format.Utf16;

/** The text of a CSV file in UTF-8; of others it says what they are and how to convert them. */
final class CsvText {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private CsvText() {}

  /**
   * Reads a file as a whole.
   *
   * @return its text, without a byte order mark
   * @throws IOException when it can't be read or is in another encoding
   */
  static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Optional<String> utf16 =
        Utf16.recognise(Arrays.copyOf(bytes, Math.min(bytes.length, Utf16.START)));
    if (utf16.isPresent()) {
      throw new IOException(
          "%s is in UTF-16; it has to be in UTF-8. %s".formatted(file, conversion(utf16.get())));
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult end = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (end.isError()) {
      throw new IOException(
          "%s is not in UTF-8: line %d has a character in another encoding, probably Windows-1252. %s"
              .formatted(
                  file,
                  1 + text.chars().filter(c -> c == '\n').count(),
                  conversion("WINDOWS-1252")));
    }
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static String conversion(String encoding) {
    return "Save it as 'CSV UTF-8' in the program that made it, or convert it: iconv -f "
        + encoding
        + " -t UTF-8 FILE > NEW-FILE";
  }
}
