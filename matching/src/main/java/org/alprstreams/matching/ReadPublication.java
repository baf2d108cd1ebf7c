package org.alprstreams.matching;

import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;

/**
 * What goes out about a read; both records under its plate key.
 *
 * @param read the read or its retraction
 * @param image the same with images, or null where the images stay as they are
 * @param seenAgain whether this is no news of the read: its vehicle rested and is seen again
 */
record ReadPublication(PlateRead read, ReadImage image, boolean seenAgain) {

  static ReadPublication news(PlateRead read, ReadImage image) {
    return new ReadPublication(read, image, false);
  }

  static ReadPublication seenAgain(PlateRead published) {
    return new ReadPublication(published, null, true);
  }
}
