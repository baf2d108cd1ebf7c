package org.alprstreams.matching;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alprstreams.avro.PlateRead;

/**
 * Which revision each read came in last, of the reads that came last. It tells whether what another
 * topic says of a read is out of date, for the moment that the two may be apart; so it is bounded,
 * and forgotten at a restart.
 */
final class LatestRevisions {

  private static final int MOST = 10_000;

  private final Map<String, Integer> revisions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST;
        }
      };

  void note(PlateRead read) {
    revisions.remove(read.getReadId()); // So that it is the youngest again.
    revisions.put(read.getReadId(), read.getRevision());
  }

  /** Whether a later revision of this read came, its retraction among them. */
  boolean isOutdated(PlateRead read) {
    return revisions.getOrDefault(read.getReadId(), 0) > read.getRevision();
  }
}
