package org.alprstreams.schemas.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One section of a policy file. Every getter answers null for what is missing or ill-typed: the
 * latter is noted here, the former is told by the records, which know what is mandatory.
 */
final class YamlSection {
  private static final String TEXT = "a text, in quotes if it looks like a number";
  private static final String DURATION =
      "a duration of days, hours or minutes such as P30D or PT15M";
  private static final String PERIOD = "a period of months or days such as P6M or P180D";
  private static final int LONGEST_SHOWN = 60;

  private final JsonNode node;
  private final String path;
  private final List<PolicyProblem> problems;
  private final Set<String> known = new TreeSet<>();

  YamlSection(JsonNode node, String path, List<PolicyProblem> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  Boolean flag(String field) {
    return at(
        field,
        (value, where) ->
            value.isBoolean() ? value.booleanValue() : wrong(where, value, Checks.TRUE_OR_FALSE));
  }

  Integer count(String field) {
    return at(
        field,
        (value, where) ->
            value.isInt()
                ? Integer.valueOf(value.intValue())
                : wrong(where, value, "a whole number"));
  }

  Double share(String field) {
    return at(
        field,
        (value, where) ->
            value.isNumber()
                ? Double.valueOf(value.doubleValue())
                : wrong(where, value, "a number"));
  }

  String text(String field) {
    return parsed(field, TEXT, Function.identity());
  }

  Duration duration(String field) {
    return parsed(field, DURATION, Duration::parse);
  }

  CalendarLimit period(String field) {
    return parsed(field, PERIOD, CalendarLimit::parse);
  }

  LocalDate date(String field) {
    return parsed(field, "a day such as 2022-03-17", LocalDate::parse);
  }

  ZoneId zone(String field) {
    return parsed(field, Checks.TIME_ZONE, ZoneId::of);
  }

  <E extends Enum<E>> E one(String field, Class<E> type) {
    return parsed(field, Checks.names(type), text -> Enum.valueOf(type, text));
  }

  SortedSet<String> texts(String field) {
    return set(field, (value, where) -> parse(value, where, TEXT, Function.identity()));
  }

  <E extends Enum<E>> SortedSet<E> some(String field, Class<E> type) {
    return set(
        field,
        (value, where) ->
            parse(value, where, Checks.names(type), text -> Enum.valueOf(type, text)));
  }

  /** The section under this name. */
  <T> T section(String field, Function<YamlSection, T> read) {
    return at(field, (value, where) -> new YamlSection(value, where, problems).read(read));
  }

  /** The sections in the list under this name, without those that are not valid. */
  <T> List<T> sections(String field, Function<YamlSection, T> read) {
    return list(field, (value, where) -> new YamlSection(value, where, problems).read(read));
  }

  /** Reads the whole section and notes what is wrong with it; null if anything is. */
  <T> T read(Function<YamlSection, T> read) {
    if (!node.isObject()) {
      return wrong(path, node, "fields with their values");
    }
    var value = part(read);
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                note(
                    new PolicyProblem(
                        field, "is not a field of a policy", String.join(", ", known) + " here"));
              }
            });
    return value;
  }

  /** Reads some fields of this section into a record of their own; null if it is not valid. */
  <T> T part(Function<YamlSection, T> read) {
    try {
      return read.apply(this);
    } catch (InvalidPolicyException e) {
      e.problems().forEach(this::note);
      return null;
    }
  }

  private <T extends Comparable<T>> SortedSet<T> set(
      String field, BiFunction<JsonNode, String, T> read) {
    var values = list(field, read);
    if (values == null) {
      return null;
    }
    var once = new HashSet<T>();
    values.stream()
        .filter(value -> !once.add(value))
        .forEach(
            value ->
                note(new PolicyProblem(field, "names " + value + " more than once", "each once")));
    return new TreeSet<>(values);
  }

  private <T> List<T> list(String field, BiFunction<JsonNode, String, T> read) {
    return at(
        field,
        (value, where) -> {
          if (!value.isArray()) {
            return wrong(where, value, "a list, [] if it is empty");
          }
          var items = new ArrayList<T>();
          for (int i = 0; i < value.size(); i++) {
            var item = read.apply(value.get(i), where + "[" + i + "]");
            if (item != null) {
              items.add(item);
            }
          }
          return items;
        });
  }

  private <T> T parsed(String field, String allowed, Function<String, T> parser) {
    return at(field, (value, where) -> parse(value, where, allowed, parser));
  }

  private <T> T parse(JsonNode value, String where, String allowed, Function<String, T> parser) {
    if (!value.isTextual()) {
      return wrong(where, value, allowed);
    }
    try {
      return parser.apply(value.textValue());
    } catch (DateTimeException | IllegalArgumentException e) {
      return wrong(where, value, allowed);
    }
  }

  private <T> T at(String field, BiFunction<JsonNode, String, T> read) {
    known.add(field);
    var value = node.get(field);
    return value == null || value.isNull() ? null : read.apply(value, within(field));
  }

  private <T> T wrong(String where, JsonNode value, String allowed) {
    var shown = value.toString();
    var cut = shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown;
    problems.add(new PolicyProblem(where, "is " + cut, allowed));
    return null;
  }

  private void note(PolicyProblem problem) {
    problems.add(problem.under(path));
  }

  private String within(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
