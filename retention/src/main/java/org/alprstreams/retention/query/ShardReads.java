package org.alprstreams.retention.query;

import java.util.List;

/**
 * What one instance found.
 *
 * @param reads newest first
 * @param staleBy partitions that were answered from a standby copy
 */
record ShardReads(List<ReadJson> reads, List<Staleness> staleBy) {}
