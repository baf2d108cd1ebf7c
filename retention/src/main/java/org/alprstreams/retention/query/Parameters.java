package org.alprstreams.retention.query;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Query parameters, each once and each known. What is malformed is a {@link
 * org.alprstreams.service.http.Problem} of status 400.
 *
 * @param given as they came
 * @param known names there are
 */
public record Parameters(Map<String, List<String>> given, Set<String> known) {

  /** Refuses what is unknown, not encoded as it must be, or given twice with a 400. */
  public Parameters {
    given.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            throw Responses.badParameter(
                "There is no such parameter; there are "
                    + String.join(", ", new TreeSet<>(known))
                    + ".");
          }
          if (values.isEmpty()) { // The server gives no value where the percent signs are wrong.
            throw Responses.badParameter(name + " is not percent-encoded UTF-8.");
          }
          if (values.size() > 1) {
            throw Responses.badParameter(name + " is given more than once.");
          }
        });
  }

  /** A text without the blanks around it; an empty one counts as not given. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name))
        .map(values -> values.get(0).strip())
        .filter(value -> !value.isEmpty());
  }

  /** True or false; false where it is not given. */
  public boolean flag(String name) {
    return flag(name, false);
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    String value = text(name).orElse(Boolean.toString(otherwise));
    if (!value.equals("true") && !value.equals("false")) {
      throw Responses.badParameter(name + " is true or false.");
    }
    return value.equals("true");
  }

  /** A whole number within these bounds, both included. */
  public Optional<Integer> number(String name, int least, int most) {
    try {
      Optional<Integer> number = text(name).map(Integer::valueOf);
      if (number.filter(value -> value < least || value > most).isEmpty()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number out of range.
    }
    throw Responses.badParameter(name + " is a whole number from " + least + " to " + most + ".");
  }

  /** A time in ISO 8601 and UTC. */
  public Optional<Instant> instant(String name) {
    try {
      return text(name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Responses.badParameter(
          name + " is a time in ISO 8601 and UTC such as 2026-11-23T08:00:00Z.");
    }
  }
}
