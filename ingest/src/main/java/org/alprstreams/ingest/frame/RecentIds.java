package org.alprstreams.ingest.frame;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The frames of late, so that one that is sent again is recognised. Holds the last {@code capacity}
 * ids in memory only: after a restart, what was sent before it is new again. Safe for use by many
 * threads.
 */
final class RecentFrames {

  private final Map<String, CompletableFuture<Void>> byId;

  RecentFrames(int capacity) {
    byId =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Void>> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Claims an id. The one that gets {@link Claim#first()} publishes and completes the future; the
   * others wait on it, since "had it already" is only true once the broker has acknowledged.
   */
  Claim claim(String frameId) {
    synchronized (byId) {
      CompletableFuture<Void> earlier = byId.get(frameId);
      if (earlier != null && !earlier.isCompletedExceptionally()) {
        return new Claim(false, earlier);
      }
      CompletableFuture<Void> mine = new CompletableFuture<>();
      byId.put(frameId, mine);
      return new Claim(true, mine);
    }
  }

  /**
   * @param first whether the claimant is to publish
   * @param published completes when the broker has it; fails when it has not
   */
  record Claim(boolean first, CompletableFuture<Void> published) {}
}
