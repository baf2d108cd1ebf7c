package org.alprstreams.ingest.video;

import java.time.Duration;

/**
 * One sampled picture.
 *
 * @param jpeg the picture
 * @param position since the start of the video, for a stream since it was opened
 */
public record Picture(byte[] jpeg, Duration position) {}
