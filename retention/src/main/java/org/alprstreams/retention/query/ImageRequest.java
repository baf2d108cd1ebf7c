package org.alprstreams.retention.query;

/**
 * Which image is wanted.
 *
 * @param readId the read
 * @param part which of its images
 */
record ImageRequest(String readId, Part part) {

  /** The images of a read. */
  enum Part {
    /** The plate. */
    CROP,
    /** The frame, scaled down. */
    SCENE
  }
}
