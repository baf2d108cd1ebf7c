package org.alprstreams.retention.evidence;

import java.util.List;

/**
 * What came of attaching reads to a case.
 *
 * @param attached ids of the reads that were copied into it
 * @param already ids of those that were in it before, and stay as they were collected
 */
record Attached(List<String> attached, List<String> already) {}
