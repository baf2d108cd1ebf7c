package org.alprstreams.matching.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of a mapping file. Whatever is not as it should be is noted with its place, so that all of
 * it is told at once; the getters then answer empty.
 */
final class Section {

  private final JsonNode node;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new TreeSet<>();

  Section(JsonNode node, String path, List<String> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    if (!node.isObject()) {
      problems.add((path.isEmpty() ? "the file" : path) + " must hold keys with their values");
    }
  }

  /** A text; a number or a switch is taken as it is written. */
  Optional<String> text(String key) {
    return at(key)
        .flatMap(
            value ->
                value.isValueNode() ? Optional.of(value.asText()) : wrong(key, "must be a text"));
  }

  boolean flag(String key, boolean otherwise) {
    return at(key)
        .flatMap(
            value ->
                value.isBoolean()
                    ? Optional.of(value.booleanValue())
                    : wrong(key, "must be true or false"))
        .orElse(otherwise);
  }

  Optional<Integer> count(String key, int least, int most) {
    return at(key)
        .flatMap(
            value ->
                value.isInt() && value.intValue() >= least && value.intValue() <= most
                    ? Optional.of(value.intValue())
                    : wrong(key, "must be a whole number from " + least + " to " + most));
  }

  /** One character, or {@code tab}. */
  Optional<Character> character(String key) {
    Optional<String> written = text(key);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    if (written.get().equals("tab")) {
      return Optional.of('\t');
    }
    return written.get().length() == 1
        ? Optional.of(written.get().charAt(0))
        : wrong(key, "must be one character, or tab");
  }

  /** Several texts; a single one may stand without a list. */
  List<String> texts(String key) {
    Optional<JsonNode> value = at(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value.get().isArray() ? value.get() : List.of(value.get())) {
      if (item.isValueNode() && !item.asText().isBlank()) {
        texts.add(item.asText());
      } else {
        wrong(key, "must be a text or a list of texts");
      }
    }
    return texts;
  }

  /** Texts by name. */
  Map<String, String> pairs(String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    at(key)
        .filter(value -> value.isObject() || wrong(key, "must hold keys with texts").isPresent())
        .ifPresent(
            value ->
                value
                    .properties()
                    .forEach(
                        pair -> {
                          if (pair.getValue().isValueNode() && !pair.getValue().isNull()) {
                            pairs.put(pair.getKey(), pair.getValue().asText());
                          } else {
                            wrong(key + "." + pair.getKey(), "must be a text");
                          }
                        }));
    return pairs;
  }

  Optional<Section> section(String key) {
    return at(key).map(value -> new Section(value, within(key), problems));
  }

  /** Sections in a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    at(key)
        .filter(value -> value.isArray() || wrong(key, "must be a list").isPresent())
        .ifPresent(
            value -> {
              for (int i = 0; i < value.size(); i++) {
                sections.add(new Section(value.get(i), within(key) + "[" + i + "]", problems));
              }
            });
    return sections;
  }

  /** The keys that are there. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Whether a key is there. */
  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** Notes a key as wrong. */
  <T> Optional<T> wrong(String key, String what) {
    problems.add(within(key) + " " + what);
    return Optional.empty();
  }

  /** Notes every key that nobody has asked for. */
  void refuseOthers() {
    keys().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> wrong(key, "is unknown; here may stand: " + String.join(", ", known)));
  }

  private Optional<JsonNode> at(String key) {
    known.add(key);
    return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
  }

  private String within(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
