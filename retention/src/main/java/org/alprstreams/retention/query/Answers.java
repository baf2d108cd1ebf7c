package org.alprstreams.retention.query;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Puts together what several partitions answered. */
final class Answers {

  private Answers() {}

  static List<ReadJson> newest(Collection<ReadJson> reads, int limit) {
    return reads.stream().sorted(Comparator.comparing(ReadJson::position)).limit(limit).toList();
  }
}
