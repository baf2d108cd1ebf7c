package org.alprstreams.retention.query;

import java.util.Optional;
import java.util.Set;

/**
 * What one instance asks of another: a scan or an image, never both.
 *
 * @param scan reads wanted
 * @param image image wanted
 * @param partitions where from; the asked instance must hold that copy of all of them
 * @param copy which copy
 */
record PeerCall(
    Optional<ReadScan> scan, Optional<ImageRequest> image, Set<Integer> partitions, Copy copy) {}
