package org.alprstreams.matching.hotlist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * When each list was last imported, and which lists are stale by that. Entries made by hand are
 * imported from nowhere and never stale. Safe for use by many threads.
 */
public final class ListAges {

  private final Duration staleAfter;
  private final Map<String, Instant> importedAt = new ConcurrentSkipListMap<>();

  /**
   * @param staleAfter age from which on a list is stale
   */
  public ListAges(Duration staleAfter) {
    this.staleAfter = staleAfter;
  }

  /** Notes an import. */
  public void imported(String listId, Instant at) {
    importedAt.put(listId, at);
  }

  /** Forgets a list that is no longer kept. */
  public void retired(String listId) {
    importedAt.remove(listId);
  }

  /** How old a list is, or empty where it was never imported. */
  public Optional<Duration> age(String listId, Instant now) {
    return Optional.ofNullable(importedAt.get(listId)).map(at -> Duration.between(at, now));
  }

  /** Whether a list of this age is stale. */
  public boolean isStale(Duration age) {
    return age.compareTo(staleAfter) >= 0;
  }

  /** Names of the lists that are stale, sorted. */
  public List<String> stale(Instant now) {
    return importedAt.entrySet().stream()
        .filter(list -> isStale(Duration.between(list.getValue(), now)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
