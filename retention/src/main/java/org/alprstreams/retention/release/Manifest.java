package org.alprstreams.retention.release;

import java.util.List;
import java.util.SortedSet;

/**
 * What a bundle holds; signed.
 *
 * @param format {@link Bundle#FORMAT}
 * @param release what is released, to whom and why
 * @param engines names, versions and fingerprints of the readers that read the plates
 * @param files all files but this one and its signature, in the order of the bundle
 */
record Manifest(String format, Release release, SortedSet<String> engines, List<File> files) {

  /**
   * A file of the bundle.
   *
   * @param path its name in the bundle
   * @param bytes its size
   * @param sha256 its SHA-256, lower-case hexadecimal
   * @param originalSha256 of an image: SHA-256 of the image as it is kept, before the mark of the
   *     release was added; else null
   */
  record File(String path, long bytes, String sha256, String originalSha256) {}
}
