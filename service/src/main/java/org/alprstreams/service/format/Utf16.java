package org.alprstreams.service.format;

import java.util.Optional;

/**
 * Recognises UTF-16, as spreadsheets save "Unicode text". Most of it is valid UTF-8 too, with a NUL
 * for every second byte, and none of it is what an advice for single-byte encodings repairs.
 */
public final class Utf16 {

  /** How many bytes are looked at. */
  public static final int START = 64;

  private Utf16() {}

  /**
   * The encoding's name, as iconv and Java know it, if it is UTF-16.
   *
   * @param start the file's first bytes, {@value #START} unless it has fewer
   */
  public static Optional<String> recognise(byte[] start) {
    if (start.length >= 2 && isMark(start)) {
      return Optional.of("UTF-16");
    }
    int even = 0;
    int odd = 0;
    int pairs = start.length / 2;
    for (int i = 0; i < pairs; i++) {
      even += start[2 * i] == 0 ? 1 : 0;
      odd += start[2 * i + 1] == 0 ? 1 : 0;
    }
    // A header and first rows in letters other than Latin ones would be no list of plates.
    if (2 * odd > pairs && even == 0) {
      return Optional.of("UTF-16LE");
    }
    return 2 * even > pairs && odd == 0 ? Optional.of("UTF-16BE") : Optional.empty();
  }

  private static boolean isMark(byte[] start) {
    return start[0] == (byte) 0xFF && start[1] == (byte) 0xFE
        || start[0] == (byte) 0xFE && start[1] == (byte) 0xFF;
  }
}
