package org.alprstreams.service.topics;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the log of a partition begins.
 *
 * @param offset of the first record that is left, or the next one's where none is
 * @param oldest time of the first record that is left, or empty where none is
 */
public record LogStart(long offset, Optional<Instant> oldest) {}
