package org.alprstreams.ingest.image;

import static org.alprstreams.ingest.image.Malformed.checkPixels;
import static org.alprstreams.ingest.image.Malformed.corrupt;
import static org.alprstreams.ingest.image.Malformed.truncated;

import org.alprstreams.ingest.image.Inspection.Sound;
import org.alprstreams.service.format.PictureFormat;

/** Walks a JPEG's markers (ITU-T T.81, annex B) from start to end of image. */
final class JpegStructure {

  private static final String NAME = "JPEG";
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int TEMPORARY = 0x01;

  private final byte[] bytes;
  private final long mostPixels;
  private int at = 2;
  private Sound frame;
  private boolean scanned;

  private JpegStructure(byte[] bytes, long mostPixels) {
    this.bytes = bytes;
    this.mostPixels = mostPixels;
  }

  static Sound read(byte[] bytes, long mostPixels) throws Malformed {
    return new JpegStructure(bytes, mostPixels).walk();
  }

  private Sound walk() throws Malformed {
    while (true) {
      int marker = nextMarker();
      if (marker == END_OF_IMAGE) {
        return whole();
      }
      if (marker == TEMPORARY || isRestart(marker)) {
        continue;
      }
      if (marker == START_OF_IMAGE) {
        throw corrupt(NAME, "a second picture starts inside the first");
      }
      int end = at + segmentLength();
      if (isStartOfFrame(marker)) {
        readFrame(marker);
      }
      at = end;
      if (marker == START_OF_SCAN) {
        if (frame == null) {
          throw corrupt(NAME, "pixels come before their dimensions");
        }
        scanned = true;
        skipScan();
      }
    }
  }

  private Sound whole() throws Malformed {
    if (frame == null || !scanned) {
      throw corrupt(NAME, "it ends without a picture");
    }
    return frame;
  }

  private int nextMarker() throws Malformed {
    if (at >= bytes.length) {
      throw truncated(NAME, "its end marker");
    }
    if (at(at) != 0xFF) {
      throw corrupt(NAME, "no marker at byte " + at);
    }
    // Any number of fill bytes may stand before a marker.
    while (at < bytes.length && at(at) == 0xFF) {
      at++;
    }
    if (at >= bytes.length) {
      throw truncated(NAME, "its end marker");
    }
    return at(at++);
  }

  private int segmentLength() throws Malformed {
    if (at + 2 > bytes.length) {
      throw truncated(NAME, "its end marker");
    }
    int length = twoBytes(at);
    if (length < 2) {
      throw corrupt(NAME, "a segment of " + length + " bytes at byte " + at);
    }
    if (at + length > bytes.length) {
      throw truncated(NAME, "its end marker");
    }
    return length;
  }

  private void readFrame(int marker) throws Malformed {
    // Baseline, extended and progressive Huffman are what decoders read.
    if (marker > 0xC2) {
      throw new Malformed(
          Refusal.UNSUPPORTED,
          "The JPEG is lossless, hierarchical or arithmetic-coded; save it as a baseline JPEG");
    }
    if (frame != null) {
      throw corrupt(NAME, "it gives its dimensions twice");
    }
    if (twoBytes(at) < 8) {
      throw corrupt(NAME, "its frame header is too short");
    }
    int precision = at(at + 2);
    if (precision != 8) {
      throw new Malformed(
          Refusal.UNSUPPORTED,
          "The JPEG has " + precision + " bits a sample; save it with 8 bits a sample");
    }
    int height = twoBytes(at + 3);
    int width = twoBytes(at + 5);
    checkPixels(NAME, width, height, mostPixels);
    frame = new Sound(PictureFormat.JPEG, width, height);
  }

  /** Moves to the first marker after entropy-coded data, in which FF 00 stands for FF. */
  private void skipScan() throws Malformed {
    for (int i = at; i + 1 < bytes.length; i++) {
      if (at(i) == 0xFF) {
        int next = at(i + 1);
        if (next != 0x00 && next != 0xFF && !isRestart(next)) {
          at = i;
          return;
        }
      }
    }
    throw truncated(NAME, "its end marker");
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  private static boolean isStartOfFrame(int marker) {
    // C4, C8 and CC are tables and extensions.
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private int at(int index) {
    return bytes[index] & 0xFF;
  }

  private int twoBytes(int index) {
    return at(index) << 8 | at(index + 1);
  }
}
