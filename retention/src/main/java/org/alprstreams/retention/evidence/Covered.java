package org.alprstreams.retention.evidence;

import java.util.Set;

/**
 * What a court's order covers of the evidence that there is.
 *
 * @param pieces how many pieces
 * @param readIds those of the order's reads that are evidence, in whatever case
 */
record Covered(long pieces, Set<String> readIds) {}
