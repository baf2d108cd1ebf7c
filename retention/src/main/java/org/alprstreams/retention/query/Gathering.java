package org.alprstreams.retention.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers of instances as they come in, and the partitions that none has answered for yet. */
final class Gathering {

  private final int needed;
  private final Set<Integer> missing;
  private final List<ReadJson> reads = new ArrayList<>();
  private final List<Staleness> staleBy = new ArrayList<>();
  private ReadsUnavailable failure;

  Gathering(Set<Integer> needed) {
    this.needed = needed.size();
    this.missing = new TreeSet<>(needed);
  }

  Set<Integer> missing() {
    return Collections.unmodifiableSet(missing);
  }

  void add(ShardReads answer, Set<Integer> partitions) {
    reads.addAll(answer.reads());
    staleBy.addAll(answer.staleBy());
    missing.removeAll(partitions);
  }

  /** Keeps the first failure: it says most about why there is no answer. */
  void failed(ReadsUnavailable e) {
    if (failure == null) {
      failure = e;
    } else if (failure != e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * @throws ReadsUnavailable if partitions are missing and may not be, or all are
   */
  void requireEnough(boolean partial) {
    if (missing.isEmpty()) {
      return;
    }
    if (partial && missing.size() < needed) {
      return;
    }
    if (failure != null) {
      throw failure;
    }
    throw new ReadsUnavailable(
        missing.size() + " of " + needed + " partitions have no owner at present.");
  }

  Router.Found found(int limit) {
    return new Router.Found(Answers.newest(reads, limit), missing, List.copyOf(staleBy));
  }
}
