package org.alprstreams.ingest.vendor;

import java.util.regex.Pattern;

/** Numbers as documents write them. */
final class Numbers {

  /** No hexadecimal, no "NaN", no type suffix, all of which Java would read. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?");

  private Numbers() {}

  /** The number, or NaN where it is none. */
  static double parse(String text) {
    String trimmed = text.trim();
    return DECIMAL.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
  }
}
