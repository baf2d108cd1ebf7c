package org.alprstreams.ingest.image;

import static org.alprstreams.ingest.image.Malformed.checkPixels;
import static org.alprstreams.ingest.image.Malformed.corrupt;
import static org.alprstreams.ingest.image.Malformed.truncated;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.alprstreams.ingest.image.Inspection.Sound;
import org.alprstreams.service.format.PictureFormat;

/** Walks a PNG's chunks (ISO/IEC 15948) from IHDR to IEND and checks their sums. */
final class PngStructure {

  private static final String NAME = "PNG";
  private static final int HEADER = 0x49484452;
  private static final int DATA = 0x49444154;
  private static final int END = 0x49454E44;
  private static final int CHUNK_OVERHEAD = 12;
  private static final int BITS_OF_USUAL_PIXEL = 32;

  private PngStructure() {}

  static Sound read(byte[] bytes, long mostPixels) throws Malformed {
    ByteBuffer in = ByteBuffer.wrap(bytes).position(PictureFormat.PNG.signatureLength());
    Sound header = null;
    boolean data = false;
    while (true) {
      if (in.remaining() < CHUNK_OVERHEAD) {
        throw truncated(NAME, "its end chunk");
      }
      int start = in.position();
      int length = in.getInt();
      int type = in.getInt();
      if (length < 0) {
        throw corrupt(NAME, "a chunk of negative length at byte " + start);
      }
      if (header == null) {
        if (type != HEADER || length != 13) {
          throw corrupt(NAME, "it does not start with its header");
        }
        if (in.remaining() < length) {
          throw truncated(NAME, "the end of its header");
        }
        header = header(in, mostPixels);
      }
      if (in.limit() - start - CHUNK_OVERHEAD < length) {
        throw truncated(NAME, "its end chunk");
      }
      checkSum(bytes, start, length);
      data |= type == DATA;
      if (type == END) {
        if (!data) {
          throw corrupt(NAME, "it ends without a picture");
        }
        return header;
      }
      in.position(start + CHUNK_OVERHEAD + length);
    }
  }

  private static Sound header(ByteBuffer in, long mostPixels) throws Malformed {
    int at = in.position();
    int width = in.getInt(at);
    int height = in.getInt(at + 4);
    int bits = (in.get(at + 8) & 0xFF) * samples(in.get(at + 9));
    // 16 bits a sample take twice the memory, so half the pixels come in.
    checkPixels(NAME, width, height, bits > BITS_OF_USUAL_PIXEL ? mostPixels / 2 : mostPixels);
    return new Sound(PictureFormat.PNG, width, height);
  }

  private static int samples(int colourType) throws Malformed {
    return switch (colourType) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> throw corrupt(NAME, "it has colour type " + colourType);
    };
  }

  private static void checkSum(byte[] bytes, int start, int length) throws Malformed {
    CRC32 sum = new CRC32();
    sum.update(bytes, start + 4, length + 4);
    if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(start + 8 + length)) {
      throw corrupt(NAME, "the check sum of the chunk at byte " + start + " is wrong");
    }
  }
}
