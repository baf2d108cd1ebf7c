package org.alprstreams.retention.query;

import java.util.Optional;
import java.util.Set;

/**
 * What one instance asks of another: a scan or an image, never both.
 *
 * @param scan reads wanted
 * @param image image wanted
 * @param partitions where from; all of them must be the asked instance's own
 */
record PeerCall(Optional<ReadScan> scan, Optional<ImageRequest> image, Set<Integer> partitions) {}
