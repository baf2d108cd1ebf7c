package org.alprstreams.ingest.image;

import java.util.Locale;

/** Why a picture did not come in. Each is counted under its own metric label. */
public enum Refusal {
  /** No bytes at all. */
  EMPTY,
  /** More bytes than a frame may have. */
  TOO_MANY_BYTES,
  /** Neither JPEG nor PNG, whatever its name says. */
  NOT_AN_IMAGE,
  /** A kind of JPEG or PNG that decoders do not read, such as lossless JPEG. */
  UNSUPPORTED,
  /** Ends before its end marker. */
  TRUNCATED,
  /** Its structure contradicts itself. */
  CORRUPT,
  /** So many pixels that decoding it would take too much memory: a decompression bomb. */
  TOO_MANY_PIXELS,
  /** The camera is not registered. */
  UNKNOWN_CAMERA,
  /** The camera is registered but switched off. */
  INACTIVE_CAMERA,
  /** Taken too long ago: quarantined. */
  CAPTURED_TOO_EARLY,
  /** Dated ahead of the clock: quarantined. */
  CAPTURED_IN_FUTURE,
  /** The file cannot be opened or read. */
  UNREADABLE;

  /** As a metric label and in reports, such as {@code too-many-pixels}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
