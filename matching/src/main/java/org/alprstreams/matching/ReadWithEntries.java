package org.alprstreams.matching;

import java.util.List;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ReadImage;

/**
 * A read and what is listed under its plate key.
 *
 * @param image the read with its images
 * @param entries the entries; empty where there are none
 * @param again whether the read is no news: its vehicle is in view still
 */
record ReadWithEntries(ReadImage image, List<HotlistEntry> entries, boolean again) {}
