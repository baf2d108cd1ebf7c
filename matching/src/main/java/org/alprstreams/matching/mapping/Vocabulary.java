package org.alprstreams.matching.mapping;

import java.util.List;
import java.util.Set;

/**
 * What a mapping may speak of.
 *
 * @param fields the fields that rows are mapped to
 * @param required fields that every mapping says where to find
 * @param times fields that are dates or times
 * @param category the field whose codes lead to categories
 */
public record Vocabulary(
    List<String> fields, Set<String> required, Set<String> times, String category) {

  public Vocabulary {
    fields = List.copyOf(fields);
    required = Set.copyOf(required);
    times = Set.copyOf(times);
  }
}
