package org.alprstreams.ingest.frame;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.alprstreams.ingest.frame.TopicUnavailableException.Away;

/**
 * The ids of late, so that what is sent again is recognised. Holds the last {@code capacity} ids in
 * memory only: after a restart, what was sent before it is new again. Safe for use by many threads.
 */
public final class RecentIds {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Map<String, CompletableFuture<Void>> byId;

  /**
   * @param capacity how many ids are remembered
   */
  public RecentIds(int capacity) {
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
   * Publishes under an id unless that was done before. Where another thread is at it, waits for it,
   * since "had it already" is only true once the broker has acknowledged.
   *
   * @param isPublished whether an outcome means that the broker has it; if not, the next may try
   * @return the outcome, or empty where it was published before
   * @throws TopicUnavailableException if the publication under way failed, or this one
   */
  public <T> Optional<T> once(String id, Publication<T> publication, Predicate<T> isPublished)
      throws TopicUnavailableException {
    Claim claim = claim(id);
    if (!claim.first()) {
      awaitOther(claim);
      return Optional.empty();
    }
    try {
      T outcome = publication.publish();
      if (isPublished.test(outcome)) {
        claim.published().complete(null);
      }
      return Optional.of(outcome);
    } catch (TopicUnavailableException e) {
      claim.published().completeExceptionally(e);
      throw e;
    } finally {
      // No effect once completed; otherwise lets the next sending try.
      claim.published().cancel(false);
    }
  }

  private Claim claim(String id) {
    synchronized (byId) {
      CompletableFuture<Void> earlier = byId.get(id);
      if (earlier != null && !earlier.isCompletedExceptionally()) {
        return new Claim(false, earlier);
      }
      CompletableFuture<Void> mine = new CompletableFuture<>();
      byId.put(id, mine);
      return new Claim(true, mine);
    }
  }

  private static void awaitOther(Claim claim) throws TopicUnavailableException {
    try {
      claim.published().join();
    } catch (CancellationException e) {
      throw new TopicUnavailableException(
          Away.BROKER, "Another sending of the same was not acknowledged; try again", AGAIN, e);
    } catch (CompletionException e) {
      TopicUnavailableException other = (TopicUnavailableException) e.getCause();
      throw new TopicUnavailableException(other.away(), other.getMessage(), AGAIN, e);
    }
  }

  /** What is to be done once. */
  @FunctionalInterface
  public interface Publication<T> {

    /** Publishes and waits for the broker. */
    T publish() throws TopicUnavailableException;
  }

  /**
   * @param first whether the claimant is to publish
   * @param published completes when the broker has it; fails when it has not
   */
  private record Claim(boolean first, CompletableFuture<Void> published) {}
}
