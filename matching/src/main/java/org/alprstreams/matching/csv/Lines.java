package org.alprstreams.matching.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * The lines of a file one after the other, with their numbers. They end with LF, CR or both; a byte
 * order mark is left out. A line is bounded, so that a file of one endless line cannot fill the
 * memory.
 */
final class Lines implements Closeable {

  /** Longest line, characters. */
  static final int LONGEST = 1 << 16;

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int END = -1;

  private final Reader reader;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder line = new StringBuilder();
  private int position;
  private int filled;
  private long number;

  /**
   * @param bytes closed with this
   * @param charset bytes that are not in it fail with {@link
   *     java.nio.charset.CharacterCodingException}
   */
  Lines(InputStream bytes, Charset charset) throws IOException {
    this.reader =
        new InputStreamReader(
            bytes,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    if (peek() == BYTE_ORDER_MARK) {
      position++;
    }
  }

  /**
   * The next line without its end, or null after the last.
   *
   * @throws LineTooLongException if it has more than {@value #LONGEST} characters
   */
  String next() throws IOException {
    int c = read();
    if (c == END) {
      return null;
    }
    number++;
    line.setLength(0);
    while (c != END && c != '\n' && c != '\r') {
      if (line.length() == LONGEST) {
        throw new LineTooLongException(number);
      }
      line.append((char) c);
      c = read();
    }
    if (c == '\r' && peek() == '\n') {
      position++;
    }
    return line.toString();
  }

  /** Number of the line that {@link #next} gave last; 1 is the first of the file. */
  long number() {
    return number;
  }

  private int read() throws IOException {
    int c = peek();
    position++;
    return c;
  }

  private int peek() throws IOException {
    if (position >= filled) {
      filled = Math.max(0, reader.read(buffer));
      position = 0;
    }
    return filled == 0 ? END : buffer[position];
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** A line of more characters than any list has. */
  static final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    LineTooLongException(long number) {
      super(
          "line "
              + number
              + " has more than "
              + LONGEST
              + " characters; it is no list, or a quote before it is not closed.");
    }
  }
}
