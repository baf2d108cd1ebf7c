package org.alprstreams.retention.evidence;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alprstreams.retention.query.ReadsUnavailable;

/**
 * Keys of the evidence that this instance keeps, in memory: by them a read is found whatever case
 * it is in, without reading images. Safe for use by many threads.
 */
public final class EvidenceIndex {

  private final Map<Integer, Set<EvidenceKey>> byPartition = new ConcurrentHashMap<>();

  /**
   * A task keeps a partition from now on.
   *
   * @param keys all of it; the task alone changes them, and they may be read meanwhile
   */
  void open(int partition, NavigableSet<EvidenceKey> keys) {
    byPartition.put(partition, keys);
  }

  /** The task has given it up. */
  void close(int partition) {
    byPartition.remove(partition);
  }

  /**
   * @throws ReadsUnavailable if no task of this instance keeps that partition now
   */
  Set<EvidenceKey> keys(int partition) {
    Set<EvidenceKey> keys = byPartition.get(partition);
    if (keys == null) {
      throw new ReadsUnavailable("Cases are being moved between instances or restored.");
    }
    return keys;
  }
}
