package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alprstreams.schemas.topic.DataClass;

/** Lifetimes of topics as a table in Markdown. */
public final class LifetimeTable {

  private static final String HEADER =
      """
      | topic | class | cleanup | retention.ms | segment.ms | worst case | limit |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  private LifetimeTable() {}

  /** One line for each, in the order given. */
  public static String of(List<TopicLifetime> lifetimes) {
    StringBuilder table = new StringBuilder(HEADER);
    lifetimes.forEach(lifetime -> table.append(line(lifetime)));
    return table.toString();
  }

  private static String line(TopicLifetime lifetime) {
    return "| %s | %s | %s | %s | %s | %s | %s |%n"
        .formatted(
            lifetime.topic(),
            lifetime.dataClass(),
            lifetime.cleanup(),
            lifetime.retention().map(LifetimeTable::words).orElse("–"),
            words(lifetime.segment()),
            worstCase(lifetime),
            limit(lifetime));
  }

  private static String worstCase(TopicLifetime lifetime) {
    String words = lifetime.worstCase().map(LifetimeTable::words).orElse("unbounded");
    return lifetime.limit().isEmpty() && lifetime.worstCase().isPresent()
        ? words + " after removal"
        : words;
  }

  private static String limit(TopicLifetime lifetime) {
    Optional<String> limit = lifetime.limit().map(LifetimeTable::words);
    if (lifetime.dataClass() == DataClass.AUDIT) {
      return "at least " + limit.orElseThrow();
    }
    return limit.orElse(
        lifetime.dataClass() == DataClass.CASE ? "of the policy, by tombstone" : "until removed");
  }

  /** Such as {@code 29 d 6 h 7 min}. */
  private static String words(Duration duration) {
    StringBuilder words = new StringBuilder();
    part(words, duration.toDays(), "d");
    part(words, duration.toHoursPart(), "h");
    part(words, duration.toMinutesPart(), "min");
    part(words, duration.toSecondsPart(), "s");
    part(words, duration.toMillisPart(), "ms");
    return words.isEmpty() ? "0" : words.toString();
  }

  private static void part(StringBuilder words, long number, String unit) {
    if (number > 0) {
      words.append(words.isEmpty() ? "" : " ").append(number).append(' ').append(unit);
    }
  }
}
