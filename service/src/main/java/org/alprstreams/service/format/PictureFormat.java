package org.alprstreams.service.format;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The formats of pictures that this system reads. */
public enum PictureFormat {
  /** ITU-T T.81, annex B: start of image, and the first byte of any marker. */
  JPEG("ffd8ff"),
  /** ISO/IEC 15948, 5.2. */
  PNG("89504e470d0a1a0a");

  /** How many bytes tell the format. */
  public static final int START = 8;

  private final byte[] signature;

  PictureFormat(String signature) {
    this.signature = HexFormat.of().parseHex(signature);
  }

  /**
   * The format of a picture, or empty if it is none of these.
   *
   * @param start the first bytes, {@value #START} or more unless it has fewer
   */
  public static Optional<PictureFormat> of(byte[] start) {
    return Arrays.stream(values()).filter(format -> format.begins(start)).findFirst();
  }

  /** How many bytes its signature has. */
  public int signatureLength() {
    return signature.length;
  }

  private boolean begins(byte[] start) {
    return start.length >= signature.length
        && Arrays.equals(start, 0, signature.length, signature, 0, signature.length);
  }
}
