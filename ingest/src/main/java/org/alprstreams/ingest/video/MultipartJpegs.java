package org.alprstreams.ingest.video;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads {@code multipart/x-mixed-replace} as ffmpeg's mpjpeg muxer writes it: each part gives its
 * Content-length, so no boundary is searched in picture bytes.
 */
final class MultipartJpegs {

  private static final String LENGTH = "content-length:";
  private static final int LONGEST_LINE = 1024;

  private final InputStream in;
  private final int mostBytes;

  /**
   * @param mostBytes of one picture; more is refused rather than buffered
   */
  MultipartJpegs(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /**
   * @return empty at the end of the stream
   */
  Optional<byte[]> next() throws IOException {
    int length = -1;
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get().toLowerCase(Locale.ROOT);
      if (text.startsWith(LENGTH)) {
        length = length(text);
      } else if (text.isEmpty() && length >= 0) {
        byte[] jpeg = in.readNBytes(length);
        if (jpeg.length < length) {
          throw new EOFException("The stream ended inside a picture");
        }
        return Optional.of(jpeg);
      }
    }
    return Optional.empty();
  }

  private int length(String header) throws VideoException {
    try {
      int length = Integer.parseInt(header.substring(LENGTH.length()).trim());
      if (length >= 0 && length <= mostBytes) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new VideoException("A part of the stream gives no length that is a number", e);
    }
    throw new VideoException(
        "A picture of the stream is larger than " + mostBytes + " bytes; lower its resolution");
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
      }
      if (next == '\n') {
        return Optional.of(line.toString().strip());
      }
      if (line.length() >= LONGEST_LINE) {
        throw new VideoException("The stream is no multipart stream of JPEGs");
      }
      line.append((char) next);
    }
  }
}
