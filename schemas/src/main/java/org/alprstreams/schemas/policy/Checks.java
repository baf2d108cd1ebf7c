package org.alprstreams.schemas.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects what is wrong with the components of one record, so that all of it is told at once. */
final class Checks {
  static final String TRUE_OR_FALSE = "true or false";
  static final String TIME_ZONE = "a time zone such as America/Los_Angeles";
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int LONGEST_TEXT = 2_000;

  private final List<PolicyProblem> problems = new ArrayList<>();

  static <E extends Enum<E>> String names(Class<E> type) {
    return Stream.of(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }

  Checks flag(String field, Boolean value) {
    return present(field, value, TRUE_OR_FALSE);
  }

  Checks text(String field, String value) {
    return test(
        field,
        value,
        value != null && !value.isBlank() && value.length() <= LONGEST_TEXT,
        "a text of 1 to " + LONGEST_TEXT + " characters");
  }

  Checks code(String field, String value) {
    return test(
        field,
        value,
        value != null && CODE.matcher(value).matches(),
        "upper-case letters, digits and underscores, a letter first, as in STOLEN_VEHICLE");
  }

  Checks codes(String field, Collection<String> values) {
    present(field, values, "a list of codes, [] if there are none");
    if (values != null) {
      values.forEach(value -> code(field, value));
    }
    return this;
  }

  Checks texts(String field, Collection<String> values) {
    notEmpty(field, values, "a list of at least one text");
    if (values != null) {
      values.forEach(value -> text(field, value));
    }
    return this;
  }

  Checks notEmpty(String field, Collection<?> values, String allowed) {
    return values != null && values.isEmpty()
        ? wrong(field, PolicyProblem.EMPTY, allowed)
        : present(field, values, allowed);
  }

  <T> Checks distinct(String field, Collection<T> values, Function<T, String> code) {
    var seen = new HashSet<String>();
    if (values != null) {
      values.stream()
          .map(code)
          .filter(value -> !seen.add(value))
          .distinct()
          .forEach(value -> wrong(field, "names " + value + " more than once", "each code once"));
    }
    return this;
  }

  Checks within(String field, Duration value, Duration least, Duration most) {
    return test(
        field,
        value,
        value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
        DurationText.of(least) + " to " + DurationText.of(most));
  }

  /** What must not outlive something else; that one is not judged here. */
  Checks notLonger(String field, Duration value, String other, Duration most) {
    return value == null || most == null || most.isNegative() || most.isZero()
        ? this
        : test(
            field,
            value,
            value.compareTo(most) <= 0,
            "no longer than " + other + ", which is " + DurationText.of(most));
  }

  Checks within(String field, CalendarLimit value, Duration least, Duration most) {
    return test(
        field,
        value,
        value != null
            && value.longest().compareTo(least) >= 0
            && value.longest().compareTo(most) <= 0,
        DurationText.of(least) + " to " + DurationText.of(most));
  }

  Checks within(String field, Number value, double least, double most) {
    return test(
        field,
        value,
        value != null && value.doubleValue() >= least && value.doubleValue() <= most,
        (value instanceof Integer ? "a whole number from " : "a number from ")
            + shown(least)
            + " to "
            + shown(most));
  }

  /** Two sets that must have nothing in common. */
  Checks apart(String field, Collection<String> values, Collection<String> others) {
    if (values != null && others != null) {
      values.stream()
          .filter(others::contains)
          .forEach(value -> wrong(field, "names " + value + " too", "each category in one set"));
    }
    return this;
  }

  Checks section(String field, Object value) {
    return present(field, value, "a section of its own");
  }

  Checks present(String field, Object value, String allowed) {
    return test(field, value, value != null, allowed);
  }

  Checks test(String field, Object value, boolean valid, String allowed) {
    if (value == null) {
      return wrong(field, PolicyProblem.MISSING, allowed);
    }
    return valid ? this : wrong(field, "is " + shown(value), allowed);
  }

  Checks wrong(String field, String wrong, String allowed) {
    problems.add(new PolicyProblem(field, wrong, allowed));
    return this;
  }

  void orThrow() {
    if (!problems.isEmpty()) {
      throw new InvalidPolicyException(problems);
    }
  }

  private static String shown(Object value) {
    if (value instanceof Duration duration) {
      return DurationText.of(duration);
    }
    if (value instanceof Double number && number == Math.rint(number)) {
      return Long.toString(number.longValue());
    }
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }
}
