package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.retention.query.ImageRequest.Part;
import org.alprstreams.retention.query.ReadParameters.Bounds;
import org.alprstreams.retention.query.RecordedAccess.Found;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/** {@code GET /reads} and {@code GET /reads/{readId}/image}. */
final class ReadRoutes {

  /** Header of an image from a standby: by how many seconds it may be stale. */
  static final String STALE = "Alpr-Stale-By-Seconds";

  private static final int LONGEST_READ_ID = 128;
  private static final Set<String> IMAGE_PARAMETERS =
      Set.of("part", "locator", "allowStale", "purpose", "caseNumber");

  private final Router router;
  private final RecordedAccess access;
  private final RetentionPlan plan;
  private final Duration longestSpan;
  private final int partitions;
  private final Clock clock;

  ReadRoutes(
      Router router,
      RecordedAccess access,
      RetentionPlan plan,
      Duration longestSpan,
      int partitions,
      Clock clock) {
    this.router = router;
    this.access = access;
    this.plan = plan;
    this.longestSpan = longestSpan;
    this.partitions = partitions;
    this.clock = clock;
  }

  void register(HttpRoutes routes) {
    routes.get("/reads", Permission.QUERY_READS, this::reads);
    routes.get("/reads/{readId}/image", Permission.QUERY_READS, this::image);
  }

  /**
   * An answer.
   *
   * @param reads newest first
   * @param from effective begin of the span: reads before it are gone
   * @param to effective end of the span
   * @param nextCursor cursor of the next page, or null where this is the last
   * @param partial whether some partitions did not answer, so that reads may be missing
   * @param missingPartitions which
   * @param stale whether standbys answered for some partitions, so that what came last may be
   *     missing and what was taken out last may still be there
   * @param staleBy which, and by how much at most
   */
  record Page(
      List<ReadJson> reads,
      Instant from,
      Instant to,
      String nextCursor,
      boolean partial,
      Set<Integer> missingPartitions,
      boolean stale,
      List<Staleness> staleBy) {}

  private void reads(Context context) {
    Instant now = clock.instant();
    Bounds bounds =
        new Bounds(plan.reads().cutoff(now), now.plus(plan.clockTolerance()), longestSpan);
    ReadParameters query = ReadParameters.parse(context.queryParamMap(), bounds);
    Page page =
        access.answer(
            context,
            "QUERY_READS",
            query.elements(),
            () -> {
              Page found = page(query, CallerToken.of(context));
              return new Found<>(found, found.reads().size(), staleness(found.staleBy()));
            });
    Responses.json(context, page);
  }

  private Page page(ReadParameters query, Optional<String> token) {
    ReadScan scan = query.scan();
    // One more than asked for tells whether there is another page.
    Router.Found found = router.reads(scan.limitedTo(scan.limit() + 1), query.allowance(), token);
    boolean more = found.reads().size() > scan.limit();
    List<ReadJson> reads = more ? found.reads().subList(0, scan.limit()) : found.reads();
    return new Page(
        reads,
        scan.from(),
        scan.to(),
        more ? reads.get(reads.size() - 1).position().cursor() : null,
        !found.missing().isEmpty(),
        found.missing(),
        !found.staleBy().isEmpty(),
        found.staleBy());
  }

  /** For the access record: how old what was shown may have been. */
  private static Map<String, String> staleness(List<Staleness> staleBy) {
    return staleBy.stream()
        .map(Staleness::seconds)
        .max(Comparator.naturalOrder())
        .map(seconds -> Map.of("staleBySeconds", Long.toString(seconds)))
        .orElse(Map.of());
  }

  private void image(Context context) {
    String readId = context.pathParam("readId");
    if (readId.length() > LONGEST_READ_ID) {
      throw Responses.badParameter("A read's id has " + LONGEST_READ_ID + " characters at most.");
    }
    Parameters parameters = new Parameters(context.queryParamMap(), IMAGE_PARAMETERS);
    Part part = part(parameters.text("part").orElse("crop"));
    int partition =
        parameters
            .number("locator", 0, partitions - 1)
            .orElseThrow(
                () ->
                    Responses.badParameter(
                        "locator is missing: use the image's address as the read gives it."));
    boolean stale = parameters.flag("allowStale", true);
    ImageRequest request = new ImageRequest(readId, part);
    Optional<ImageJson> image =
        access.answer(
            context,
            "VIEW_IMAGE",
            Map.of("readId", readId, "part", part.name()),
            () -> found(router.image(request, partition, stale, CallerToken.of(context))));
    context.header("Cache-Control", "no-store");
    image
        .flatMap(ImageJson::staleBy)
        .ifPresent(staleBy -> context.header(STALE, Long.toString(staleBy.seconds())));
    context
        .contentType("image/jpeg")
        .result(
            image
                .map(ImageJson::jpeg)
                .orElseThrow(
                    () ->
                        new Problem(
                            404,
                            "No image",
                            "No such image is kept: it has expired, was retracted, or never"
                                + " was.")));
  }

  private static Found<Optional<ImageJson>> found(Optional<ImageJson> image) {
    return new Found<>(
        image, image.isPresent() ? 1 : 0, image.map(ReadRoutes::elements).orElse(Map.of()));
  }

  private static Map<String, String> elements(ImageJson image) {
    Map<String, String> elements = new HashMap<>(staleness(image.staleBy().stream().toList()));
    elements.put("plate", image.plate());
    return elements;
  }

  private static Part part(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "crop" -> Part.CROP;
      case "scene" -> Part.SCENE;
      default -> throw Responses.badParameter("part is crop or scene.");
    };
  }
}
