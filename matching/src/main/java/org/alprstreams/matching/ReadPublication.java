package org.alprstreams.matching;

import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;

/**
 * What goes out about a read; both records under its plate key.
 *
 * @param read the read or its retraction
 * @param image the same with images, or null where the images stay as they are
 */
record ReadPublication(PlateRead read, ReadImage image) {}
