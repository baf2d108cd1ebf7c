package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.alprstreams.retention.query.ReadParameters.Bounds;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.state.HostInfo;

/** Finds kept reads for whoever copies or corrects them: which there are, and who keeps them. */
public final class ReadSearch {

  /** The most reads that one search finds. */
  public static final int MOST_READS = ReadParameters.MOST_READS;

  private final Router router;
  private final Owners owners;
  private final RetentionPlan plan;
  private final Duration longestSpan;
  private final Clock clock;

  ReadSearch(Router router, Owners owners, RetentionPlan plan, Duration longestSpan, Clock clock) {
    this.router = router;
    this.owners = owners;
    this.plan = plan;
    this.longestSpan = longestSpan;
    this.clock = clock;
  }

  /**
   * What a search found.
   *
   * @param reads newest first, {@link #MOST_READS} at most
   * @param more whether there are more than that
   */
  public record Found(List<ReadRef> reads, boolean more) {}

  /**
   * A search that has been checked.
   *
   * @param elements what is searched for, for the access record
   * @param run finds the reads; throws {@link ReadsUnavailable}
   */
  public record Search(Map<String, String> elements, Function<Context, Found> run) {}

  /**
   * Checks a search.
   *
   * @param given as the parameters of {@code GET /reads}
   * @throws org.alprstreams.service.http.Problem 400 if anything is missing, unknown or malformed
   */
  public Search search(Map<String, String> given) {
    Map<String, List<String>> parameters = new HashMap<>();
    given.forEach((name, value) -> parameters.put(name, List.of(value)));
    Instant now = clock.instant();
    ReadParameters query =
        ReadParameters.parse(
            parameters,
            new Bounds(plan.reads().cutoff(now), now.plus(plan.clockTolerance()), longestSpan));
    ReadScan scan = query.scan().limitedTo(MOST_READS + 1);
    return new Search(
        query.elements(),
        context -> {
          List<ReadRef> reads =
              router
                  .reads(scan, new Router.Allowance(false, false), CallerToken.of(context))
                  .reads()
                  .stream()
                  .map(read -> new ReadRef(read.readId(), read.plate(), read.capturedAt()))
                  .toList();
          boolean more = reads.size() > MOST_READS;
          return new Found(more ? reads.subList(0, MOST_READS) : reads, more);
        });
  }

  /** The partition in which a plate's reads are kept. */
  public int partition(PlateText plate) {
    return owners.partitionOf(PlateKey.of(plate).value());
  }

  /**
   * Who keeps each of these reads.
   *
   * @throws ReadsUnavailable where that is not known now
   */
  public Map<HostInfo, List<ReadRef>> byOwner(List<ReadRef> reads) {
    Map<Integer, HostInfo> current = owners.current();
    Map<HostInfo, List<ReadRef>> byOwner = new HashMap<>();
    for (ReadRef read : reads) {
      HostInfo owner = current.get(partition(new PlateText(read.plate())));
      if (owner == null) {
        throw new ReadsUnavailable("The owner of some of these reads is changing.");
      }
      byOwner.computeIfAbsent(owner, host -> new ArrayList<>()).add(read);
    }
    return byOwner;
  }
}
